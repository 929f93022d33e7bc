import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider/index.js";
import {
  Cidr,
  ResourceGroup,
  RouteSync,
  RouteTable,
  type MirrorProps,
  type OtherSubscription,
  type RouteSyncProps,
  type TopologyStack,
} from "../../src/internal.js";
import { synth, type Synthesized } from "./synth.js";

/** A team's group with a gateway's table, and what mirrors into that table. */
export class Home {
  readonly key: string;
  readonly group: ResourceGroup;
  readonly target: RouteTable;
  readonly #subscription: OtherSubscription | undefined;

  constructor(stack: TopologyStack, key: string, subscription?: OtherSubscription) {
    this.key = key;
    this.#subscription = subscription;
    this.group = new ResourceGroup(stack, key, { location: "westeurope", nameParts: [key] });
    this.target = new RouteTable(this.group, "gateway", {
      placement: this.group.placement,
      nameParts: [key, "gateway"],
    });
  }

  /** A mirror of a table in this group. */
  mirror(cluster: string): MirrorProps {
    const { placement } = this.group;
    const table = new RouteTable(this.group, cluster, { placement, nameParts: [this.key, cluster] });
    return this.#mirror(cluster, { group: { key: this.key, id: this.group.id }, table }, table);
  }

  /** A mirror of whatever table AKS manages in another group. */
  managed(cluster: string): MirrorProps {
    const nodes = new ResourceGroup(this.group, cluster, { location: "westeurope", nameParts: [cluster] });
    return this.#mirror(cluster, { group: { key: `${this.key}-${cluster}`, id: nodes.id } }, nodes);
  }

  #mirror(
    cluster: string,
    source: MirrorProps["source"],
    created: { readonly resource: MirrorProps["dependsOn"][number] },
  ): MirrorProps {
    const subscription = this.#subscription === undefined ? {} : { subscription: this.#subscription };
    return {
      name: `${this.key}-${cluster}`,
      source,
      target: this.target,
      home: { placement: this.group.placement, ...subscription },
      podCidrs: [Cidr.of("10.244.0.0/16")],
      dependsOn: [created.resource],
    };
  }
}

export function otherSubscription(stack: TopologyStack, key: string): OtherSubscription {
  return { key, provider: new AzurermProvider(stack, `~provider_${key}`, { features: [{}], alias: key }) };
}

/** The runtime with the mirrors of `make`, synthesized. */
export function runtime(
  make: (stack: TopologyStack) => readonly MirrorProps[],
  props: Partial<RouteSyncProps> = {},
): Synthesized {
  return synth((stack) => {
    new AzurermProvider(stack, "~provider", { features: [{}] });
    new RouteSync(stack, "sync", {
      location: "westeurope",
      roleNamePrefix: "contoso",
      packageFile: import.meta.filename,
      mirrors: make(stack),
      ...props,
    });
  });
}

/** One mirror in the runtime's own subscription. */
export function one(stack: TopologyStack): MirrorProps[] {
  return [new Home(stack, "shop").mirror("main")];
}
