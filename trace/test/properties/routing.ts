/** Routing against an oracle that looks at every route. */
import fc from "fast-check";
import { addressIn } from "../../src/address.js";
import { Cidr } from "../../src/cidr.js";
import { effectiveRoutes } from "../../src/evaluate/effective-routes.js";
import { selectRoute } from "../../src/evaluate/select-route.js";
import { gateway, routeTable } from "../support/azure.js";
import { half, model, network, subnet } from "../support/network.js";
import { ADDRESS, addressText, covers, distinctRanges, holds, range, text, type Range } from "./ranges.js";

const HOPS = ["VirtualAppliance", "Internet", "VnetLocal", "VirtualNetworkGateway", "None"] as const;
type HopType = (typeof HOPS)[number] | "VNetPeering" | "InterfaceEndpoint";

interface Scene {
  readonly space: readonly Range[];
  readonly peer: { readonly space: readonly Range[]; readonly here: boolean; readonly there: boolean };
  readonly access: boolean;
  readonly learned: readonly Range[];
  readonly propagates: boolean;
  readonly routes: readonly { readonly prefix: Range; readonly hop: (typeof HOPS)[number] }[];
  readonly destination: number;
}

const SPACES = ["10.0.0.0/16", "10.1.0.0/17", "172.16.0.0/12", "100.64.0.0/9"].map(range);

const SCENE: fc.Arbitrary<Scene> = fc.record({
  space: fc.uniqueArray(fc.constantFrom(...SPACES.slice(0, 3)), {
    minLength: 1,
    maxLength: 2,
    selector: text,
  }),
  peer: fc.record({
    space: fc
      .constantFrom(["10.2.0.0/16"], ["192.168.0.0/17", "10.1.128.0/17"])
      .map((list) => list.map(range)),
    here: fc.boolean(),
    there: fc.boolean(),
  }),
  access: fc.boolean(),
  learned: distinctRanges(3),
  propagates: fc.boolean(),
  routes: distinctRanges(5).chain((prefixes) =>
    fc.tuple(...prefixes.map((prefix) => fc.constantFrom(...HOPS).map((hop) => ({ prefix, hop })))),
  ),
  destination: ADDRESS,
});

function sceneModel({ space, peer, access, learned, propagates, routes }: Scene): ReturnType<typeof model> {
  const list = routes.map(({ prefix, hop }, index): readonly [string, string, string, string?] =>
    hop === "VirtualAppliance"
      ? [`r${index}`, text(prefix), hop, "10.9.9.9"]
      : [`r${index}`, text(prefix), hop],
  );
  return model({
    ...network("here", "", { address_space: space.map(text) }),
    ...subnet("vms", "here", "10.0.0.0/24"),
    ...network("there", "", { address_space: peer.space.map(text) }),
    ...(peer.here ? half("here", "there", { allow_virtual_network_access: access }) : {}),
    ...(peer.there ? half("there", "here") : {}),
    ...gateway("here", "10.0.200.0/24", learned.map(text)),
    ...routeTable("vms", ["vms"], list, {
      bgp_route_propagation_enabled: propagates,
    }),
  });
}

interface Candidate {
  readonly prefix: Range;
  readonly rank: number;
  readonly hop: HopType;
}

/** Every route that Azure's documentation lists, then the longest, then the one of the better source. */
function expectedRoute(scene: Scene): Candidate | undefined {
  const { space, peer, access, learned, propagates, routes, destination } = scene;
  const isPeered = peer.here && peer.there && access;
  const near: readonly Candidate[] = [
    ...space.map((prefix) => ({ prefix, rank: 2, hop: "VnetLocal" as const })),
    ...(isPeered ? peer.space : []).map((prefix) => ({ prefix, rank: 2, hop: "VNetPeering" as const })),
  ];
  const reserved = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"].map(range);
  const hasDefault = routes.some(({ prefix }) => prefix.length === 0);
  const candidates: readonly Candidate[] = [
    ...routes.map(({ prefix, hop }) => ({ prefix, rank: 0, hop })),
    ...(propagates ? learned : [])
      .filter((prefix) => !near.some((own) => covers(own.prefix, prefix)))
      .map((prefix) => ({ prefix, rank: 1, hop: "VirtualNetworkGateway" as const })),
    ...near,
    { prefix: range("0.0.0.0/0"), rank: 3, hop: "Internet" },
    ...reserved
      .filter((prefix) => !hasDefault && !space.some((own) => covers(own, prefix)))
      .map((prefix) => ({ prefix, rank: 3, hop: "None" as const })),
  ];
  return candidates
    .filter(({ prefix }) => holds(prefix, destination))
    .toSorted((a, b) => b.prefix.length - a.prefix.length || a.rank - b.rank)[0];
}

const NAMES: Readonly<Record<string, HopType>> = {
  appliance: "VirtualAppliance",
  internet: "Internet",
  network: "VnetLocal",
  gateway: "VirtualNetworkGateway",
  none: "None",
  peering: "VNetPeering",
  endpoint: "InterfaceEndpoint",
};

/** The route of each address is the one that the oracle chooses, and a range has one only where all its addresses do. */
export function checkRouting(numRuns: number): void {
  fc.assert(
    fc.property(SCENE, fc.constantFrom(24, 28, 30), (scene, length) => {
      const of = sceneModel(scene);
      const vms = of.networks.flatMap(({ subnets }) => subnets).find(({ name }) => name === "vms");
      if (vms === undefined) throw new Error("The scene has no subnet.");
      const routes = effectiveRoutes(vms, of);
      const chosen = (of: string): ReturnType<typeof selectRoute> =>
        selectRoute(routes, addressIn(Cidr.of(of)), vms);
      const found = chosen(addressText(scene.destination));
      const wanted = expectedRoute(scene);
      const shown = found.route && [NAMES[found.route.nextHop.type], found.route.prefix.length];
      if (
        found.unsure !== undefined ||
        String(shown) !== String(wanted && [wanted.hop, wanted.prefix.length])
      )
        throw new Error(
          `${addressText(scene.destination)}: ${String(shown)}, not ${String(wanted?.hop)} ${String(wanted?.prefix.length)}.`,
        );
      const wide = Cidr.of(`${addressText(scene.destination)}/${length}`);
      const { route, unsure } = chosen(wide.toString());
      if (unsure === undefined && route !== undefined)
        for (let offset = 0n; offset < 4n; offset += 1n) {
          const address = wide.at((offset * 67n) % (wide.last - wide.first + 1n)).toString();
          const hop = chosen(address).route?.nextHop.type;
          if (hop !== route.nextHop.type)
            throw new Error(
              `${wide.toString()} goes to ${route.nextHop.type}, ${address} to ${String(hop)}.`,
            );
        }
    }),
    { numRuns, seed: 1504 },
  );
}
