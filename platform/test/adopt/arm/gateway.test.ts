import { adoptInventory, Inventory, resourcesOfArm } from "@aks-topology/platform";
import { azurermSchema, typeSchema, type BlockSchema } from "@aks-topology/terraform";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { FILE } from "../../../../test/support/adopted.js";
import { APPLICATION_GATEWAY, exportsWithGateway } from "./gateway-export.js";

function inventoryOf(isAgic: boolean): Inventory {
  return new Inventory(exportsWithGateway(isAgic).flatMap((document) => resourcesOfArm(document) ?? []));
}

/** Paths of values that a schema does not have. */
function unknownPaths(value: unknown, { attributes = {}, block_types: blocks = {} }: BlockSchema): string[] {
  return Object.entries(value as object).flatMap(([name, inner]: [string, unknown]) => {
    const block = blocks[name]?.block;
    if (block === undefined) return Object.hasOwn(attributes, name) ? [] : [name];
    return [inner].flat().flatMap((one) => unknownPaths(one, block).map((path) => `${name}.${path}`));
  });
}

describe("an Application Gateway in an export of Azure Resource Manager", () => {
  test("has the arguments of azurerm", () => {
    const values = inventoryOf(true).of("azurerm_application_gateway")[0]?.values;
    expect(values).toMatchObject({
      zones: ["1", "2", "3"],
      sku: [{ name: "WAF_v2", tier: "WAF_v2" }],
      autoscale_configuration: [{ min_capacity: 2, max_capacity: 8 }],
      ssl_policy: [{ policy_type: "Predefined", policy_name: "AppGwSslPolicy20220101S" }],
      http2_enabled: true,
      frontend_ip_configuration: [{ public_ip_address_id: expect.stringMatching(/\/pip-agw$/) as string }],
      gateway_ip_configuration: [{ subnet_id: expect.stringMatching(/\/snet-agw$/) as string }],
      backend_address_pool: [{ ip_addresses: ["10.244.1.7", "10.244.2.9"] }],
      backend_http_settings: [
        { port: 8080, probe_name: "pb-shop", connection_draining: [{ drain_timeout_sec: 30 }] },
      ],
      probe: [{ minimum_servers: 0, match: [{ status_code: ["200-399"] }] }],
      http_listener: [{ frontend_ip_configuration_name: "public", require_sni: false }],
      request_routing_rule: [{ url_path_map_name: "url-80", priority: 19_500 }],
      url_path_map: [{ path_rule: [{ paths: ["/api/*"], backend_http_settings_name: "bp-shop" }] }],
    });
  });

  test("has, like all that is read, only arguments of azurerm", () => {
    const unknown = exportsWithGateway(true)
      .flatMap((document) => resourcesOfArm(document) ?? [])
      .flatMap(({ type, values }) => {
        const schema = typeSchema(azurermSchema(5), "resource", type);
        return schema === undefined ? [type] : unknownPaths(values, schema.block);
      });
    expect(unknown).toEqual([]);
  });

  test("has its rules against attacks in the policy", () => {
    expect(inventoryOf(true).of("azurerm_web_application_firewall_policy")[0]?.values).toMatchObject({
      policy_settings: [{ enabled: true, mode: "Detection", file_upload_limit_in_mb: 100 }],
      managed_rules: [{ managed_rule_set: [{ type: "OWASP", version: "3.2" }], exclusion: [] }],
      custom_rules: [
        {
          name: "LoginLimit",
          rule_type: "RateLimitRule",
          rate_limit_threshold: 100,
          group_rate_limit_by: "ClientAddr",
          match_conditions: [
            { negation_condition: false, match_variables: [{ variable_name: "RequestUri" }] },
          ],
        },
      ],
    });
  });

  test("stays existing as the gateway of the cluster whose add-on configures it", () => {
    const adopted = adoptInventory(inventoryOf(true), FILE, 4);
    expect(adopted.problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect((parse(adopted.text) as { spokes: { shop: unknown } }).spokes.shop).toMatchObject({
      gateways: {
        shop: { id: expect.stringMatching(/\/agw-shop$/) as string, frontend: { type: "public" } },
      },
      clusters: { shop: { ingress: { type: "agic-addon", gateway: "shop" } } },
    });
  });

  test("is never planned to lose its routing", () => {
    const { text, differences, created } = adoptInventory(inventoryOf(false), FILE, 4);
    const changed = [...differences, ...created].map(({ address }) => address);
    expect(changed.filter((address) => address.startsWith("azurerm_application_gateway."))).toEqual([]);
    expect(text).toContain(`id: ${(APPLICATION_GATEWAY as { id: string }).id}`);
  });
});
