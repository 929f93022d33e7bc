import { Cidr } from "@aks-topology/constructs";
import type * as z from "zod";
import { EXISTING_TWICE, INVALID_VALUE } from "../file-rules.js";
import { valueAt, type KeyPath } from "../source-map.js";
import type { IssueParams } from "./values.js";

/** The keys of a file that may name a network, a cluster or a gateway that exists already. */
interface File {
  readonly hub?: unknown;
  readonly hubs?: Readonly<Record<string, unknown>> | undefined;
  readonly spokes: Readonly<
    Record<
      string,
      {
        readonly network?: unknown;
        readonly gateways: Readonly<Record<string, unknown>>;
        readonly clusters: Readonly<Record<string, unknown>>;
      }
    >
  >;
}

/** Refuses a network, a cluster or a gateway that a file names twice, at the second place. */
export function existingOnce(file: File, context: z.RefinementCtx): void {
  const first = new Map<string, string>();
  for (const [path, id] of placesOf(file)) {
    const key = id.toLowerCase();
    const earlier = first.get(key);
    const place = path.join(".");
    if (earlier === undefined) first.set(key, place);
    else {
      const params: IssueParams = {
        problem: EXISTING_TWICE.code,
        hint: `Remove ${place}, or specify the id of another one.`,
      };
      const message = `the id is that of ${earlier} too`;
      context.addIssue({ code: "custom", message, path: [...path, "id"], params });
    }
  }
}

/** Refuses a second registry of one name, which Azure has once. Source: Naming rules and restrictions for Azure resources. */
export function registriesOnce(
  registries: readonly { readonly id: string }[],
  context: z.RefinementCtx,
): void {
  namesOnce(registries, context, { what: "registry", why: "Azure has each name once" });
}

/** Refuses a second private zone of one name, to which Azure links no network. Source: Azure Private DNS, virtual network links. */
export function zonesOnce(zones: readonly { readonly id: string }[], context: z.RefinementCtx): void {
  namesOnce(zones, context, { what: "zone", why: "Azure links a network to one zone of a name" });
}

/** Refuses a second public zone of one name, of which only one answers. */
export function publicZonesOnce(zones: readonly { readonly id: string }[], context: z.RefinementCtx): void {
  namesOnce(zones, context, { what: "zone", why: "only one of the two answers for it" });
}

function namesOnce(
  things: readonly { readonly id: string }[],
  context: z.RefinementCtx,
  { what, why }: { readonly what: string; readonly why: string },
): void {
  const names = things.map(({ id }) => id.split("/").at(-1)?.toLowerCase());
  for (const [i, name] of names.entries()) {
    const first = names.indexOf(name);
    if (first === i) continue;
    const params: IssueParams = {
      problem: EXISTING_TWICE.code,
      hint: `Remove the entry, or specify the id of another ${what}.`,
    };
    const message = `the ${what} has the name of entry ${first + 1}, and ${why}`;
    context.addIssue({ code: "custom", message, path: [i, "id"], params });
  }
}

interface SubnetPlace {
  readonly path: KeyPath;
  readonly id: string;
  readonly prefix: string;
}

/** Refuses a subnet that a spoke names twice with different ranges: the second one would have no effect. */
export function subnetsAgree(spoke: unknown, context: z.RefinementCtx): void {
  const first = new Map<string, SubnetPlace>();
  for (const place of subnetsIn(spoke, [])) {
    const earlier = first.get(place.id.toLowerCase()) ?? place;
    first.set(place.id.toLowerCase(), earlier);
    if (earlier.prefix === place.prefix) continue;
    const params: IssueParams = {
      problem: INVALID_VALUE.code,
      hint: "Specify the range that the subnet has in Azure, at both places.",
    };
    const message = `the subnet has the range ${earlier.prefix} at ${earlier.path.join(".")}, and ${place.prefix} here`;
    context.addIssue({ code: "custom", message, path: [...place.path, "prefix"], params });
  }
}

function subnetsIn(value: unknown, path: KeyPath): SubnetPlace[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  const [id, prefix] = [valueAt(value, ["id"]), valueAt(value, ["prefix"])];
  if (typeof id === "string" && /\/subnets\/[^/]+$/i.test(id) && prefix instanceof Cidr)
    return [{ path, id, prefix: prefix.literal }];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => subnetsIn(inner, [...path, key]));
}

function placesOf({ hub, hubs = {}, spokes }: File): (readonly [KeyPath, string])[] {
  const keys = (map: object): string[] => Object.keys(map);
  const paths: KeyPath[] = [
    ["hub"],
    ...keys(hubs).map((key) => ["hubs", key]),
    ...Object.entries(spokes).flatMap(([spoke, { gateways, clusters }]) => [
      ["spokes", spoke, "network"],
      ...keys(gateways).map((key) => ["spokes", spoke, "gateways", key]),
      ...keys(clusters).map((key) => ["spokes", spoke, "clusters", key]),
    ]),
  ];
  return paths.flatMap((path) => {
    const id = valueAt({ hub, hubs, spokes }, [...path, "id"]);
    return typeof id === "string" ? [[path, id] as const] : [];
  });
}
