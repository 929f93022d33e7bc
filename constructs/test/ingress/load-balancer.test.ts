import { describe, expect, test } from "vitest";
import {
  loadBalancerSubnet,
  SharedFrontDoor,
  SpokeFrontDoor,
  useRoles,
  type BackendOptions,
  type RoleStyle,
  type SpokeClusterProps,
  type SpokeFrontDoorProps,
} from "../../src/internal.js";
import { block, synth, type Synthesized } from "../support/synth.js";
import { cluster, overlay, shop } from "../support/builders.js";

const RULE = "azurerm_network_security_rule";
const BACKEND: BackendOptions["backend"] = { protocol: "http", port: 8080, healthPath: "/healthz" };

function toLoadBalancer(site: BackendOptions): Synthesized {
  return synth((stack) => {
    const spoke = shop(stack);
    spoke.addGateway("edge", {}).addLoadBalancerBackend(cluster(spoke), site);
  });
}

describe("a gateway in front of an internal load balancer", () => {
  test("is Terraform's alone: it ignores no change", () => {
    const output = toLoadBalancer({ backend: BACKEND });
    expect(output.errors).toEqual([]);
    expect(output.resource("azurerm_application_gateway", "shop_gateway_edge")).not.toHaveProperty(
      "lifecycle",
    );
  });

  test("sends to a fixed address of a subnet that only it may call", () => {
    const output = toLoadBalancer({ backend: BACKEND });
    const gateway = output.resource("azurerm_application_gateway", "shop_gateway_edge");
    expect(gateway["backend_address_pool"]).toEqual([{ name: "main", ip_addresses: ["10.1.254.10"] }]);
    expect(gateway["probe"]).toMatchObject([{ path: "/healthz", host: "10.1.254.10" }]);
    const group = "${azurerm_network_security_group.shop_load_balancers.name}";
    const rules = Object.values(block(block(output.json["resource"])[RULE]))
      .map(block)
      .filter((rule) => rule["network_security_group_name"] === group && rule["access"] === "Allow");
    expect(
      rules.map((rule) => [
        rule["source_address_prefix"],
        rule["destination_address_prefix"],
        rule["destination_port_range"],
      ]),
    ).toEqual([
      ["AzureLoadBalancer", "*", "*"],
      ["10.1.255.0/24", "10.1.254.10", "8080"],
    ]);
  });

  test("shares the subnet with published services, for which one role is enough if it is one", () => {
    const roles = (style: RoleStyle): string[] =>
      synth((stack) => {
        useRoles(stack, { style, namePrefix: "contoso" });
        const spoke = shop(stack, {
          firewall: { publish: [{ name: "web", port: 443, target: "10.1.254.50" }] },
        });
        const props = { origin: "private-link", tier: "Premium", originHost: "b.contoso.com" } as const;
        const one = cluster(spoke);
        new SpokeFrontDoor(one, "front_door", { ...props, cluster: one });
      })
        .addresses("azurerm_role_assignment")
        .filter((address) => address.includes("load_balancer_subnet"))
        .map((address) => address.replace("azurerm_role_assignment.shop_main_", ""));
    expect(roles("built-in")).toEqual(["load_balancer_subnet"]);
    expect(roles("custom")).toEqual(["load_balancer_subnet", "load_balancer_subnet_offer_private_link"]);
  });

  test("serves encrypted sites on 443 alone where 80 is closed", () => {
    const output = synth((stack) => {
      const spoke = shop(stack);
      const certificates = { type: "own", hostNames: { shop: ["shop.contoso.com"] } } as const;
      const gateway = spoke.addGateway("edge", { certificates, ports: [443] });
      gateway.addLoadBalancerBackend(cluster(spoke), { backend: BACKEND, certificate: "shop" });
    });
    expect(output.errors).toEqual([]);
    expect(output.resource("azurerm_application_gateway", "shop_gateway_edge")).toMatchObject({
      frontend_port: [{ name: "https", port: 443 }],
      http_listener: [{ name: "main-public-https" }],
      request_routing_rule: [{ http_listener_name: "main-public-https" }],
    });
  });

  test("reaches nodes on the load balancer's address too, and on no other port", () => {
    const output = toLoadBalancer({ backend: BACKEND });
    expect(output.resource(RULE, "shop_main_system_from-edge")).toMatchObject({
      source_address_prefix: "10.1.255.0/24",
      destination_address_prefixes: ["10.1.254.10", "10.1.0.0/24"],
      destination_port_range: "8080",
    });
  });

  test("is waited for by no cluster, but the role on the subnet is", () => {
    const output = toLoadBalancer({ backend: BACKEND });
    const { depends_on: after } = output.resource("azurerm_kubernetes_cluster", "shop_main");
    expect(after).toContain("azurerm_role_assignment.shop_main_load_balancer_subnet");
    expect(output.resource("azurerm_role_assignment", "shop_main_load_balancer_subnet")).toMatchObject({
      scope: "${azurerm_subnet.shop_load_balancers.id}",
    });
  });

  test("checks the name of an encrypted backend, and reports a missing one", () => {
    const encrypted = { ...BACKEND, protocol: "https" } as const;
    expect(toLoadBalancer({ backend: encrypted }).errors).toEqual(["BACKEND_NAME_MISSING"]);
    const output = toLoadBalancer({ backend: encrypted, hostNames: ["shop.contoso.com"] });
    expect(output.errors).toEqual([]);
    expect(
      output.resource("azurerm_application_gateway", "shop_gateway_edge")["backend_http_settings"],
    ).toMatchObject([{ protocol: "Https", host_name: "shop.contoso.com" }]);
  });

  test("names certificates and roots that it has", () => {
    const site = {
      hostNames: ["shop.contoso.com"],
      certificate: "shop",
      backend: { ...BACKEND, trustedRoots: ["corp"] },
    };
    expect(toLoadBalancer(site).errors).toEqual(["GATEWAY_LACKS_CERTIFICATE", "GATEWAY_LACKS_CERTIFICATE"]);
  });

  test("shares no gateway with AGIC", () => {
    const { errors } = synth((stack) => {
      const spoke = shop(stack);
      const gateway = spoke.addGateway("edge", {});
      gateway.addAgicAddon(cluster(spoke, {}, "one"));
      gateway.addLoadBalancerBackend(cluster(spoke, { network: overlay("10.245.0.0/16") }, "two"), {
        hostNames: ["two.contoso.com"],
        backend: BACKEND,
      });
    });
    expect(errors).toEqual(["GATEWAY_OWNED_TWICE"]);
  });

  test("has one subnet a spoke, where every cluster has an address that the next one does not move", () => {
    const addresses: string[] = [];
    const output = synth((stack) => {
      const spoke = shop(stack);
      for (const key of ["one", "two"]) {
        const network = overlay(key === "one" ? "10.244.0.0/16" : "10.245.0.0/16");
        const of = cluster(spoke, { network }, key);
        addresses.push(loadBalancerSubnet(spoke).addressFor(of));
      }
    });
    expect(addresses).toEqual(["10.1.254.10", "10.1.254.11"]);
    expect(output.resource("azurerm_subnet", "shop_load_balancers")).toMatchObject({
      private_link_service_network_policies_enabled: false,
    });
  });
});

