/** Addresses that Azure can be asked about, for those of a trace, which are mostly ranges. */
import { isSame, type Address } from "../address.js";
import { Cidr } from "../cidr.js";
import type { Cluster, Model, Subnet } from "../model/model.js";
import { clustersOfPods } from "../walk/locate.js";
import { Unanswered, type Azure } from "./azure.js";

/** Any address on the Internet: one that no network has. */
const INTERNET = "8.8.8.8";

/** Azure keeps the first four addresses of a subnet (Microsoft Learn, "Virtual network FAQ"). */
const FIRST_USABLE = 4n;

export class LiveAddresses {
  readonly #model: Model;
  readonly #azure: Azure;

  constructor(model: Model, azure: Azure) {
    this.#model = model;
    this.#azure = azure;
  }

  /** One address of a range that something has. */
  async of(address: Address): Promise<string | Unanswered> {
    switch (address.kind) {
      case "public":
        return INTERNET;
      case "unknown":
        return new Unanswered(`${address.label} is not known`);
      case "range":
        return address.range.isAddress ? address.range.toString() : await this.#ofRange(address);
    }
  }

  async #ofRange(address: Address & { readonly kind: "range" }): Promise<string | Unanswered> {
    const { range } = address;
    const firewall = this.#model.firewalls.find(({ ip }) => isSame(ip, address));
    if (firewall !== undefined) {
      const found = await this.#azure.firewallAddress(firewall.key);
      return found ?? new Unanswered(`the address of ${firewall.address} is not known`);
    }
    const [cluster] = clustersOfPods(this.#model, address);
    const pod = cluster?.plugin === "kubenet" ? await this.#podOf(cluster) : undefined;
    if (pod !== undefined) return pod;
    for (const owner of this.#model.clusters.filter(({ pools }) => pools.some(isIn(range)))) {
      const nodes = await this.#azure.nodesOf(owner);
      const node = nodes.find((item) => contains(range, item.address));
      if (node !== undefined) return node.address;
    }
    return range.at(FIRST_USABLE < range.last - range.first ? FIRST_USABLE : 0n).toString();
  }

  /** An address of a pod on a node that has a route. */
  async #podOf(cluster: Cluster): Promise<string | undefined> {
    const nodes = (await this.#azure.nodesOf(cluster)).map(({ address }) => address);
    for (const { subnet } of cluster.pools) {
      const routes = subnet === undefined ? [] : ((await this.#azure.tableOf(subnet))?.routes ?? []);
      const route = routes.find(
        ({ prefix, nextHopAddress = "" }) =>
          nodes.includes(nextHopAddress) && cluster.podRanges.some((pods) => contains(pods, prefix)),
      );
      const block = route && Cidr.parse(route.prefix);
      if (block !== undefined) return block.at(FIRST_USABLE).toString();
    }
    return undefined;
  }
}

function isIn(range: Cidr): (pool: { readonly subnet: Subnet | undefined }) => boolean {
  return ({ subnet }) => subnet?.prefixes.some((prefix) => prefix.equals(range)) ?? false;
}

/** Whether a range has an address or a range, as text. */
export function contains(range: Cidr, text: string): boolean {
  const other = Cidr.parse(text);
  return other !== undefined && range.contains(other);
}
