import { describe, expect, test } from "vitest";
import { Cidr, type SpokeClusterProps, type SpokeGatewayProps } from "../../src/index.js";
import { isAtLeast } from "../../src/ingress/agic-helm.js";
import { block, synth } from "../support/synth.js";
import { cluster, KUBENET, overlay, shop } from "../support/builders.js";

const ROLES = "azurerm_role_assignment";
const UNFILTERED: Partial<SpokeClusterProps> = { egress: { type: "load-balancer", outboundPorts: 1024 } };

describe("AGIC as add-on", () => {
  test("owns the whole gateway, and its identity gets its roles", () => {
    const output = synth((stack) => {
      const spoke = shop(stack);
      spoke.addGateway("edge", {}).addAgicAddon(cluster(spoke));
    });
    const { lifecycle } = output.resource("azurerm_application_gateway", "shop_gateway_edge");
    expect(block(lifecycle)["ignore_changes"]).toEqual(
      expect.arrayContaining(["http_listener", "ssl_certificate", "tags"]),
    );
    const roles = output.addresses(ROLES).filter((address) => address.includes("agic"));
    expect(roles).toEqual(
      ["gateway", "resource_group", "subnet"].map((part) => `${ROLES}.shop_main_agic_addon_${part}`),
    );
  });

  test("leaves rewrites to Terraform on a gateway that has some", () => {
    const ignored = (rewrites: SpokeGatewayProps["rewrites"]): unknown => {
      const output = synth((stack) => {
        const spoke = shop(stack);
        spoke.addGateway("edge", { rewrites }).addAgicAddon(cluster(spoke));
      });
      const { lifecycle } = output.resource("azurerm_application_gateway", "shop_gateway_edge");
      return block(lifecycle)["ignore_changes"];
    };
    const shortened = [
      "tags",
      "backend_address_pool",
      "backend_http_settings",
      "frontend_port",
      "http_listener",
      "probe",
      "redirect_configuration",
      "request_routing_rule",
      "ssl_certificate",
      "url_path_map",
    ];
    expect(ignored({ headers: [{ responseHeaders: { Server: "" } }] })).toEqual(shortened);
    expect(ignored({})).toEqual([...shortened.slice(0, 8), "rewrite_rule_set", ...shortened.slice(8)]);
  });

  test("takes no gateway that another cluster uses", () => {
    const { errors } = synth((stack) => {
      const spoke = shop(stack);
      const gateway = spoke.addGateway("edge", {});
      gateway.addAgicAddon(cluster(spoke, {}, "one"));
      gateway.addAgicAddon(cluster(spoke, { network: overlay("10.245.0.0/16") }, "two"));
    });
    expect(errors).toEqual(["GATEWAY_SHARED_BY_ADDON"]);
  });
});

describe("AGIC with Helm", () => {
  test("becomes an identity of its own through the cluster's issuer", () => {
    const output = synth((stack) => {
      const spoke = shop(stack);
      spoke.addGateway("edge", {}).addAgicHelm(cluster(spoke));
    });
    expect(output.errors).toEqual([]);
    expect(output.resource("azurerm_federated_identity_credential", "shop_main_agic_helm")).toMatchObject({
      issuer: "${azurerm_kubernetes_cluster.shop_main.oidc_issuer_url}",
      subject: "system:serviceaccount:agic:ingress-azure",
      audience: ["api://AzureADTokenExchange"],
      parent_id: "${azurerm_user_assigned_identity.shop_main_agic_helm.id}",
    });
    expect(output.resource(ROLES, "shop_main_agic_helm_gateway")).toMatchObject({
      role_definition_name: "Contributor",
      scope: "${azurerm_application_gateway.shop_gateway_edge.id}",
      principal_id: "${azurerm_user_assigned_identity.shop_main_agic_helm.principal_id}",
    });
    expect(output.resource("azurerm_kubernetes_cluster", "shop_main")).not.toHaveProperty(
      "ingress_application_gateway",
    );
  });

  test.each([
    { one: ["a.contoso.com"], two: ["b.contoso.com"], codes: [] },
    { one: ["a.contoso.com"], two: ["b.contoso.com", "a.contoso.com"], codes: ["SHARED_GATEWAY_HOST_NAMES"] },
    { one: [], two: ["b.contoso.com"], codes: ["SHARED_GATEWAY_HOST_NAMES"] },
    { one: [], two: [], codes: ["SHARED_GATEWAY_HOST_NAMES", "SHARED_GATEWAY_HOST_NAMES"] },
  ])("shares a gateway where host names $one and $two are apart", ({ one, two, codes }) => {
    const result = synth((stack) => {
      const spoke = shop(stack);
      const gateway = spoke.addGateway("edge", {});
      gateway.addAgicHelm(cluster(spoke, {}, "one"), { hostNames: one });
      gateway.addAgicHelm(cluster(spoke, { network: overlay("10.245.0.0/16") }, "two"), {
        hostNames: two,
      });
    });
    expect(result.errors).toEqual(codes);
  });

  test.each([
    ["1.7.9", ["AGIC_TOO_OLD"]],
    ["1.8.0", []],
    ["1.10.0", []],
  ])("of version %s in front of an overlay", (version, codes) => {
    const result = synth((stack) => {
      const spoke = shop(stack);
      spoke.addGateway("edge", {}).addAgicHelm(cluster(spoke), { version });
    });
    expect(result.errors).toEqual(codes);
  });

  test("compares versions by number, not by letter", () => {
    expect(isAtLeast("1.10.0", "1.9.8")).toBe(true);
    expect(isAtLeast("1.9.8", "1.10.0")).toBe(false);
    expect(isAtLeast("2.0.0", "1.99.99")).toBe(true);
    expect(isAtLeast("1.8.0", "1.8.0")).toBe(true);
  });
});

