import { SubnetRouteTableAssociation } from "@cdktf/provider-azurerm/lib/subnet-route-table-association/index.js";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { knownText } from "../core/known.js";
import type { Placement } from "../core/placement.js";
import { useProvider } from "../core/provider-scope.js";
import { ResourceGroup } from "../network/resource-group.js";
import { RouteTable, type IRouteTable } from "../network/route-table.js";
import type {
  GatewaySubnetTarget,
  MirrorHome,
  MirrorProps,
  OtherSubscription,
  PlacedMirror,
} from "./mirror.js";

/**
 * Completes mirrors of tables that exist already: a resource group per other subscription for their alert rules and
 * topics, and a route table per gateway subnet that has none. What exists stays in its groups, which get nothing new.
 */
export class MirrorPlaces extends Construct {
  readonly #placement: Placement;
  readonly #groups = new Map<string, ResourceGroup>();
  readonly #tables = new Map<string, RouteTable>();
  readonly #existing = new Map<string, IRouteTable>();
  /** The key of the first mirror of each source group: Azure allows one event topic per group. */
  readonly #groupKeys = new Map<string, string>();

  /** @param placement the runtime's own resource group */
  constructor(scope: Construct, id: string, placement: Placement) {
    super(scope, id);
    this.#placement = placement;
  }

  place(mirror: MirrorProps): PlacedMirror {
    const { source, home = {}, targetHome = home } = mirror;
    const { group } = source;
    return {
      ...mirror,
      source: { ...source, group: { ...group, key: this.#groupKey(group) } },
      target: this.#table(mirror.target, targetHome),
      home: { ...home, placement: this.#placementOf(home) },
      targetHome,
    };
  }

  /** Values by the key of any mirror of a source group, as values by the key that the group has here. */
  byGroup<T>(mirrors: readonly MirrorProps[], values: Readonly<Record<string, T>>): Record<string, T> {
    return Object.fromEntries(
      mirrors.flatMap(({ source: { group } }): [string, T][] => {
        const value = values[group.key];
        return value === undefined ? [] : [[this.#groupKey(group), value]];
      }),
    );
  }

  #groupKey({ id, key }: MirrorProps["source"]["group"]): string {
    return firstOf(this.#groupKeys, id, () => key);
  }

  #placementOf({ placement, subscription }: MirrorHome): Placement {
    if (placement !== undefined) return placement;
    return subscription === undefined ? this.#placement : this.#group(subscription).placement;
  }

  #group({ key, provider }: OtherSubscription): ResourceGroup {
    const { location, tags } = this.#placement;
    return firstOf(this.#groups, key, () =>
      through(provider, new ResourceGroup(this, key, { location, nameParts: ["route-sync", key], tags })),
    );
  }

  #table(target: MirrorProps["target"], home: MirrorHome): IRouteTable {
    return "routeTableId" in target
      ? firstOf(this.#existing, target.routeTableId, () => target)
      : firstOf(this.#tables, target.gatewaySubnetId, () => this.#newTable(target, home));
  }

  #newTable({ key, gatewaySubnetId, location }: GatewaySubnetTarget, home: MirrorHome): RouteTable {
    const placement = this.#placementOf(home);
    const id = this.node.tryFindChild(key) === undefined ? key : `${key}-${this.#tables.size + 1}`;
    const table = new RouteTable(this, id, {
      placement: location === undefined ? placement : { ...placement, location },
      nameParts: [id],
      // A subnet without a table learns routes by BGP, which clients on-premises may rely on.
      bgpRoutePropagation: true,
    });
    new SubnetRouteTableAssociation(table, "~association", {
      subnetId: gatewaySubnetId,
      routeTableId: table.routeTableId,
    });
    return through(home.subscription?.provider, table);
  }
}

function through<T extends Construct>(provider: TerraformProvider | undefined, construct: T): T {
  if (provider !== undefined) useProvider(construct, provider);
  return construct;
}

/** The first value for an id, whose case Azure ignores. What is created here has no known id and stays as it is. */
function firstOf<T>(values: Map<string, T>, id: string, create: () => T): T {
  const key = knownText(id)?.toLowerCase();
  if (key === undefined) return create();
  const value = values.get(key) ?? create();
  values.set(key, value);
  return value;
}
