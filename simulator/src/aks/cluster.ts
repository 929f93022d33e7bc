import { stableInt } from "../core/random.js";
import { AddressPool } from "./addresses.js";
import type { RouteChange, RouteWriter } from "./route-writer.js";

/** A node of a cluster. */
export interface AksNode {
  /** `aks-nodepool1-12345678-vmss000000` */
  readonly name: string;
  readonly pool: string;
  /** Private addresses: IPv4, then IPv6 on dual stack. */
  readonly addresses: readonly string[];
  /** Pod CIDRs, one a family. */
  readonly podCidrs: readonly string[];
}

export interface ClusterSpec {
  readonly id: string;
  /** The table that the controller writes; undefined where the cluster has none (overlay, azure CNI). */
  readonly writer: RouteWriter | undefined;
  readonly tableId: string | undefined;
  /** One range, or an IPv4 and an IPv6 one. */
  readonly podCidrs: readonly string[];
  /** Where nodes take their addresses: one range a family. */
  readonly nodeCidrs: readonly string[];
  /** Called when nodes have joined, left or moved. @default nothing */
  readonly changed?: (nodes: readonly AksNode[]) => void;
}

/** Azure's limit of a node pool. */
const MOST_NODES = 1_000;

function isV6(prefix: string): boolean {
  return prefix.includes(":");
}

/** What a pool's scale set and the node controller do with nodes and their routes. */
export class AksCluster {
  readonly id: string;
  readonly tableId: string | undefined;
  readonly #spec: ClusterSpec;
  readonly #pods: AddressPool[];
  readonly #addresses: AddressPool[];
  readonly #nodes = new Map<string, AksNode>();
  readonly #instances = new Map<string, number>();
  #writer: RouteWriter | undefined;
  /** Names of the nodes that were re-imaged in a move that is not over. */
  readonly #moved = new Set<string>();

  constructor(spec: ClusterSpec) {
    this.id = spec.id;
    this.tableId = spec.tableId;
    this.#spec = spec;
    this.#writer = spec.writer;
    this.#pods = spec.podCidrs.map((prefix) => new AddressPool(prefix, isV6(prefix) ? 64 : 24));
    // Azure keeps the first four addresses of a subnet for itself.
    this.#addresses = spec.nodeCidrs.map((prefix) => new AddressPool(prefix, isV6(prefix) ? 128 : 32, 4));
  }