describe("a gateway in front of an overlay", () => {
  test.each([
    ["10.1.128.0/23", ["GATEWAY_SUBNET_TOO_LARGE"]],
    ["10.1.128.0/24", []],
    ["10.1.128.0/25", []],
  ])("in %s", (prefix, codes) => {
    const result = synth((stack) => {
      const spoke = shop(stack);
      spoke.addGateway("edge", { subnetPrefix: Cidr.of(prefix) }).addAgicAddon(cluster(spoke));
    });
    expect(result.errors).toEqual(codes);
  });
});

describe("a gateway's routes", () => {
  test("on kubenet have to come from somewhere", () => {
    const { errors } = synth((stack) => {
      const spoke = shop(stack);
      spoke.addGateway("edge", {}).addAgicAddon(cluster(spoke, { network: KUBENET }));
    });
    expect(errors).toEqual(["GATEWAY_WITHOUT_NODE_ROUTES"]);
  });

  test("are no concern of a gateway that sends to a load balancer", () => {
    const { errors } = synth((stack) => {
      const spoke = shop(stack);
      spoke.addGateway("edge", {}).addLoadBalancerBackend(cluster(spoke, { network: KUBENET }), {
        backend: { protocol: "http", port: 80, healthPath: "/" },
      });
    });
    expect(errors).toEqual([]);
  });

  test("are the cluster's own where these go nowhere near an appliance, and the gateway waits for them", () => {
    const output = synth((stack) => {
      const spoke = shop(stack);
      const gateway = spoke.addGateway("edge", { routeTable: "shared" });
      gateway.addAgicAddon(cluster(spoke, { network: KUBENET, ...UNFILTERED, customRouteTable: true }));
    });
    expect(output.errors).toEqual([]);
    const association = "azurerm_subnet_route_table_association";
    expect(output.resource(association, "shop_gateway_edge")).toMatchObject({
      route_table_id: "${azurerm_route_table.shop_main.id}",
    });
    expect(output.addresses("azurerm_route_table")).toEqual(["azurerm_route_table.shop_main"]);
    expect(output.resource("azurerm_application_gateway", "shop_gateway_edge")["depends_on"]).toContain(
      `${association}.shop_gateway_edge`,
    );
    expect(output.addresses("azurerm_route")).toEqual([]);
  });

  test.each([
    [false, ["SHARED_TABLE_DEFAULT_ROUTE"]],
    [true, []],
  ])("through an appliance are shared only with network isolation (%s)", (networkIsolation, codes) => {
    const result = synth((stack) => {
      const spoke = shop(stack);
      spoke
        .addGateway("edge", { routeTable: "shared", networkIsolation })
        .addAgicAddon(cluster(spoke, { network: KUBENET }));
    });
    expect(result.errors).toEqual(codes);
  });

  test("cannot be shared where there are none, or those of two clusters", () => {
    const none = synth((stack) => {
      const spoke = shop(stack);
      spoke.addGateway("edge", { routeTable: "shared" }).addAgicAddon(cluster(spoke, UNFILTERED));
    });
    expect(none.errors).toEqual(["SHARED_TABLE_MISSING"]);
    const two = synth((stack) => {
      const spoke = shop(stack);
      const gateway = spoke.addGateway("edge", { routeTable: "shared", networkIsolation: true });
      gateway.addAgicHelm(cluster(spoke, {}, "one"), { hostNames: ["a.contoso.com"] });
      gateway.addAgicHelm(cluster(spoke, { network: overlay("10.245.0.0/16") }, "two"), {
        hostNames: ["b.contoso.com"],
      });
    });
    expect(two.errors).toEqual(["SHARED_TABLE_MISSING"]);
  });
});

describe("a private address for users on-premises", () => {
  const frontend = { type: "public-and-private", users: "on-premises" } as const;

  test("needs their ranges", () => {
    const { errors } = synth((stack) => {
      const spoke = shop(stack);
      spoke.addGateway("edge", { frontend }).addAgicAddon(cluster(spoke));
    });
    expect(errors).toEqual(["ON_PREMISES_PREFIXES_MISSING"]);
  });

  test("allows them and routes responses back through the firewall", () => {
    const output = synth((stack) => {
      const spoke = shop(stack, { gateway: { type: "vpn" }, onPremises: [Cidr.of("192.168.0.0/16")] });
      spoke.addGateway("edge", { frontend }).addAgicAddon(cluster(spoke));
    });
    expect(output.errors).toEqual([]);
    expect(
      output.resource("azurerm_network_security_rule", "shop_gateway_edge_private-listeners"),
    ).toMatchObject({
      source_address_prefix: "192.168.0.0/16",
    });
    const routes = Object.values(block(block(output.json["resource"])["azurerm_route"])).map(block);
    expect(routes).toContainEqual(
      expect.objectContaining({
        address_prefix: "192.168.0.0/16",
        route_table_name: "${azurerm_route_table.shop_gateway_edge.name}",
        next_hop_type: "VirtualAppliance",
      }),
    );
  });
});
