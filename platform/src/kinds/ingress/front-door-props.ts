import {
  DEFAULTS,
  type FrontDoorTls,
  type FrontDoorWafProps,
  type SpokeFrontDoorProps,
} from "@aks-topology/constructs/internal";
import { CONFLICTING_KEYS, UNKNOWN_REFERENCE } from "../../file-rules.js";
import type { IngressContext } from "./kind.js";

/** What the key `ingress` says of a Front Door, as the schema reads it. */
interface FrontDoorIngress {
  readonly frontDoor?: string | undefined;
  readonly tier?: "Standard" | "Premium" | undefined;
  readonly origin: "public" | "private-link";
  readonly originHost: string;
  readonly privateLinkRegion?: string | undefined;
  readonly priority?: number | undefined;
  readonly weight?: number | undefined;
  readonly hostNames?: readonly string[] | undefined;
  readonly tls?: FrontDoorTlsSpec | undefined;
  readonly healthPath?: string | undefined;
  readonly waf?: FrontDoorWafProps | undefined;
}

/** What the key `tls` says, as the schema reads it. */
interface FrontDoorTlsSpec {
  readonly id: string;
  readonly certificates: Readonly<
    Record<string, { readonly identifier: string; readonly hostNames: readonly string[] }>
  >;
}

export function frontDoorTlsProps({ id, certificates }: FrontDoorTlsSpec): FrontDoorTls {
  return {
    vaultId: id,
    certificates: Object.fromEntries(
      Object.entries(certificates).map(([name, { identifier, hostNames }]) => [
        name,
        { certificateId: identifier, hostNames },
      ]),
    ),
  };
}

/** Keys of a Front Door of the cluster's own, which a shared one has itself. */
const OF_PROFILE = ["tier", "hostNames", "tls", "healthPath", "waf"] as const;
/** Keys that rank the clusters of a shared Front Door. */
const OF_SHARED = ["priority", "weight"] as const;

/** Whether a key has a value that says something: a default that is written out says nothing. */
function isSet(
  spec: FrontDoorIngress,
  key: (typeof OF_PROFILE)[number] | (typeof OF_SHARED)[number],
): boolean {
  const defaults: Partial<Record<string, unknown>> = DEFAULTS.frontDoor;
  return spec[key] !== undefined && spec[key] !== defaults[key];
}

/** The Front Door of a cluster: its own, or the shared one that it names; undefined, and reported, where there is none. */
export function frontDoorProps(
  spec: FrontDoorIngress,
  { cluster, locator, path, frontDoors }: IngressContext,
): SpokeFrontDoorProps | undefined {
  const { frontDoor, origin, originHost, privateLinkRegion, priority, weight } = spec;
  const common = { cluster, origin, originHost, privateLinkRegion };
  if (frontDoor === undefined) {
    for (const name of OF_SHARED.filter((each) => isSet(spec, each))) {
      const message = `${name} ranks the clusters of a shared Front Door, and this cluster has one of its own.`;
      locator.report(CONFLICTING_KEYS, [...path, name], message, `Add frontDoor: NAME, or remove ${name}.`);
    }
    const { tier, hostNames, tls, healthPath, waf } = spec;
    return { ...common, tier, hostNames, tls: tls && frontDoorTlsProps(tls), healthPath, waf };
  }
  for (const name of OF_PROFILE.filter((each) => isSet(spec, each))) {
    const message = `${name} is a setting of the shared Front Door ${frontDoor}, not of one of its clusters.`;
    const hint = `Move ${name} to frontDoors.${frontDoor}, or remove frontDoor.`;
    locator.report(CONFLICTING_KEYS, [...path, name], message, hint);
  }
  const shared = frontDoors.find(({ key }) => key === frontDoor);
  if (shared !== undefined) return { ...common, shared, priority, weight };
  const known = frontDoors.map(({ key }) => key).join(", ") || "none";
  locator.report(
    UNKNOWN_REFERENCE,
    [...path, "frontDoor"],
    `There is no Front Door "${frontDoor}".`,
    `Those of frontDoors: ${known}.`,
  );
  return undefined;
}
