import { expect, test } from "vitest";
import { AddressBook, Cidr, type AddressBookEntries, type SpokeClusterProps } from "../../src/index.js";
import { cluster, hub, overlay, spoke } from "../support/builders.js";
import { block, synth, type Synthesized } from "../support/synth.js";

type Pool = SpokeClusterProps["nodePools"][number];

function pool(name: string, count = 3): Pool {
  return { name, vmSize: "Standard_D4ds_v5", nodes: { count } };
}

/** Clusters by spoke, with their pools in order. */
type Estate = Readonly<Record<string, Readonly<Record<string, readonly [Pool, ...Pool[]]>>>>;

interface Run {
  readonly output: Synthesized;
  readonly entries: AddressBookEntries;
}

/** An estate behind a firewall, each cluster with a gateway that forwards to its load balancer. */
function run(estate: Estate, before?: AddressBookEntries): Run {
  const book = AddressBook.from(before);
  const output = synth(
    (stack) => {
      const center = hub(stack);
      for (const [name, clusters] of Object.entries(estate)) {
        const second = name === "shop" ? 1 : 2;
        const home = spoke(center, { addressSpace: [Cidr.of(`10.${second}.0.0/16`)] }, name);
        const edge = home.addGateway("edge", { frontend: { type: "public" } });
        for (const [key, nodePools] of Object.entries(clusters)) {
          const made = cluster(home, { nodePools, network: overlay("10.244.0.0/16") }, key);
          edge.addLoadBalancerBackend(made, {
            hostNames: [`${key}.example.com`],
            backend: { port: 80, protocol: "http", healthPath: "/" },
          });
        }
      }
    },
    4,
    book,
  );
  return { output, entries: book.toJSON() };
}

/** What an apply would move: prefixes of subnets, priorities of rules and groups, addresses of backends, default pools. */
function places({ output }: Run): Readonly<Record<string, unknown>> {
  const of = (type: string, read: (body: ReturnType<typeof block>) => unknown): [string, unknown][] =>
    output
      .addresses(type)
      .map((address) => [address, read(output.resource(type, address.slice(type.length + 1)))]);
  return Object.fromEntries([
    ...of("azurerm_subnet", (body) => body["address_prefixes"]),
    ...of("azurerm_network_security_rule", (body) => body["priority"]),
    ...of("azurerm_firewall_policy_rule_collection_group", (body) => body["priority"]),
    ...of("azurerm_kubernetes_cluster", (body) => block(body["default_node_pool"])["name"]),
  ]);
}

/** Places of before that the run after an edit changed. */
function moved(before: Run, after: Run): readonly string[] {
  const now = places(after);
  return Object.entries(places(before))
    .filter(([address, place]) => address in now && JSON.stringify(now[address]) !== JSON.stringify(place))
    .map(([address]) => address);
}

const START: Estate = {
  shop: { main: [pool("system"), pool("work")], lab: [pool("system")] },
  desk: { main: [pool("system")] },
};
const first = run(START);

test("a book without entries changes nothing", () => {
  expect(first.output.json).toEqual(run(START, undefined).output.json);
  expect(first.output.codes).toEqual([]);
});

test("a run with the entries of the one before has the same output and the same entries", () => {
  const second = run(START, first.entries);
  expect(second.output.json).toEqual(first.output.json);
  expect(second.entries).toEqual(first.entries);
});

test.each<[string, Estate]>([
  ["a pool is removed", { ...START, shop: { main: [pool("system")], lab: [pool("system")] } }],
  [
    "pools change places",
    { ...START, shop: { main: [pool("work"), pool("system")], lab: [pool("system")] } },
  ],
  [
    "a system pool is put first",
    { ...START, shop: { main: [pool("extra"), pool("system"), pool("work")], lab: [pool("system")] } },
  ],
  ["a cluster is removed", { ...START, shop: { lab: [pool("system")] } }],
  [
    "a cluster is put first",
    {
      ...START,
      shop: { first: [pool("system")], main: [pool("system"), pool("work")], lab: [pool("system")] },
    },
  ],
  ["a spoke is removed", { desk: { main: [pool("system")] } }],
  ["spokes change places", { desk: { main: [pool("system")] }, shop: START["shop"] ?? {} }],
])("nothing that stays moves when %s", (_, estate) => {
  const after = run(estate, first.entries);
  expect(moved(first, after)).toEqual([]);
  expect(after.output.errors).toEqual([]);
  expect(places(run(START, after.entries))).toEqual(places(first));
});

test("pools that change places replace no cluster", () => {
  const after = run(
    { ...START, shop: { main: [pool("work"), pool("system")], lab: [pool("system")] } },
    first.entries,
  );
  expect(after.output.json).toEqual(first.output.json);
});

test("a cluster does not lose the pool that is part of its resource", () => {
  const { output } = run({ ...START, shop: { main: [pool("work")], lab: [pool("system")] } }, first.entries);
  expect(output.problems).toMatchObject([
    { code: "SYSTEM_POOL_REMOVED", message: expect.stringContaining("Pool system") as string },
  ]);
});

test("a pool that outgrows its subnet is reported, and stays", () => {
  const props = { network: { type: "azure-cni", serviceCidr: Cidr.of("172.16.0.0/16") } } as const;
  const grown = (count: number, before?: AddressBookEntries): Run => {
    const book = AddressBook.from(before);
    const output = synth(
      (stack) => {
        cluster(spoke(hub(stack)), { ...props, nodePools: [pool("system", count)] });
      },
      4,
      book,
    );
    return { output, entries: book.toJSON() };
  };
  const small = grown(5);
  const large = grown(50, small.entries);
  expect(large.output.errors).toEqual(["SUBNET_TOO_SMALL"]);
  expect(moved(small, large)).toEqual([]);
});

test("a prefix that a file gives a subnet elsewhere is refused", () => {
  const book = AddressBook.from(first.entries);
  const { problems } = synth(
    (stack) => {
      cluster(spoke(hub(stack)), {
        nodePools: [{ ...pool("system"), subnetPrefix: Cidr.of("10.1.200.0/24") }],
      });
    },
    4,
    book,
  );
  expect(problems).toMatchObject([
    { code: "LOCKED_RANGE_MOVES", message: expect.stringContaining("10.1.0.0/24") as string },
  ]);
});

test("an address space that no longer has a subnet's range is refused", () => {
  const book = AddressBook.from(first.entries);
  const { errors } = synth(
    (stack) => {
      cluster(spoke(hub(stack), { addressSpace: [Cidr.of("10.9.0.0/16")] }));
    },
    4,
    book,
  );
  expect(errors).toEqual(["LOCKED_RANGE_MOVES"]);
});
