import {
  addressesNeeded,
  Cidr,
  COMBINATIONS,
  nodesHeld,
  PLUGIN_TRAITS,
  usableAddresses,
  type NetworkPlugin,
} from "@aks-topology/constructs/internal";
import { GENERATED, table } from "./markdown.ts";

/** What the rules of a cluster read. */
type Choices = Parameters<(typeof COMBINATIONS)[number]["judge"]>[0];

/** Something that a cluster may have, or that it is combined with. */
interface Choice {
  readonly title: string;
  readonly of: (choices: Choices) => Choices;
}

const SERVICES = { serviceCidr: Cidr.of("172.16.0.0/16") };
const PODS = { ...SERVICES, podCidr: Cidr.of("10.244.0.0/16") };
const IPV6 = { podCidr: Cidr.of("fd00:10:244::/64"), serviceCidr: Cidr.of("fd00:10:245::/108") };

const PLUGINS: readonly (readonly [title: string, plugin: NetworkPlugin])[] = [
  ["`azure-cni-overlay`", { type: "azure-cni-overlay", ...PODS }],
  ["`cilium`", { type: "cilium", pods: "overlay", ...PODS }],
  ["`cilium`, `pods: pod-subnet`", { type: "cilium", pods: "pod-subnet", ...SERVICES }],
  ["`azure-cni-pod-subnet`", { type: "azure-cni-pod-subnet", ...SERVICES }],
  ["`azure-cni`", { type: "azure-cni", ...SERVICES }],
  ["`kubenet`", { type: "kubenet", ...PODS }],
  ["`none`", { type: "none", ...SERVICES }],
];

const POOL = { name: "system", vmSize: "Standard_D4ds_v5", nodes: { count: 3 } };

const PRIVATE = { publicEndpoint: false, privateDns: "public-fqdn" } as const;

const WITH: readonly Choice[] = [
  { title: "Windows pools", of: withWindows },
  { title: "virtual nodes", of: (choices) => ({ ...choices, virtualNodes: true }) },
  { title: "IPv6, by `load-balancer`", of: (choices) => withIpv6({ ...choices, outbound: "load-balancer" }) },
  {
    title: "pods called by address",
    of: ({ network, ...rest }) => ({
      ...rest,
      network: { ...network, reachableFrom: [Cidr.of("192.168.0.0/16")] },
    }),
  },
  { title: "`egress: none`", of: (choices) => ({ ...choices, ...PRIVATE, outbound: "none" }) },
];

const API_SERVERS: readonly Choice[] = [
  { title: "`public`", of: (choices) => choices },
  { title: "`public`, `authorizedIpRanges`", of: (choices) => ({ ...choices, authorizedRanges: true }) },
  { title: "`private`, `dns: public-fqdn`", of: (choices) => ({ ...choices, ...PRIVATE }) },
  {
    title: "`private`, `dns: system-zone`",
    of: (choices) => ({ ...choices, ...PRIVATE, privateDns: "system-zone" }),
  },
  {
    title: "`private`, `dns: custom-zone`",
    of: (choices) => ({ ...choices, ...PRIVATE, privateDns: "custom-zone" }),
  },
  { title: "`vnet-integration`, public", of: (choices) => ({ ...choices, publicEndpoint: false }) },
];

const MEETS: readonly Choice[] = [
  { title: "custom DNS servers", of: (choices) => ({ ...choices, customDns: true }) },
  {
    title: "kubenet, a firewall and custom DNS servers",
    of: (choices) => ({ ...choices, network: { type: "kubenet", ...PODS }, customDns: true }),
  },
  {
    title: "virtual nodes",
    of: (choices) => ({ ...choices, network: { type: "azure-cni", ...SERVICES }, virtualNodes: true }),
  },
  { title: "`egress: none`", of: (choices) => ({ ...choices, outbound: "none" }) },
];

const EGRESS: readonly Choice[] = [
  { title: "`firewall`, `appliance`", of: (choices) => choices },
  { title: "`load-balancer`", of: (choices) => ({ ...choices, outbound: "load-balancer" }) },
  { title: "`nat-gateway`", of: (choices) => ({ ...choices, outbound: "nat-gateway" }) },
  { title: "`none`", of: (choices) => ({ ...choices, ...PRIVATE, outbound: "none" }) },
];

const CARRIES: readonly Choice[] = [
  { title: "kubenet", of: (choices) => ({ ...choices, network: { type: "kubenet", ...PODS } }) },
  { title: "Windows pools", of: withWindows },
  { title: "IPv6", of: withIpv6 },
  { title: "`gitOps`", of: (choices) => ({ ...choices, gitOps: true }) },
];

