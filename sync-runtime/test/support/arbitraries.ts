import fc from "fast-check";
import { mirrorsFrom } from "../../src/config/mirrors.js";
import type { Mirror } from "../../src/domain/mirror.js";
import { Route } from "../../src/domain/route.js";
import { mirrorConfig } from "./fleet.js";

export function mirrorWith(overrides: object = {}): Mirror {
  const [mirror] = mirrorsFrom({ mirrors: [mirrorConfig(overrides)] });
  if (mirror === undefined) throw new Error("no mirror");
  return mirror;
}

/** Few values, so that names, prefixes and hops collide often; names in both cases. */
const nodeName = fc
  .tuple(fc.integer({ min: 0, max: 9 }), fc.boolean())
  .map(([n, upper]) => (upper ? `AKS-pool-12345678-VMSS00000${n}` : `aks-pool-12345678-vmss00000${n}`));
const podPrefix = fc.integer({ min: 0, max: 9 }).map((n) => `10.244.${n}.0/24`);
const hop = fc.integer({ min: 1, max: 4 }).map((n) => `10.1.0.${n}`);

export const nodeRoute = fc
  .record({ name: nodeName, addressPrefix: podPrefix, nextHopIpAddress: hop })
  .map((values) => new Route({ ...values, nextHopType: "VirtualAppliance" }));

export const otherRoute = fc
  .record({
    name: fc.oneof(nodeName, fc.constantFrom("default", "to-office", "vpn")),
    addressPrefix: fc.oneof(
      podPrefix,
      fc.constantFrom("0.0.0.0/0", "192.168.0.0/16", "AzureCloud", "10.245.1.0/24"),
    ),
    nextHopType: fc.constantFrom("Internet", "VnetLocal", "VirtualAppliance", "None"),
  })
  .map(
    (values) =>
      new Route(
        { ...values, nextHopIpAddress: values.nextHopType === "VirtualAppliance" ? "10.0.0.4" : null },
        { name: values.name, properties: { ...values, unknownField: values.name.length } },
      ),
  );

/** A list as Azure would hold it: no two routes with one name or one prefix. */
export function tableOf(route: fc.Arbitrary<Route>): fc.Arbitrary<Route[]> {
  return fc.array(route, { maxLength: 14 }).map((routes) => {
    const names = new Set<string>();
    const prefixes = new Set<string>();
    return routes.filter(({ key, prefixKey }) => {
      if (names.has(key) || prefixes.has(prefixKey)) return false;
      names.add(key);
      prefixes.add(prefixKey);
      return true;
    });
  });
}

export const azureTable = tableOf(fc.oneof({ weight: 3, arbitrary: nodeRoute }, otherRoute));
/** Anything, as a file could hold it: duplicates included. */
export const anyTable = fc.array(fc.oneof({ weight: 3, arbitrary: nodeRoute }, otherRoute), {
  maxLength: 14,
});
