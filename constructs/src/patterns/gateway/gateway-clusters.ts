import { check } from "../../core/problem.js";
import { AgicAddon } from "../../ingress/agic-addon.js";
import { AgicHelm } from "../../ingress/agic-helm.js";
import type { ICluster } from "../estate/cluster.js";
import { judgeServed } from "./problems.js";
import type { AgicHelmOptions } from "./extensible-gateway.js";
import type { ServedCluster, ServingGateway } from "./served-cluster.js";

/** The clusters of one gateway, whether it is created here or exists already, and how AGIC connects them. */
export class GatewayClusters {
  readonly #gateway: ServingGateway;
  readonly #routeTo: (cluster: ICluster) => void;
  readonly #all: ServedCluster[] = [];

  /** @param routeTo gives the gateway's subnet the routes to the pods of a cluster */
  constructor(gateway: ServingGateway, routeTo: (cluster: ICluster) => void) {
    this.#gateway = gateway;
    this.#routeTo = routeTo;
  }

  get all(): readonly ServedCluster[] {
    return this.#all;
  }

  /** Clusters whose pods the gateway addresses directly. */
  get served(): readonly ICluster[] {
    return this.#all.filter(({ by }) => by !== "load-balancer").map(({ cluster }) => cluster);
  }

  add(served: ServedCluster): void {
    this.#all.push(served);
    check(served.cluster, () => judgeServed(this.#gateway, served));
  }

  addAgicAddon(cluster: ICluster): AgicAddon {
    this.#connect({ cluster, by: "agic-addon", hostNames: [] });
    return new AgicAddon(cluster, "agic_addon", { cluster, gateway: this.#gateway });
  }

  addAgicHelm(cluster: ICluster, options: AgicHelmOptions): AgicHelm {
    const { hostNames = [] } = options;
    const agic = new AgicHelm(cluster, "agic_helm", {
      cluster,
      gateway: this.#gateway,
      placement: cluster.spoke.placement,
      nameParts: [cluster.spoke.key, cluster.key],
      version: options.version,
    });
    this.#connect({ cluster, by: "agic-helm", hostNames, version: agic.version });
    return agic;
  }

  #connect(served: ServedCluster): void {
    const { cluster } = served;
    this.add(served);
    cluster.allowFrom(this.#gateway.key, this.#gateway.subnet.prefix);
    this.#routeTo(cluster);
  }
}