  /** The nodes, in order of joining. */
  get nodes(): readonly AksNode[] {
    return [...this.#nodes.values()];
  }

  /** Writes of the controller that failed: `412 PreconditionFailed` after a foreign write to its table. */
  get failures(): readonly string[] {
    return this.#writer?.failures ?? [];
  }

  /** Grows or shrinks a pool to `count` nodes; the newest leave first. Resolves when the table is written. */
  scale(pool: string, count: number): Promise<void> {
    if (!Number.isInteger(count) || count < 0 || count > MOST_NODES)
      throw new RangeError(`a pool has between 0 and ${MOST_NODES} nodes, not ${count}`);
    const changes: RouteChange[] = [];
    const present = this.nodes.filter((node) => node.pool === pool);
    for (let i = present.length; i < count; i++) changes.push(...this.#join(pool));
    for (const node of present.slice(Math.max(0, count)).reverse()) changes.push(...this.#leave(node));
    return this.#apply(changes);
  }

  /** A node leaves for good. */
  removeNode(name: string): Promise<void> {
    return this.#apply(this.#leave(this.#node(name)));
  }

  /** A node is reimaged: it comes back under its name with another address, and with its pod CIDR unless it is not to be kept. */
  replaceNode(name: string, { keepPodCidr = true }: { keepPodCidr?: boolean } = {}): Promise<void> {
    const node = this.#node(name);
    return this.#move(node, true, !keepPodCidr);
  }

  /** A node's address changes. */
  moveAddress(name: string): Promise<void> {
    return this.#move(this.#node(name), true, false);
  }

  /** A node's pod CIDR changes. */
  movePodCidr(name: string): Promise<void> {
    return this.#move(this.#node(name), false, true);
  }

  /** All nodes of all pools leave. */
  drain(): Promise<void> {
    return this.#apply([...this.nodes].reverse().flatMap((node) => this.#leave(node)));
  }

  /** The controller writes tags and no route. */
  writeTags(tags: Readonly<Record<string, string>>): Promise<void> {
    return this.#apply([{ kind: "tags", tags }]);
  }

  /** The controller finds that routes are missing (a table deleted by hand) and writes them all again. */
  resync(): Promise<void> {
    return this.#apply(this.nodes.flatMap((node) => this.#routes(node)));
  }

  /** The nodes whose pods are reached by a route each: those on kubenet that no move has re-imaged yet. */
  get routed(): readonly AksNode[] {
    return this.#writer === undefined ? [] : this.nodes.filter(({ name }) => !this.#moved.has(name));
  }

  /**
   * The cluster moves to CNI Overlay: the nodes of all pools are re-imaged, a third of them at a time, and keep names and
   * addresses. Their routes go with them; in the end none is written any more, and a table that AKS manages is deleted.
   * @param managed whether AKS manages the table
   */
  async moveToOverlay(managed = false): Promise<void> {
    const nodes = this.nodes;
    const size = Math.max(1, Math.ceil(nodes.length / 3));
    for (let first = 0; first < nodes.length; first += size) {
      const batch = nodes.slice(first, first + size);
      for (const { name } of batch) this.#moved.add(name);
      await this.#apply(
        batch.flatMap((node) => this.#routes(node).map(({ name }) => ({ kind: "delete" as const, name }))),
      );
    }
    const writer = this.#writer;
    this.#writer = undefined;
    this.#moved.clear();
    if (managed) await writer?.deleteTable();
  }

  /** Resolves when nothing waits to be written. */
  idle(): Promise<void> {
    return this.#writer?.idle() ?? Promise.resolve();
  }

  #apply(changes: readonly RouteChange[]): Promise<void> {
    this.#spec.changed?.(this.nodes);
    return this.#writer === undefined || changes.length === 0
      ? Promise.resolve()
      : this.#writer.change(changes);
  }

  #join(pool: string): RouteChange[] {
    const instance = this.#instances.get(pool) ?? 0;
    this.#instances.set(pool, instance + 1);
    const digits = String(10_000_000 + stableInt(this.id.toLowerCase(), 90_000_000));
    const node: AksNode = {
      name: `aks-${pool}-${digits}-vmss${instance.toString(36).padStart(6, "0")}`,
      pool,
      addresses: this.#addresses.map((range) => range.take()),
      podCidrs: this.#pods.map((range) => range.take()),
    };
    this.#nodes.set(node.name.toLowerCase(), node);
    return this.#routes(node);
  }

  #leave(node: AksNode): RouteChange[] {
    this.#nodes.delete(node.name.toLowerCase());
    node.addresses.forEach((address, index) => this.#addresses[index]?.release(address));
    node.podCidrs.forEach((cidr, index) => this.#pods[index]?.release(cidr));
    return this.#routes(node).map(({ name }) => ({ kind: "delete", name }));
  }

  #move(node: AksNode, address: boolean, podCidr: boolean): Promise<void> {
    const swap = (pool: AddressPool | undefined, old: string): string => {
      const taken = pool?.take(old) ?? old;
      pool?.release(old);
      return taken;
    };
    const moved: AksNode = {
      ...node,
      addresses: address
        ? node.addresses.map((old, index) => swap(this.#addresses[index], old))
        : node.addresses,
      podCidrs: podCidr ? node.podCidrs.map((old, index) => swap(this.#pods[index], old)) : node.podCidrs,
    };
    this.#nodes.set(node.name.toLowerCase(), moved);
    const routes = this.#routes(moved);
    const gone = this.#routes(node).filter(({ name }) => !routes.some((route) => route.name === name));
    return this.#apply([...gone.map(({ name }) => ({ kind: "delete" as const, name })), ...routes]);
  }

  #routes(node: AksNode): (RouteChange & { kind: "add" })[] {
    const dual = this.#spec.podCidrs.length > 1;
    return node.podCidrs.map((addressPrefix, index) => ({
      kind: "add",
      // Dual stack has a route per family: the prefix without its punctuation tells them apart.
      name: dual ? `${node.name}____${addressPrefix.replaceAll(/[.:/]/g, "")}` : node.name,
      addressPrefix,
      nextHopIpAddress: node.addresses[index] ?? node.addresses[0] ?? "",
    }));
  }

  #node(name: string): AksNode {
    const node = this.#nodes.get(name.toLowerCase());
    if (node === undefined)
      throw new Error(
        `the cluster has no node ${name}; it has ${this.nodes.map((known) => known.name).join(", ")}`,
      );
    return node;
  }
}
