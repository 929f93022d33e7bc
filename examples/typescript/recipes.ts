// Ten recipes with the constructs. docs/typescript.md shows each; tests compile and synthesize them.
import {
  AddressBook,
  Cidr,
  EgressProvider,
  ExistingMirror,
  Hub,
  HubConnection,
  Naming,
  PolicyAssignment,
  RouteSync,
  TopologyStack,
  problemsOf,
  report,
  useProvider,
  useRoles,
  type BoundEgress,
  type EgressContext,
} from "@aks-topology/constructs";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account/index.js";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider/index.js";
import { TerraformOutput, type App } from "cdktf";
import type { Construct } from "constructs";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

// #region platform
/** Pods of an overlay cluster are not routed, so that clusters may share the range. */
const OVERLAY = {
  type: "azure-cni-overlay",
  podCidr: Cidr.of("10.244.0.0/16"),
  serviceCidr: Cidr.of("172.16.0.0/16"),
} as const;

/** A hub with a firewall, and a spoke with a cluster whose egress it filters. */
export function platform(app: App): { stack: TopologyStack; hub: Hub } {
  const stack = new TopologyStack(app, "contoso", { naming: new Naming("contoso", ["westeurope"]) });
  new AzurermProvider(stack, "azurerm", { features: [{}], storageUseAzuread: true });
  const hub = new Hub(stack, "hub", {
    location: "westeurope",
    addressSpace: [Cidr.of("10.0.0.0/22")],
    firewall: { publicIps: 2 },
  });
  const shop = hub.addSpoke("shop", { addressSpace: [Cidr.of("10.1.0.0/16")] });
  shop.addCluster("main", {
    network: OVERLAY,
    apiServer: { type: "private", dns: { type: "public-fqdn" } },
    egress: { type: "firewall" },
    nodePools: [{ name: "system", vmSize: "Standard_D4ds_v5", nodes: { min: 3, max: 10 } }],
  });
  return { stack, hub };
}
// #endregion platform

// #region route-sync
/** Route sync for a cluster and a gateway that exist already: nothing of theirs is created or changed. */
export function routeSync(app: App): void {
  const stack = new TopologyStack(app, "sync", { naming: new Naming("contoso", ["westeurope"]) });
  new AzurermProvider(stack, "azurerm", { features: [{}], storageUseAzuread: true });
  const group = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-shop/providers";
  const shop = new ExistingMirror(stack, "shop", {
    name: "shop",
    clusterId: `${group}/Microsoft.ContainerService/managedClusters/aks-shop`,
    gatewayId: `${group}/Microsoft.Network/applicationGateways/agw-shop`,
    source: { routeTableId: `${group}/Microsoft.Network/routeTables/rt-aks` },
    target: { routeTableId: `${group}/Microsoft.Network/routeTables/rt-agw` },
    podCidr: Cidr.of("10.244.0.0/16"),
  });
  new RouteSync(stack, "route_sync", { location: "westeurope", roleNamePrefix: "contoso", mirrors: [shop] });
}
// #endregion route-sync

// #region existing-hub
/** A spoke on a hub that another team operates: its half of the peering alone, rules in its policy. */
export function existingHub(app: App): void {
  const stack = new TopologyStack(app, "shop", { naming: new Naming("contoso", ["westeurope"]) });
  new AzurermProvider(stack, "azurerm", { features: [{}], storageUseAzuread: true });
  const hub = Hub.fromAttributes(stack, "hub", {
    virtualNetworkId:
      "/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub",
    addressSpace: [Cidr.of("10.0.0.0/22")],
    location: "westeurope",
    peering: "spoke-only",
    firewall: { privateIpAddress: "10.0.0.4" },
  });
  const spoke = hub.addSpoke("shop", { addressSpace: [Cidr.of("10.1.0.0/16")] });
  spoke.addCluster("main", {
    network: OVERLAY,
    apiServer: { type: "private", dns: { type: "public-fqdn" } },
    egress: { type: "firewall" },
    nodePools: [{ name: "system", vmSize: "Standard_D4ds_v5", nodes: { min: 3, max: 3 } }],
  });
}
// #endregion existing-hub

// #region address-book
/** Keeps subnets and priorities where an earlier run put them. Commit the file. */
export function withAddressBook(app: App, file: string): void {
  const entries = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as object) : {};
  const addressBook = AddressBook.from(entries);
  const stack = new TopologyStack(app, "contoso", {
    naming: new Naming("contoso", ["westeurope"]),
    addressBook,
  });
  new AzurermProvider(stack, "azurerm", { features: [{}] });
  const hub = new Hub(stack, "hub", { location: "westeurope", addressSpace: [Cidr.of("10.0.0.0/22")] });
  hub.addSpoke("shop", { addressSpace: [Cidr.of("10.1.0.0/16")] }).addGateway("public", {});
  app.synth();
  writeFileSync(file, `${JSON.stringify(addressBook, undefined, 2)}\n`);
}
// #endregion address-book