const PREFIXES = [28, 27, 26, 25, 24, 23, 22];

/** What can be chosen together: each cell is what the rules say of a cluster that has the row and the column. */
export function choicesPage(): string {
  const overlay = cluster({ type: "azure-cni-overlay", ...PODS });
  return `${GENERATED}

# What goes together

Each cell is what the rules of \`check\` say of a cluster with the choice of its row and that of its column; a _no_ links to
the code that refuses it. [Choosing](../choosing.md) says which to choose, and [combinations](combinations.md) has all rules with their sources.

## Network plugins

${table(
  ["plugin", "pods per node", "routes in the subnet's table", "network policies by", ...titles(WITH)],
  PLUGINS.map(([title, plugin]) => [title, ...traitsOf(plugin), ...cells(cluster(plugin), WITH)]),
)}

## API servers

${matrix("API server", overlay, API_SERVERS, MEETS)}

## Egress

${matrix("egress", overlay, EGRESS, CARRIES)}

## Nodes per subnet

Azure reserves five addresses in each subnet. The address plan of \`check\` says how many nodes it _holds_: one address stays free, since an upgrade adds a
node before it removes one. With more surge the pool must be smaller. [Why a /26 holds 58 nodes](../subnet-sizes.md) explains it.

${table(
  [
    "subnet",
    "usable addresses",
    "holds nodes",
    "with 10 % surge",
    "with 33 % surge",
    "`azure-cni`, 30 pods per node",
  ],
  PREFIXES.map((prefix) => [
    `/${prefix}`,
    ...[
      usableAddresses(prefix),
      nodesHeld(prefix, 0),
      mostNodes(prefix, "10%"),
      mostNodes(prefix, "33%"),
      nodesHeld(prefix, 30),
    ].map(String),
  ]),
)}
`;
}

/** A cluster that no rule objects to but for its plugin. */
function cluster(network: NetworkPlugin): Choices {
  return {
    network,
    pools: [POOL],
    tier: "Standard",
    supportPlan: undefined,
    settings: {},
    kubernetesVersion: undefined,
    outbound: "route-table",
    privateDns: undefined,
    publicEndpoint: true,
    authorizedRanges: false,
    customDns: false,
    virtualNodes: false,
    diskEncryption: false,
    certManager: false,
    gitOps: false,
    ipv6Network: true,
  };
}

function matrix(heading: string, base: Choices, rows: readonly Choice[], columns: readonly Choice[]): string {
  return table(
    [heading, ...titles(columns)],
    rows.map(({ title, of }) => [title, ...cells(of(base), columns)]),
  );
}

function titles(choices: readonly Choice[]): string[] {
  return choices.map(({ title }) => title);
}

function cells(choices: Choices, columns: readonly Choice[]): string[] {
  const before = new Set(problemsOf(choices).map(({ code }) => code));
  return columns.map(({ of }) => {
    const [problem] = problemsOf(of(choices)).filter(({ code }) => !before.has(code));
    if (problem === undefined) return "yes";
    const words = problem.severity === "warning" ? "yes, with a warning" : "no";
    return `[${words}](problem-codes.md#${problem.code.toLowerCase()})`;
  });
}

function problemsOf(choices: Choices): { readonly code: string; readonly severity?: string }[] {
  return COMBINATIONS.flatMap((combination) => combination.judge(choices).problem ?? []);
}

function traitsOf({ type, ...plugin }: NetworkPlugin): string[] {
  const { maxPods, defaultMaxPods, nodeRoutes, policies } = PLUGIN_TRAITS[type];
  const ofPods =
    "pods" in plugin && plugin.pods === "pod-subnet" ? PLUGIN_TRAITS["azure-cni-pod-subnet"] : undefined;
  return [
    `${ofPods?.defaultMaxPods ?? defaultMaxPods}, up to ${maxPods[1]}`,
    nodeRoutes ? "one per node" : "none",
    policies.length === 0 ? "the plugin's own" : policies.join(", "),
  ];
}

function withWindows(choices: Choices): Choices {
  return { ...choices, pools: [POOL, { ...POOL, name: "win", os: "Windows" }] };
}

function withIpv6(choices: Choices): Choices {
  const network = { ...choices.network, ipv6: IPV6 };
  return { ...choices, network };
}

/** The most nodes whose upgrade a subnet has addresses for. */
function mostNodes(prefix: number, maxSurge: string): number {
  const fits = (nodes: number): boolean =>
    addressesNeeded({ nodes, maxSurge, podsPerNode: 0 }) <= usableAddresses(prefix);
  let nodes = usableAddresses(prefix);
  while (!fits(nodes)) nodes -= 1;
  return nodes;
}