function frontDoor(
  props: Pick<SpokeFrontDoorProps, "tier" | "origin"> & { readonly hostNames?: readonly string[] },
  changes: Partial<SpokeClusterProps> = {},
): Synthesized {
  return synth((stack) => {
    const of = cluster(shop(stack), changes);
    new SpokeFrontDoor(of, "front_door", { cluster: of, originHost: "origin.contoso.com", ...props });
  });
}

const UNFILTERED: Partial<SpokeClusterProps> = { egress: { type: "load-balancer", outboundPorts: 1024 } };

describe("Front Door", () => {
  test.each(["Standard", "Premium"] as const)(
    "%s fetches from a public address that only it may call",
    (tier) => {
      const output = frontDoor({ tier, origin: "public" }, UNFILTERED);
      expect(output.errors).toEqual([]);
      expect(output.resource("azurerm_cdn_frontdoor_profile", "shop_main_front_door")).toMatchObject({
        sku_name: `${tier}_AzureFrontDoor`,
      });
      expect(output.resource("azurerm_cdn_frontdoor_origin", "shop_main_front_door")).toMatchObject({
        host_name: "origin.contoso.com",
        certificate_name_check_enabled: true,
      });
      expect(output.resource(RULE, "shop_main_system_from-front-door")).toMatchObject({
        source_address_prefix: "AzureFrontDoor.Backend",
        destination_address_prefixes: [
          "${azurerm_public_ip.shop_main_front_door_origin.ip_address}",
          "10.1.0.0/24",
        ],
        destination_port_range: "443",
      });
      expect(output.json["variable"]).toBeUndefined();
    },
  );

  test("is refused with a public origin behind a default route to an appliance", () => {
    expect(frontDoor({ tier: "Standard", origin: "public" }).errors).toEqual(["ASYMMETRIC_INGRESS"]);
  });

  test("that clusters share ranks them, and leaves the list of its route to those that exist", () => {
    const output = synth((stack) => {
      const shared = new SharedFrontDoor(stack, "world", { tier: "Premium", location: "westeurope" });
      const of = shop(stack);
      for (const [key, priority] of [
        ["one", 1],
        ["two", 2],
      ] as const) {
        const each = cluster(of, {}, key);
        const props = { cluster: each, origin: "private-link", originHost: "shop.contoso.com" } as const;
        new SpokeFrontDoor(each, "front_door", { ...props, shared, priority });
      }
    });
    expect(output.errors).toEqual([]);
    expect(output.resource("azurerm_cdn_frontdoor_origin", "front_door_world_shop_two")).toMatchObject({
      name: "shop-two",
      priority: 2,
      weight: 500,
    });
    const route = output.resource("azurerm_cdn_frontdoor_route", "front_door_world");
    expect(route["cdn_frontdoor_origin_ids"]).toBe(
      "${concat(azurerm_cdn_frontdoor_origin.front_door_world_shop_one[*].id, azurerm_cdn_frontdoor_origin.front_door_world_shop_two[*].id)}",
    );
    expect(String(route["count"])).toContain(
      "var.front_door_world_shop_one_private_link_service_id, var.front_door_world_shop_two_private_link_service_id",
    );
  });

  test("Standard has no private link", () => {
    expect(frontDoor({ tier: "Standard", origin: "private-link" }).errors).toEqual(["FRONT_DOOR_TIER"]);
  });

  test("Premium waits for the private link service that AKS makes after Terraform", () => {
    const output = frontDoor({
      tier: "Premium",
      origin: "private-link",
      hostNames: ["www.contoso.com"],
    });
    expect(output.errors).toEqual([]);
    const variable = "shop_main_front_door_private_link_service_id";
    expect(block(output.json["variable"])[variable]).toMatchObject({ type: "string", default: "" });
    const count = `\${(var.${variable} == "") ? 0 : 1}`;
    expect(output.resource("azurerm_cdn_frontdoor_origin", "shop_main_front_door")).toMatchObject({
      count,
      private_link: { location: "westeurope", private_link_target_id: `\${var.${variable}}` },
    });
    expect(output.resource("azurerm_cdn_frontdoor_route", "shop_main_front_door")).toMatchObject({
      count,
      cdn_frontdoor_origin_ids: ["${azurerm_cdn_frontdoor_origin.shop_main_front_door[0].id}"],
      forwarding_protocol: "HttpsOnly",
    });
    expect(
      output.resource(
        "azurerm_cdn_frontdoor_custom_domain_association",
        "shop_main_front_door_www-contoso-com_route",
      ),
    ).toMatchObject({ count });
    expect(output.addresses("azurerm_public_ip").filter((address) => address.includes("main"))).toEqual([]);
  });
});
