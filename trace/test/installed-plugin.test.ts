import { describe, expect, it } from "vitest";
import { firewall, HUB_AND_SPOKE, peering, securityGroup, type Rule } from "./support/azure.js";
import { ask, id, model, network, subnet, type Resources } from "./support/network.js";

const CLUSTER = "azurerm_kubernetes_cluster.main";
const POD = `${CLUSTER}/pod`;
const NODE = `${CLUSTER}/node`;

/** Two pools in subnets of their own, in a cluster without a plugin of AKS. */
const WITHOUT: Resources = {
  ...network("spoke", "10.1.0.0/16"),
  ...subnet("system", "spoke", "10.1.0.0/24"),
  ...subnet("work", "spoke", "10.1.1.0/24"),
  ...subnet("agw", "spoke", "10.1.8.0/24"),
  [CLUSTER]: {
    location: "westeurope",
    default_node_pool: [{ name: "system", vnet_subnet_id: id("azurerm_subnet.system") }],
    network_profile: [{ network_plugin: "none", outbound_type: "loadBalancer" }],
  },
  "azurerm_kubernetes_cluster_node_pool.work": {
    kubernetes_cluster_id: id(CLUSTER),
    vnet_subnet_id: id("azurerm_subnet.work"),
  },
};

const INSTALLED: Resources = {
  ...WITHOUT,
  "aks_pod_network.main": { cluster_id: id(CLUSTER), pod_cidrs: ["10.245.0.0/16"], tunnel_port: 8472 },
};

const NOTHING_ELSE: Rule = { name: "none", priority: 4096, direction: "Inbound", access: "Deny" };

function inbound(subnetName: string, ...rules: readonly Rule[]): Resources {
  return securityGroup(subnetName, [subnetName], [...rules, NOTHING_ELSE]);
}

const TUNNEL: Rule = {
  name: "tunnel",
  priority: 100,
  direction: "Inbound",
  access: "Allow",
  protocol: "Udp",
  port: "8472",
};
const WEB: Rule = { name: "web", priority: 110, direction: "Inbound", access: "Allow", port: "443" };

describe("pods of a plugin that nothing describes", () => {
  it.each([
    [POD, "internet"],
    [POD, NODE],
    [NODE, POD],
    [POD, POD],
    ["azurerm_subnet.agw", POD],
    // It may be the address of a pod.
    [NODE, "10.244.0.5"],
  ])("%s -> %s depends on their addresses", (from, to) => {
    const { verdict, unknowns } = ask(model(WITHOUT), { from, to });
    expect(verdict).toBe("unknown");
    expect(unknowns).toEqual([`which addresses the plugin of ${CLUSTER} gives pods`]);
  });

  it("have no addresses outside of their cluster", () => {
    const { verdict } = ask(model(WITHOUT), { from: "azurerm_subnet.agw", to: "10.244.0.5" });
    expect(verdict).toBe("dropped");
  });
});

describe("pods of a plugin that is installed", () => {
  it("leave with the address of their node", () => {
    const found = ask(model({ ...INSTALLED, ...HUB_AND_SPOKE, ...firewall(), ...peering("hub", "spoke") }), {
      from: POD,
      to: "10.1.8.4",
    });
    expect(found.verdict).toBe("delivered");
    expect(found.forward.map(({ detail }) => detail)).toContain(
      "the node replaces the pod's address with its own",
    );
  });

  it.each([
    [POD, POD],
    [NODE, POD],
  ])("%s -> %s goes through a tunnel between nodes", (from, to) => {
    const { verdict, forward } = ask(model(INSTALLED), { from, to });
    expect(verdict).toBe("delivered");
    expect(forward[0]?.detail).toBe("the plugin wraps the packet for the node of the pod, UDP port 8472");
  });

  it.each([
    ["its port alone", inbound("work", TUNNEL), "delivered"],
    ["other ports alone", inbound("work", WEB), "dropped"],
    ["other ports alone where the answers arrive", inbound("system", WEB), "dropped"],
  ])("security groups see the tunnel: they allow %s", (_, more, verdict) => {
    expect(ask(model({ ...INSTALLED, ...more }), { from: POD, to: POD }).verdict).toBe(verdict);
  });

  it("are reached by nothing outside of the cluster, gateways of AGIC included", () => {
    const gateway = {
      "azurerm_application_gateway.agw": {
        gateway_ip_configuration: [{ name: "agw", subnet_id: id("azurerm_subnet.agw") }],
        frontend_ip_configuration: [{ name: "private", private_ip_address: "10.1.8.10" }],
        lifecycle: { ignore_changes: ["http_listener"] },
      },
    };
    const found = ask(model({ ...INSTALLED, ...gateway }), {
      from: "azurerm_application_gateway.agw",
      to: POD,
    });
    expect(found.verdict).toBe("dropped");
  });
});