// #region environments
/** Development and production in one program: names and address ranges of the two do not meet. */
export function environments(app: App): void {
  for (const [name, maxNodes] of [["dev", 3] as const, ["prod", 10] as const]) {
    const stack = new TopologyStack(app, name, { naming: new Naming(`contoso-${name}`, ["westeurope"]) });
    new AzurermProvider(stack, "azurerm", { features: [{}] });
    const hub = new Hub(stack, "hub", {
      location: "westeurope",
      addressSpace: [Cidr.of("10.0.0.0/22")],
      firewall: {},
    });
    hub.addSpoke("shop", { addressSpace: [Cidr.of("10.1.0.0/16")] }).addCluster("main", {
      network: OVERLAY,
      apiServer: { type: "private", dns: { type: "public-fqdn" } },
      egress: { type: "firewall" },
      nodePools: [{ name: "system", vmSize: "Standard_D4ds_v5", nodes: { min: 3, max: maxNodes } }],
    });
  }
}
// #endregion environments

// #region escape-hatch
/** A resource of your own in the platform's group, an output, and an argument that no prop has. */
export function escapeHatch(app: App): void {
  const { stack, hub } = platform(app);
  const [shop] = hub.spokes;
  const main = shop?.clusters[0];
  if (shop === undefined || main === undefined) return;
  new StorageAccount(stack, "uploads", {
    name: "stcontosouploads",
    resourceGroupName: shop.network.resourceGroupName,
    location: shop.location,
    accountTier: "Standard",
    accountReplicationType: "ZRS",
    publicNetworkAccessEnabled: false,
  });
  new TerraformOutput(stack, "oidc_issuer", { value: main.oidcIssuerUrl });
  main.cluster.resource.addOverride("node_os_upgrade_channel", "SecurityPatch");
}
// #endregion escape-hatch

// #region own-check
/** A rule of your own, reported together with all others. @returns the lines that `synth` would print */
export function ownCheck(app: App): string[] {
  const { stack, hub } = platform(app);
  if (hub.location !== "northeurope")
    report(hub, {
      code: "CONTOSO_REGION",
      message: `Contoso's hubs are in northeurope; this one is in ${hub.location}.`,
      hint: "Set location to northeurope.",
      prop: "location",
      severity: "warning",
    });
  return problemsOf(stack).map(({ code, message }) => `${code} ${message}`);
}
// #endregion own-check

// #region egress
/** A NAT gateway that another team operates, as the egress of a cluster. */
class SharedNatGateway extends EgressProvider {
  readonly #id: string;

  constructor(id: string) {
    super();
    this.#id = id;
  }

  bind(_scope: Construct, { subnets }: EgressContext): BoundEgress {
    return {
      outbound: { type: "nat-gateway" },
      addresses: { type: "known", ranges: ["203.0.113.0/31"] },
      dependables: subnets.flatMap((subnet) => subnet.useNatGateway(this.#id)),
    };
  }
}

export function ownEgress(app: App): void {
  const { hub } = platform(app);
  const jobs = hub.addSpoke("jobs", { addressSpace: [Cidr.of("10.2.0.0/16")] });
  jobs.addCluster("batch", {
    network: OVERLAY,
    apiServer: { type: "public", includeEgress: true },
    egress: new SharedNatGateway(
      "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-egress/providers/Microsoft.Network/natGateways/ng-shared",
    ),
    nodePools: [{ name: "system", vmSize: "Standard_D4ds_v5", nodes: { min: 3, max: 3 } }],
  });
}
// #endregion egress

// #region two-hubs
/** Two regions with a hub each: traffic between their spokes passes both firewalls. */
export function twoHubs(app: App): void {
  const { stack, hub } = platform(app);
  const north = new Hub(stack, "north", {
    location: "northeurope",
    addressSpace: [Cidr.of("10.8.0.0/22")],
    firewall: { publicIps: 2 },
  });
  north.addSpoke("standby", { addressSpace: [Cidr.of("10.9.0.0/16")] });
  new HubConnection("north", { hub, other: north });
}
// #endregion two-hubs

// #region governance
/** A spoke in a subscription of its own, custom roles with exactly the actions that are needed, and a policy. */
export function governance(app: App): void {
  const stack = new TopologyStack(app, "contoso", { naming: new Naming("contoso", ["westeurope"]) });
  useRoles(stack, { style: "custom", namePrefix: "contoso" });
  new AzurermProvider(stack, "azurerm", { features: [{}] });
  const spokes = new AzurermProvider(stack, "spokes", {
    alias: "spokes",
    subscriptionId: "33333333-3333-3333-3333-333333333333",
    features: [{}],
  });
  const hub = new Hub(stack, "hub", {
    location: "westeurope",
    addressSpace: [Cidr.of("10.0.0.0/22")],
    firewall: {},
  });
  const shop = hub.addSpoke("shop", { addressSpace: [Cidr.of("10.1.0.0/16")] });
  useProvider(shop, spokes);
  new PolicyAssignment(shop, "allowed-locations", {
    displayName: "Allowed locations",
    definitionId: "/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c",
    scope: { type: "resource-group", resourceGroupId: shop.resourceGroup.id },
    parameters: { listOfAllowedLocations: ["westeurope"] },
    nameParts: ["shop", "locations"],
  });
}
// #endregion governance
