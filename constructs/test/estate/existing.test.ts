// The estate's interfaces, implemented by things that are known by ids and attributes alone.
import { Construct } from "constructs";
import { expect, test } from "vitest";
import {
  AddressPlan,
  Cidr,
  Hub,
  type ICluster,
  type IGateway,
  type IExtensibleHub,
  type IHub,
  type ISpoke,
  type IVirtualNetwork,
} from "../../src/internal.js";
import { SpokeGateway } from "../../src/patterns/gateway/spoke-gateway.js";
import { mirrorsOf } from "../../src/patterns/estate/mirrors.js";
import { cluster, KUBENET, shop } from "../support/builders.js";
import { synth } from "../support/synth.js";

const GROUP = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-existing";
const NETWORK = `${GROUP}/providers/Microsoft.Network`;

class ExistingNetwork extends Construct implements IVirtualNetwork {
  readonly virtualNetworkId = `${NETWORK}/virtualNetworks/${this.node.path.replaceAll("/", "-")}`;
  readonly virtualNetworkName = "vnet-existing";
  readonly resourceGroupName = "rg-existing";
  readonly addressSpace: readonly Cidr[];

  constructor(scope: Construct, addressSpace: readonly Cidr[]) {
    super(scope, "~network");
    this.addressSpace = addressSpace;
  }
}

const PLACEMENT = { location: "westeurope", resourceGroupName: "rg-existing" };

function existingHub(scope: Construct): IExtensibleHub {
  return Hub.fromAttributes(scope, "hub", {
    virtualNetworkId: `${NETWORK}/virtualNetworks/vnet-hub`,
    addressSpace: [Cidr.of("10.0.0.0/22")],
    location: "westeurope",
    firewall: { privateIpAddress: "10.0.0.4", policyId: `${NETWORK}/firewallPolicies/fwp-existing` },
  });
}

class ExistingSpoke extends Construct implements ISpoke {
  readonly key = "legacy";
  readonly index = 0;
  readonly location = "westeurope";
  readonly placement = PLACEMENT;
  readonly resourceGroupName = "rg-existing";
  readonly resourceGroupId = GROUP;
  readonly network = new ExistingNetwork(this, [Cidr.of("10.9.0.0/16")]);
  readonly plan = new AddressPlan(Cidr.of("10.9.0.0/16"));
  readonly dns = { type: "azure" } as const;
  readonly customDns = false;
  readonly hasIpv6 = false;
  readonly ipv6PrefixLength = 48;
  readonly hubProvider = undefined;
  readonly dependables = [];

  readonly hub: IHub;

  constructor(scope: Construct, hub: IHub) {
    super(scope, "legacy");
    this.hub = hub;
  }

  ipv6For(): undefined {
    return undefined;
  }
}

class ExistingCluster extends Construct implements ICluster {
  readonly key = "old";
  readonly fullName = "legacy-old";
  readonly index = 0;
  readonly network = KUBENET;
  readonly pools = [];
  readonly maxNodes = 20;
  readonly routeTable = undefined;
  readonly routesToAppliance = false;
  readonly principalId = "00000000-0000-0000-0000-000000000002";
  readonly oidcIssuerUrl = "https://westeurope.oic.example/issuer";
  readonly nodeResourceGroupId = `${GROUP}-nodes`;
  readonly nodeResourceGroupName = "rg-existing-nodes";
  readonly azurePolicy = false;
  readonly dependables = [];

  readonly spoke: ISpoke;

  constructor(spoke: ISpoke) {
    super(spoke, "old");
    this.spoke = spoke;
  }

  allowFrom(): void {
    // Its security groups are not managed here.
  }

  enableAgicAddon(): undefined {
    return undefined;
  }

  waitFor(): void {
    // It exists already.
  }
}

class ExistingGateway extends Construct implements IGateway {
  readonly key = "edge";
  readonly gatewayId = `${NETWORK}/applicationGateways/agw-existing`;
  readonly resourceGroupId = GROUP;
  readonly subnet = { subnetId: `${NETWORK}/virtualNetworks/v/subnets/agw`, prefix: Cidr.of("10.9.0.0/24") };
  readonly subnetDependables = [];
  readonly tlsIdentityId = undefined;
  readonly publicIpId = undefined;
  readonly privateAddress = "10.9.0.10";

  readonly spoke: ISpoke;
  readonly routeTable: IGateway["routeTable"];
  readonly served: readonly ICluster[];

  constructor(spoke: ISpoke, routeTable: IGateway["routeTable"], served: readonly ICluster[]) {
    super(spoke, "edge");
    this.spoke = spoke;
    this.routeTable = routeTable;
    this.served = served;
  }

  ignoreAgicChanges(): void {
    // Terraform does not manage it.
  }
}

test("a spoke is built on a hub that exists already", () => {
  const output = synth((stack) => {
    cluster(existingHub(stack).addSpoke("shop", { addressSpace: [Cidr.of("10.1.0.0/16")] }));
  });
  expect(output.codes).toEqual([]);
  expect(output.resource("azurerm_virtual_network_peering", "shop_peering_to_hub")).toMatchObject({
    remote_virtual_network_id: `${NETWORK}/virtualNetworks/vnet-hub`,
  });
  expect(output.resource("azurerm_route", "shop_main_default")).toMatchObject({
    next_hop_in_ip_address: "10.0.0.4",
  });
  expect(output.resource("azurerm_firewall_policy_rule_collection_group", "shop_main")).toMatchObject({
    firewall_policy_id: `${NETWORK}/firewallPolicies/fwp-existing`,
  });
});

test("a gateway serves a cluster that exists already, and mirrors its routes", () => {
  const output = synth((stack) => {
    const spoke = new ExistingSpoke(stack, existingHub(stack));
    const gateway = new SpokeGateway(spoke, "gateway_edge", { key: "edge", spoke, index: 0 });
    const existing = new ExistingCluster(spoke);
    gateway.addAgicHelm(existing);
    const [mirror] = mirrorsOf([gateway], undefined);
    expect(mirror).toMatchObject({
      name: "legacy-old",
      source: { group: { key: "legacy-old", id: `${GROUP}-nodes` } },
      home: { placement: PLACEMENT },
    });
  });
  const { issuer } = output.resource("azurerm_federated_identity_credential", "legacy_old_agic_helm");
  expect(issuer).toBe("https://westeurope.oic.example/issuer");
});

test("mirrors reach the table of a gateway that exists already", () => {
  synth((stack) => {
    const spoke = shop(stack);
    const served = [cluster(spoke, { network: KUBENET })];
    const target = { routeTableId: `${NETWORK}/routeTables/rt`, routeTableName: "rt" };
    const gateway = new ExistingGateway(spoke, target, served);
    const [mirror] = mirrorsOf([gateway], undefined);
    expect(mirror?.target).toMatchObject({ routeTableId: `${NETWORK}/routeTables/rt` });
    expect(mirror?.source.group.key).toBe("shop");
  });
});
