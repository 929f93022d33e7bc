import {
  Hub,
  Naming,
  RouteSync,
  Spoke,
  TopologyStack,
  type MirrorProps,
  useProvider,
} from "@aks-topology/constructs";
import { rewriteForMajor } from "@aks-topology/constructs/terraform";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider/index.js";
import { App, type TerraformProvider } from "cdktf";
import { useBackend } from "./backend.js";
import type { LoadedPlatform } from "./load.js";
import { addOutputs } from "./outputs.js";
import { Places } from "./places.js";
import type { Platform, SpokeSpec } from "./schema.js";
import { clusterProps, defined, firewallProps, gatewayProps, nodePool } from "./to-props.js";

/** The constructs of a platform, before anything is written. */
export interface BuiltPlatform {
  readonly app: App;
  readonly stacks: readonly TopologyStack[];
  readonly places: Places;
  readonly hub: Hub;
  readonly spokes: readonly Spoke[];
  readonly routeSync: RouteSync | undefined;
}

/** Builds the stacks of a platform file. Problems are collected in `places`, nothing is written. */
export function buildPlatform(loaded: LoadedPlatform, outdir: string): BuiltPlatform {
  return new Builder(loaded, outdir).build();
}

class Builder {
  readonly #platform: Platform;
  readonly #places: Places;
  readonly #app: App;
  readonly #naming: Naming;
  readonly #stacks: TopologyStack[] = [];

  constructor(loaded: LoadedPlatform, outdir: string) {
    this.#platform = loaded.platform;
    this.#places = new Places(loaded);
    this.#app = new App({ outdir, skipValidation: true });
    const { name, location, hub } = loaded.platform;
    this.#naming = new Naming(name, [location, hub.subscriptionId ?? ""].join(" "));
  }

