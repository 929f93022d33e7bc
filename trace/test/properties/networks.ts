/** Generated hubs and spokes, as Terraform. */
import fc from "fast-check";
import {
  collection,
  firewall,
  FIREWALL,
  gateway,
  networkRule,
  peering,
  routeTable,
  rules,
  securityGroup,
  type Rule,
} from "../support/azure.js";
import { network, subnet, type Resources } from "../support/network.js";

type Attributes = Readonly<Record<string, unknown>>;
type Routes = Parameters<typeof routeTable>[2];

const HALF: fc.Arbitrary<Attributes> = fc.record({
  allow_forwarded_traffic: mostly(true),
  allow_virtual_network_access: mostly(true),
  allow_gateway_transit: fc.boolean(),
  use_remote_gateways: fc.boolean(),
});

function mostly(value: boolean): fc.Arbitrary<boolean> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: fc.boolean() });
}

const PREFIX = fc.constantFrom(
  "0.0.0.0/0",
  "10.0.0.0/8",
  "10.0.0.0/16",
  "10.1.0.0/16",
  "10.2.0.0/16",
  "10.2.0.8/29",
  "10.1.0.4/30",
  "10.2.0.3/32",
  "192.168.0.0/16",
);

function routesOf(table: string): fc.Arbitrary<Routes> {
  return fc
    .uniqueArray(
      fc.tuple(
        PREFIX,
        fc.oneof(
          { weight: 3, arbitrary: fc.constant("VirtualAppliance") },
          { weight: 1, arbitrary: fc.constantFrom("None", "Internet", "VnetLocal", "VirtualNetworkGateway") },
        ),
      ),
      { maxLength: 3, selector: ([prefix]) => prefix },
    )
    .map((list) =>
      list.map(([prefix, type], index) =>
        type === "VirtualAppliance"
          ? ([`${table}${index}`, prefix, type, FIREWALL.private] as const)
          : ([`${table}${index}`, prefix, type] as const),
      ),
    );
}

const SOURCE = fc.oneof(PREFIX, fc.constantFrom("*", "VirtualNetwork", "Internet"));

const SECURITY: fc.Arbitrary<readonly Rule[]> = fc
  .uniqueArray(
    fc.record({
      priority: fc.integer({ min: 100, max: 110 }),
      direction: fc.constantFrom("Inbound", "Outbound"),
      access: fc.constantFrom("Allow", "Allow", "Deny"),
      from: SOURCE,
      to: SOURCE,
    }),
    { maxLength: 2, selector: ({ priority }) => priority },
  )
  .map((list) => list.map((rule, index) => ({ ...rule, name: `r${index}` })));

const COLLECTIONS = fc
  .uniqueArray(
    fc.record({
      priority: fc.integer({ min: 100, max: 110 }),
      allows: mostly(true),
      from: fc.oneof(fc.constant("*"), PREFIX),
      to: fc.oneof(fc.constant("*"), PREFIX),
    }),
    { maxLength: 3, selector: ({ priority }) => priority },
  )
  .map((list) =>
    list.map(({ priority, allows, from, to }) =>
      collection(
        `c${priority}`,
        priority,
        allows ? "Allow" : "Deny",
        networkRule("r", ["443"], { source_addresses: [from], destination_addresses: [to] }),
      ),
    ),
  );

/** A hub with a firewall and a gateway, and the spokes "a" (10.1.0.0/24) and "b" (10.2.0.0/24) with tables and groups. */
export const NETWORKS: fc.Arbitrary<Resources> = fc
  .record({
    halves: fc.tuple(HALF, HALF, HALF, HALF),
    areSpokesPeered: fc.boolean(),
    direct: fc.tuple(HALF, HALF),
    a: routesOf("a"),
    b: routesOf("b"),
    propagates: fc.boolean(),
    groupA: SECURITY,
    groupB: SECURITY,
    collections: COLLECTIONS,
    ranges: fc.constantFrom([], ["255.255.255.255/32"], ["0.0.0.0/0"], ["10.2.0.8/29"]),
    hasDefaultOutbound: fc.boolean(),
  })
  .map((scene) => ({
    ...network("hub", "10.0.0.0/16"),
    ...firewall({ private_ip_ranges: scene.ranges }),
    ...gateway("hub", "10.0.200.0/24", ["192.168.0.0/16"]),
    ...network("a", "10.1.0.0/16"),
    ...network("b", "10.2.0.0/16"),
    ...subnet("a", "a", "10.1.0.0/24", { default_outbound_access_enabled: scene.hasDefaultOutbound }),
    ...subnet("b", "b", "10.2.0.0/24"),
    ...peering("hub", "a", scene.halves[0], scene.halves[1]),
    ...peering("hub", "b", scene.halves[2], scene.halves[3]),
    ...(scene.areSpokesPeered ? peering("a", "b", scene.direct[0], scene.direct[1]) : {}),
    ...routeTable("a", ["a"], scene.a, { bgp_route_propagation_enabled: scene.propagates }),
    ...routeTable("b", ["b"], scene.b),
    ...securityGroup("a", ["a"], scene.groupA),
    ...securityGroup("b", ["b"], scene.groupB),
    ...rules("group", 100, { network: scene.collections }),
  }));
