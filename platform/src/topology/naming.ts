import {
  Naming,
  namesOf,
  replacedNames,
  type NamedType,
  type NamingOptions,
} from "@aks-topology/constructs/internal";
import type { IConstruct } from "constructs";
import { UNKNOWN_REFERENCE } from "../file-rules.js";
import type { Platform } from "../schema/platform.js";
import { hubsOf } from "./hubs.js";
import type { SourceLocator } from "./source-locator.js";

/**
 * How the Azure resources of a platform are named: by a pattern, and some by a name of their own.
 *
 * @param home subscription that distinguishes names which are unique in all of Azure
 */
export function namingOf(platform: Platform, home: string | undefined): Naming {
  const { name, location, naming = {} } = platform;
  const options: NamingOptions = { ...naming, given: givenNames(platform) };
  return new Naming(name, [location, ...(home === undefined ? [] : [home])], options);
}

/** Reports names that no resource would have. */
export function reportUnusedNames(locator: SourceLocator, { naming }: Platform, root: IConstruct): void {
  const used = replacedNames(root);
  for (const name of Object.keys(naming?.names ?? {})) {
    if (used.has(name)) continue;
    const [type = ""] = name.split("-");
    const similar = namesOf(root).flatMap((given) => (given.name.startsWith(`${type}-`) ? [given.name] : []));
    const hint =
      similar.length === 0
        ? "Write the name that the resource has without this entry."
        : `Names of the pattern: ${[...new Set(similar)].slice(0, 10).join(", ")}.`;
    const message = `The pattern gives no resource the name "${name}".`;
    locator.report(UNKNOWN_REFERENCE, ["naming", "names", name], message, hint);
  }
}

/** Gateways of virtual hubs. */
const GATEWAYS = { vpn: "vpnGateway", "express-route": "expressRouteGateway" } as const;

type GivenNames = NonNullable<NamingOptions["given"]>;

function givenNames(platform: Platform): GivenNames {
  const hubs = hubsOf(platform).flatMap(({ key, spec }) =>
    // What exists already has its name.
    spec.id !== undefined
      ? []
      : [
          ...given(spec.type === "virtual-wan" ? "virtualHub" : "virtualNetwork", [key], spec.name),
          ...given("firewall", [key], spec.firewall?.name),
          ...given("firewallPolicy", [key], spec.firewall?.policyName),
          ...(spec.type === "virtual-wan"
            ? given(GATEWAYS[spec.gateway?.type ?? "vpn"], [key], spec.gateway?.name)
            : [
                ...given("networkGateway", [key], spec.gateway?.name),
                ...given("bastion", [key], spec.bastion?.name),
                ...given("virtualMachine", [key, "jump-host"], spec.bastion?.jumpHost?.name),
              ]),
        ],
  );
  const spokes = Object.entries(platform.spokes).flatMap(([key, { name, gateways, clusters }]) => [
    ...given("virtualNetwork", [key], name),
    ...Object.entries(gateways).flatMap(([gateway, spec]) =>
      spec.id === undefined ? given("applicationGateway", [key, gateway], spec.name) : [],
    ),
    ...Object.entries(clusters).flatMap(([cluster, spec]) =>
      spec.id === undefined ? given("cluster", [key, cluster], spec.name) : [],
    ),
  ]);
  const frontDoors = Object.entries(platform.frontDoors).flatMap(([key, { name }]) =>
    given("frontDoor", [key], name),
  );
  return [...hubs, ...spokes, ...frontDoors];
}

function given(type: NamedType, parts: readonly string[], name: string | undefined): GivenNames {
  return name === undefined ? [] : [{ type, parts, name }];
}