  build(): BuiltPlatform {
    const { name, stacks, backend, hub: spec } = this.#platform;
    const split = stacks === "per-spoke";
    if (split && backend === undefined) {
      this.#places.add(
        "BACKEND_REQUIRED",
        ["stacks"],
        "Stacks per spoke read each other's state, and no backend is named.",
        "Add backend: { type: azurerm, … }.",
      );
    }
    const hubStack = this.#stack(split ? `${name}-hub` : name, spec.subscriptionId);
    const hub = this.#places.note(new Hub(hubStack, "hub", this.#hubProps()), ["hub"], {
      "firewall.subnetPrefix": ["firewall", "subnetPrefix"],
    });
    const spokes = Object.entries(this.#platform.spokes).map(([key, spoke], index) =>
      this.#spoke(
        split ? this.#stack(`${name}-${key}`, spec.subscriptionId) : hubStack,
        hub,
        key,
        spoke,
        index,
      ),
    );
    const built = spokes.filter((spoke) => spoke !== undefined);
    const mirrors = built.flatMap(mirrorsOf);
    const routeSync =
      mirrors.length === 0
        ? undefined
        : this.#routeSync(split ? this.#stack(`${name}-route-sync`, spec.subscriptionId) : hubStack, mirrors);
    addOutputs({ hub, spokes: built, routeSync });
    return { app: this.#app, stacks: this.#stacks, places: this.#places, hub, spokes: built, routeSync };
  }

  #stack(name: string, subscriptionId: string | undefined): TopologyStack {
    const { azurerm, backend } = this.#platform;
    const stack = new TopologyStack(this.#app, name, {
      naming: this.#naming,
      keepsBackend: backend !== undefined,
      rewrite: (json) => rewriteForMajor(json, azurerm),
    });
    useBackend(stack, name, backend);
    this.#provider(stack, "azurerm", subscriptionId);
    this.#stacks.push(stack);
    return stack;
  }

  #provider(stack: TopologyStack, alias: string, subscriptionId: string | undefined): TerraformProvider {
    return new AzurermProvider(stack, alias, {
      features: [{}],
      // The runtime's storage account has no shared keys.
      storageUseAzuread: true,
      ...defined({ subscriptionId }),
      ...(alias === "azurerm" ? {} : { alias }),
    });
  }

  #hubProps(): ConstructorParameters<typeof Hub>[2] {
    const { hub, location, tags } = this.#platform;
    return {
      location: hub.location ?? location,
      addressSpace: hub.addressSpace,
      ...defined({ firewall: hub.firewall === undefined ? undefined : firewallProps(hub.firewall), tags }),
    };
  }

  #spoke(stack: TopologyStack, hub: Hub, key: string, spec: SpokeSpec, index: number): Spoke | undefined {
    const path = ["spokes", key];
    if (key === "hub") {
      this.#places.add("INVALID_VALUE", path, 'A spoke cannot be called "hub".', "Rename it.");
      return undefined;
    }
    const { hub: hubSpec, location, tags } = this.#platform;
    const elsewhere = spec.subscriptionId !== undefined && spec.subscriptionId !== hubSpec.subscriptionId;
    const hubProvider = stack.node.tryFindChild("azurerm");
    const spoke = this.#places.attempt(
      path,
      () =>
        new Spoke(stack, key, {
          hub,
          addressSpace: spec.addressSpace,
          index,
          location: spec.location ?? location,
          givenPrefixes: givenPrefixes(spec),
          ...(elsewhere && hubProvider instanceof AzurermProvider ? { hubProvider } : {}),
          ...defined({ tags }),
        }),
    );
    if (spoke === undefined) return undefined;
    if (elsewhere) useProvider(spoke, this.#provider(stack, key, spec.subscriptionId));
    this.#addGateways(spoke, spec);
    this.#addClusters(spoke, spec);
    return spoke;
  }

  #addGateways(spoke: Spoke, spec: SpokeSpec): void {
    for (const [key, gateway] of Object.entries(spec.gateways)) {
      const path = ["spokes", spoke.key, "gateways", key];
      const built = this.#places.attempt(path, () => spoke.addGateway(key, gatewayProps(gateway)));
      if (built !== undefined) this.#places.note(built.subnet, path, { prefix: ["subnetPrefix"] });
    }
  }

  #addClusters(spoke: Spoke, spec: SpokeSpec): void {
    for (const [key, cluster] of Object.entries(spec.clusters)) {
      const path = ["spokes", spoke.key, "clusters", key];
      const [first] = Object.entries(cluster.nodePools);
      if (first === undefined) {
        this.#places.add(
          "MISSING_KEY",
          [...path, "nodePools"],
          "A cluster needs a node pool.",
          "Add a pool, such as system: { vmSize: …, nodes: 3 }.",
        );
        continue;
      }
      const [poolName, pool] = first;
      const gateway = this.#gatewayOf(spoke, cluster.ingress, path);
      const built = this.#places.attempt(path, () =>
        spoke.addCluster(key, {
          ...clusterProps(cluster),
          systemPool: nodePool(poolName, pool),
          ...(gateway === undefined ? {} : { podsMeet: [gateway.node.path] }),
        }),
      );
      if (built === undefined) continue;
      this.#places.note(built.nodeSubnet, [...path, "nodePools", poolName], { prefix: ["subnetPrefix"] });
      gateway?.serves(built);
    }
  }

  #gatewayOf(
    spoke: Spoke,
    ingress: SpokeSpec["clusters"][string]["ingress"],
    path: readonly string[],
  ): Spoke["gateways"][number] | undefined {
    if (ingress.type === "none") return undefined;
    const gateway = spoke.gateways.find(({ key }) => key === ingress.gateway);
    if (gateway === undefined) {
      const known = spoke.gateways.map(({ key }) => key).join(", ") || "none";
      this.#places.add(
        "UNKNOWN_REFERENCE",
        [...path, "ingress", "gateway"],
        `The spoke has no gateway "${ingress.gateway}".`,
        `Its gateways: ${known}.`,
      );
    }
    return gateway;
  }

  #routeSync(stack: TopologyStack, mirrors: readonly MirrorProps[]): RouteSync {
    const { location, hub, name, tags } = this.#platform;
    return new RouteSync(stack, "route_sync", {
      location: hub.location ?? location,
      mirrors,
      roleNamePrefix: name,
      ...defined({ tags }),
    });
  }
}

/** Every cluster whose node routes a gateway needs. */
function mirrorsOf(spoke: Spoke): MirrorProps[] {
  return spoke.gateways.flatMap((gateway) =>
    gateway.served.flatMap((cluster) => {
      const { network } = cluster.cluster;
      if (network.kind !== "kubenet") return [];
      return [
        {
          name: `${spoke.key}-${cluster.key}`,
          source: { table: cluster.routeTable, resourceGroupId: spoke.resourceGroup.id },
          target: gateway.routeTable,
          podCidrs: [network.podCidr],
          after: [cluster.cluster.resource],
        },
      ];
    }),
  );
}

function givenPrefixes(spec: SpokeSpec): ConstructorParameters<typeof Spoke>[2]["givenPrefixes"] & object {
  const pools = Object.values(spec.clusters).flatMap((cluster) =>
    Object.values(cluster.nodePools).map((pool) => pool.subnetPrefix),
  );
  const gateways = Object.values(spec.gateways).map((gateway) => gateway.subnetPrefix);
  return [...gateways, ...pools].filter((prefix) => prefix !== undefined);
}
