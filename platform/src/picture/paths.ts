import { Cidr, type Hop, type Model, type Subnet } from "@aks-topology/trace";
import type { PathTrace } from "../reachability/reachability.js";
import { boxOfSubnet } from "./networks.js";
import { AZURE, FRONT_DOOR, INTERNET, ON_PREMISES } from "./outside.js";
import type { FlowKind, PictureFlow, PicturePath } from "./picture.js";

/** The address from which Azure's health probes come. */
const AZURE_HOST = "168.63.129.16";

/** The declared paths with the boxes that their packets pass: the hops of the way there, by the subnets where they are. */
export function picturePaths(traces: readonly PathTrace[], model: Model): readonly PicturePath[] {
  const boxes = boxIndex(model);
  return traces.map(({ path, trace }) => {
    const { name, from, to, expect, verdict, ok } = path;
    const passed = [startOf(from, model), ...trace.forward.flatMap((hop) => boxesOf(hop, boxes))].filter(
      (box) => box !== undefined,
    );
    const way = passed.filter((box, i) => box !== passed[i - 1]);
    return { name, from, to, expect, verdict, ok, kind: kindOf(path, way, model), boxes: way };
  });
}

/** Paths of one kind from a box to the next, together. Packets that stay in a box go nowhere. */
export function flowsOf(paths: readonly PicturePath[]): readonly PictureFlow[] {
  const flows = new Map<string, PictureFlow & { readonly paths: string[] }>();
  for (const { name, kind, boxes } of paths) {
    if (kind === "refused") continue;
    for (const [i, to] of boxes.slice(1).entries()) {
      const from = boxes[i] ?? to;
      const id = `${kind} ${from} -> ${to}`;
      const flow = flows.get(id) ?? { id, kind, from, to, paths: [] };
      if (!flow.paths.includes(name)) flow.paths.push(name);
      flows.set(id, flow);
    }
  }
  return [...flows.values()];
}

/** The boxes of things that are in a subnet, by their addresses. */
function boxIndex(model: Model): ReadonlyMap<string, string> {
  const things = [
    ...model.networks.flatMap(({ subnets }) =>
      subnets.map((subnet) => ({ address: subnet.address, subnet })),
    ),
    ...model.firewalls,
    ...model.gateways,
    ...model.interfaces,
    ...model.networks.flatMap(({ gateway }) => gateway ?? []),
    ...model.loadBalancers.map(({ address, frontends: [first] }) => ({ address, subnet: first?.subnet })),
  ];
  return new Map([
    [INTERNET, INTERNET],
    ...model.frontDoors.map(({ address }): [string, string] => [address, FRONT_DOOR]),
    ...things.flatMap(({ address, subnet }): [string, string][] =>
      subnet === undefined ? [] : [[address, boxOfSubnet(subnet)]],
    ),
  ]);
}

function boxesOf(
  { evidence, action, at, by, detail }: Hop,
  boxes: ReadonlyMap<string, string>,
): (string | undefined)[] {
  if (action === "resolve") return [];
  const subnet = subnetOf(evidence);
  if (subnet !== undefined) return [boxOfSubnet(subnet)];
  if (action === "deliver" && detail === DELIVERED_TO_SITE) return [boxes.get(at), ON_PREMISES];
  if (action === "deliver") return [boxes.get(by) ?? boxes.get(at)];
  return [boxes.get(at)];
}

/** What the trace says of a packet that leaves through a gateway. */
const DELIVERED_TO_SITE = "the network on-premises";

function subnetOf(evidence: Hop["evidence"]): Subnet | undefined {
  return evidence === undefined || evidence.kind === "peering" ? undefined : evidence.subnet;
}

/** Where packets begin that come from no thing of the file. */
function startOf(from: string, model: Model): string | undefined {
  if (from === INTERNET || from === ON_PREMISES) return from;
  if (from === AZURE_HOST || from.startsWith("tag:")) return AZURE;
  const range = Cidr.parse(from);
  if (range === undefined) return undefined;
  const subnets = model.networks.flatMap((network) => network.subnets);
  const subnet = subnets.find(({ prefixes }) => prefixes.some((prefix) => prefix.contains(range)));
  if (subnet !== undefined) return boxOfSubnet(subnet);
  const network = model.networks.find(({ space }) => space.some((prefix) => prefix.contains(range)));
  if (network !== undefined) return network.address;
  const gateways = model.networks.flatMap(({ gateway }) => gateway ?? []);
  return gateways.some(({ prefixes }) => prefixes.some((prefix) => prefix.contains(range)))
    ? ON_PREMISES
    : INTERNET;
}

function kindOf({ ok, expect }: PathTrace["path"], boxes: readonly string[], model: Model): FlowKind {
  if (!ok) return "broken";
  if (expect === "dropped") return "refused";
  const [first = "", last = ""] = [boxes[0], boxes.at(-1)];
  if (first === AZURE || last === AZURE) return "platform";
  if (isOutside(last)) return "egress";
  const isFromGateway = model.gateways.some(({ subnet }) => boxOfSubnet(subnet) === first);
  return isOutside(first) || isFromGateway ? "ingress" : "internal";
}

function isOutside(box: string): boolean {
  return box === INTERNET || box === ON_PREMISES || box === FRONT_DOOR;
}
