// The reference, ../kubenet-agic.yaml, with the constructs alone: one hub, one spoke, one kubenet cluster. All egress
// passes the firewall; ingress uses an Application Gateway managed by AGIC, whose route table follows the one that AKS
// writes. It synthesizes to the same Terraform.
import { Cidr, Hub, Naming, RouteSync, TopologyStack } from "@aks-topology/constructs";
import { rewriteForMajor } from "@aks-topology/terraform";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider/index.js";
import { App } from "cdktf";

const LOCATION = "westeurope";
const ZONES = ["1", "2", "3"];

const app = new App();
const stack = new TopologyStack(app, "contoso", {
  naming: new Naming("contoso", [LOCATION]),
  rewrite: (json) => rewriteForMajor(json, 4),
});
new AzurermProvider(stack, "~provider_default", { features: [{}], storageUseAzuread: true });

const hub = new Hub(stack, "hub", {
  location: LOCATION,
  addressSpace: [Cidr.of("10.0.0.0/22")],
  firewall: { zones: ZONES, publicIps: 2 },
  tags: { owner: "platform-team" },
});

const shop = hub.addSpoke("shop", { addressSpace: [Cidr.of("10.1.0.0/16")] });
const gateway = shop.addGateway("public", { zones: ZONES });
const main = shop.addCluster("main", {
  network: { type: "kubenet", podCidr: Cidr.of("10.244.0.0/16"), serviceCidr: Cidr.of("172.16.0.0/16") },
  apiServer: { type: "private", dns: { type: "public-fqdn" } },
  egress: { type: "firewall" },
  nodePools: [{ name: "system", vmSize: "Standard_D4ds_v5", nodes: { min: 3, max: 10 }, zones: ZONES }],
});
gateway.addAgicAddon(main);

new RouteSync(stack, "route_sync", {
  location: LOCATION,
  mirrors: shop.mirrors(),
  roleNamePrefix: "contoso",
  tags: { owner: "platform-team" },
});

// Refuses what Azure would refuse, with all problems at once: overlapping ranges, subnets that are too small,
// unsupported combinations.
app.synth();
