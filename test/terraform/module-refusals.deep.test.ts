import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ModuleRuns, planned, succeeds, textOf } from "../support/terraform/module-runs.js";
import { NO_TERRAFORM, terraformVersion, type Workspace } from "../support/terraform/terraform.js";

const runs = new ModuleRuns();
afterAll(() => {
  runs.close();
});

if (terraformVersion === undefined) {
  test(NO_TERRAFORM, () => {
    process.stderr.write(`${NO_TERRAFORM}\n`);
  });
} else {
  describe("what the reference's module refuses", () => {
    let variables: Workspace;
    beforeAll(async () => {
      variables = runs.variablesOf(await runs.moduleOf(textOf("kubenet-agic.yaml"), 4));
    });

    test.each([
      [
        "a range with bits beyond its length",
        "hub_address_space=10.0.0.1/22",
        "It must be an IPv4 address range",
      ],
      [
        "a space too small for its subnets",
        "shop_address_space=10.1.0.0/17",
        "The subnets are planned for a /16",
      ],
      [
        "spaces that overlap",
        "shop_address_space=10.0.0.0/16",
        "The range of spoke shop overlaps that of hub.",
      ],
      ["a range that AKS keeps", "shop_main_pod_cidr=172.30.0.0/16", "overlaps a range that AKS reserves"],
      ["a pod range in the network", "shop_main_pod_cidr=10.1.0.0/16", "overlaps that of hub, spoke shop."],
      [
        "a service range too large",
        "shop_main_service_cidr=172.0.0.0/8",
        "only service ranges smaller than a /12",
      ],
      ["a pod range too small", "shop_main_pod_cidr=10.244.0.0/22", "Each node takes a /24 of the pod range"],
      [
        "more nodes than the subnet holds",
        "shop_main_system_nodes_max=300",
        "has no room for this number of nodes",
      ],
      [
        "more nodes than kubenet takes",
        "shop_main_system_nodes_max=400",
        "A cluster on kubenet has at most 400 nodes",
      ],
      ["more nodes than routes", "shop_main_system_nodes_max=800", "A route table holds 1000 routes"],
      [
        "a size with a graphics card",
        "shop_main_system_vm_size=Standard_NC6s_v3",
        "built for sizes without NVIDIA's GPUs",
      ],
      ["a name that Azure refuses", "name=Contoso_", "lower-case letters and digits"],
      ["half a node", "shop_main_system_nodes_min=1.5", "It must be a whole number from 0 to 1000."],
      [
        "no surge",
        "shop_main_system_max_surge=many",
        'a whole number from 1 to 100, or a percentage from "1%" to "100%".',
      ],
    ])("%s", async (_, given, message) => {
      const { exitCode, message: told } = await variables.run(
        "plan",
        "-input=false",
        "-no-color",
        `-var=${given}`,
      );
      expect(exitCode).toBe(1);
      expect(told).toContain(message);
      expect(told).toContain(`var.${given.replace(/=.*/, "")}`);
    });
  });

  describe("a module with every check", () => {
    const file = readFileSync(
      new URL("../../platform/test/data/modules/checks.yaml", import.meta.url),
      "utf8",
    );
    let made: Workspace;
    let alone: Workspace;
    beforeAll(async () => {
      made = await runs.rootModule(file);
      alone = runs.variablesOf(made);
    });

    /** The variables that were refused, once for each message. */
    async function refused(
      given: string,
      workspace = alone,
    ): Promise<{ variables: string[]; message: string }> {
      const { message } = await workspace.run("plan", "-input=false", "-no-color", `-var=${given}`);
      expect(message.match(/Error: (?!Invalid value for variable)[^.]*/g)).toBeNull();
      return {
        message,
        variables: [...message.matchAll(/on variables\.tf line \d+: \d+: variable "(\w+)"/g)].map(
          ([, name = ""]) => name,
        ),
      };
    }

    test("plans with its own values", { timeout: 60_000 }, async () => {
      await succeeds(made, "plan", "-input=false");
    });

    test("takes numbers of nodes where the file takes them", { timeout: 60_000 }, async () => {
      await succeeds(made, "plan", "-input=false", "-var=shop_blue_system_max_surge=3");
    });

    test.each([
      ["shop_shared_frontend_private_ip=banana", "It must be an IPv4 address such as 10.0.0.4."],
      ["shop_shared_frontend_private_ip=10.9.9.9", "an address of the subnet of gateway shared"],
      ["shop_shared_frontend_private_ip=10.1.255.3", "none of its first four"],
      ["shop_shared_frontend_private_ip=10.1.255.255", "its last one, which Azure reserves"],
      ["shop_red_ingress_address=10.1.253.20", "an address of the subnet of internal load balancers"],
      ["shop_red_ingress_address=10.1.254.13", "that of cluster pink or door."],
      ["hub_firewall_shop_to=10.1.0.9", "an address of the subnet of internal load balancers"],
      ["hub_firewall_stock_port=443", "Another service is published at this port"],
      ['shop_pink_ingress_host_names=["red.globex.com"]', "Another cluster of gateway lb"],
      [
        "shop_shared_dns_1_zone_id=/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-dns/providers/Microsoft.Network/dnsZones/globex.com",
        "which ends in Microsoft.Network/privateDnsZones/NAME.",
      ],
      ["shop_lb_ports=[443,8080]", "Of 80 and 443, the ports must include 80 as in the file"],
      ['shop_pink_egress_hosts_fqdns=["api.example.com","*.org"]', "Specify the destinations"],
      ['shop_pink_egress_partner_addresses=["0.0.0.0/0"]', "Specify the destinations"],
      ['shop_pink_egress_tags_service_tags=["Internet"]', "Specify the destinations"],
      [
        "warehouses_reporting_and_audits_all_egress_public_ip_prefix=28",
        "A NAT gateway has at most 16 public addresses, 2 in addition to those of the prefix.",
      ],
      ["shop_lb_instances=125", "The subnet of gateway lb has no room for this number of instances"],
      ["shop_green_egress_outbound_ports=64000", "exceed the 64,000 SNAT ports"],
      ["name=a-name-of-24-characters", "for the name of the cluster aks-NAME-"],
      [
        "shop_red_api_server_dns_zone_id=/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-dns/providers/Microsoft.Network/privateDnsZones/privatelink.northeurope.azmk8s.io",
        "a private DNS zone that AKS accepts in the cluster's region",
      ],
      [
        "shop_red_api_server_dns_zone_id=/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-dns/providers/Microsoft.Network/dnsZones/privatelink.westeurope.azmk8s.io",
        "a private DNS zone that AKS accepts in the cluster's region",
      ],
      ["shop_red_api_server_dns_zone_id=banana", "It must be the id of a private DNS zone"],
      [
        'hub_on_premises_prefixes=["192.168.0.0/16","192.168.0.0/16"]',
        "Each range must be listed only once.",
      ],
      ['hub_on_premises_prefixes=["192.168.0.0/16"]', "The module supports exactly 2 items here."],
      ['hub_on_premises_prefixes=["192.168.0.0/16","fd00::/8"]', "Each item must be an IPv4 address range"],
      ['route_sync_notify_emails=["no-address"]', "an e-mail address such as ops@contoso.com."],
      ["shop_blue_pod_cidr=banana", "It must be an IPv4 address range"],
      ["shop_address_space=10.64.0.0/15", "pods of the overlay of green are not reachable"],
      ["shop_address_space=banana", "It must be an IPv4 address range"],
      ["hub_address_space=banana", "It must be an IPv4 address range"],
      ["shop_blue_service_cidr=banana", "It must be an IPv4 address range"],
      ["shop_blue_dns_service_ip=banana", "It must be an IPv4 address"],
      ["shop_blue_system_max_surge=banana", "It must be a whole number from 1 to 100, or a percentage"],
    ])("refuses %s once, and says why", { timeout: 60_000 }, async (given, expected) => {
      const { variables, message } = await refused(given);
      expect(variables).toEqual([given.replace(/=.*/, "")]);
      expect(message).toContain(expected);
    });

    test("refuses a space from which the whole module is computed, and reports nothing else", async () => {
      const { variables } = await refused("shop_address_space=banana", made);
      expect(variables).toEqual(["shop_address_space"]);
    });

    test("reports which fixed addresses an address space excludes", { timeout: 60_000 }, async () => {
      const { variables } = await refused("shop_address_space=10.64.0.0/16");
      expect(variables.sort()).toEqual([
        "hub_firewall_shop_to",
        "hub_firewall_stock_to",
        "shop_red_ingress_address",
        "shop_shared_frontend_private_ip",
      ]);
    });

    test("moves addresses that the file left open with their space", { timeout: 60_000 }, async () => {
      const { resources } = await planned(
        made,
        "-var=shop_address_space=10.64.0.0/16",
        "-var=shop_shared_frontend_private_ip=10.64.255.20",
        "-var=shop_red_ingress_address=10.64.254.20",
        "-var=hub_firewall_shop_to=10.64.254.30",
        "-var=hub_firewall_stock_to=10.64.254.31",
      );
      const text = JSON.stringify(resources);
      expect(text).toContain("10.64.254.13");
      expect(text).toContain("10.64.254.14");
      expect(text).not.toMatch(/"10\.1\./);
    });
  });
}
