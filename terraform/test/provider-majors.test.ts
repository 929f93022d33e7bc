import { describe, expect, test } from "vitest";
import {
  AZURERM_5_REWRITES,
  azurermSchema,
  checkStructure,
  NOT_REWRITTEN,
  rewriteForMajor,
  type ProviderSchema,
  type Rewrite,
} from "../src/index.js";
import { bodyWith, minimalBody } from "./minimal.js";
import { soundStack } from "./stack.js";

const four = azurermSchema(4);
const five = azurermSchema(5);

function complaints(json: unknown, schema: ProviderSchema): readonly string[] {
  return checkStructure(json, schema).map((problem) => `${problem.code} ${problem.path}: ${problem.message}`);
}

/** Names that must refer to something, since they become ids. */
const NAMES: Readonly<Record<string, string>> = {
  zone_name: "${azurerm_private_dns_zone.named.name}",
  private_dns_zone_name: "${azurerm_private_dns_zone.named.name}",
  storage_account_name: "${azurerm_storage_account.named.name}",
  storage_container_name: "${azurerm_storage_container.named.name}",
};

function isData(type: string): boolean {
  return type.startsWith("data.");
}

function blockOf(schema: ProviderSchema, type: string): ProviderSchema["provider_schema"]["block"] {
  if (type === "provider") return schema.provider_schema.block;
  const found = isData(type)
    ? schema.data_source_schemas[type.slice("data.".length)]
    : schema.resource_schemas[type];
  return found!.block;
}

/** A stack with one element of a type, and what it may refer to. */
function stackOf(type: string, body: Record<string, unknown>): Record<string, unknown> {
  const storageParts = { storage_account_id: "${azurerm_storage_account.named.id}" };
  const filled = Object.fromEntries(Object.entries(body).map(([key, value]) => [key, NAMES[key] ?? value]));
  if (
    filled.storage_account_name === undefined &&
    "storage_account_name" in (blockOf(four, type).attributes ?? {})
  ) {
    Object.assign(filled, storageParts);
  }
  const resources: Record<string, Record<string, unknown>> = {
    azurerm_private_dns_zone: { named: minimalBody(blockOf(four, "azurerm_private_dns_zone")) },
    azurerm_storage_account: { named: minimalBody(blockOf(four, "azurerm_storage_account")) },
    azurerm_storage_container: { named: { name: "c", ...storageParts } },
  };
  if (type === "provider")
    return { provider: { azurerm: [{ features: [{}], ...filled }] }, resource: resources };
  if (isData(type)) return { data: { [type.slice("data.".length)]: { it: filled } }, resource: resources };
  return { resource: { ...resources, [type]: { ...resources[type], it: filled } } };
}

const rows = AZURERM_5_REWRITES.map((row) => [`${row.type}: ${row.what}`, row] as const);
/** Not what only references name. */
function settable(row: Rewrite): boolean {
  if (row.becomes === undefined && row.readAs !== undefined) return false;
  const [first = ""] = row.attribute.split(".");
  const attribute = blockOf(four, row.type).attributes?.[first];
  return attribute === undefined || attribute.optional === true || attribute.required === true;
}
function schemaDiffers(row: Rewrite): boolean {
  return !(row.attribute in (blockOf(five, row.type).attributes ?? {}));
}

describe("every row of the table", () => {
  test.each(rows.filter(([, row]) => row.becomes !== row.attribute && settable(row)))(
    "%s: right for one schema, wrong for the other",
    (_, row) => {
      const written = stackOf(
        row.type,
        bodyWith(blockOf(four, row.type), row.attribute.split("."), undefined),
      );
      expect(complaints(written, four)).toEqual([]);
      expect(complaints(written, five).join("\n")).toContain(row.attribute.split(".").at(-1));
      const rewritten = rewriteForMajor(written, 5);
      expect(complaints(rewritten, five)).toEqual([]);
      if (
        row.becomes !== undefined &&
        !row.becomes.includes(".") &&
        !(row.becomes in { ...blockOf(four, row.type).attributes, ...blockOf(four, row.type).block_types })
      ) {
        expect(complaints(rewritten, four).join("\n")).toContain(row.becomes);
      }
    },
  );

  test.each(
    rows.filter(
      ([, row]) =>
        row.readAs !== undefined &&
        row.readAs !== row.attribute &&
        !row.attribute.includes(".") &&
        row.type !== "provider",
    ),
  )("%s: references follow", (_, row) => {
    const written = {
      ...stackOf(row.type, minimalBody(blockOf(four, row.type))),
      output: { it: { value: `\${${row.type}.it.${row.attribute}}` } },
    };
    expect(complaints(written, four)).toEqual([]);
    const before = checkStructure(written, five).filter((problem) => problem.address === "output.it");
    // The role definition's attribute stayed, with another meaning.
    expect(before.map((problem) => problem.code)).toEqual(schemaDiffers(row) ? ["TF_UNKNOWN_PATH"] : []);
    const after = rewriteForMajor(written, 5);
    expect(complaints(after, five).filter((text) => text.includes("output"))).toEqual([]);
    expect(after.output).toEqual({ it: { value: `\${${row.type}.it.${row.readAs!}}` } });
  });

  test.each(rows.filter(([, row]) => row.becomes === row.attribute && !row.attribute.includes(".")))(
    "%s: and stays when it is set",
    (_, row) => {
      const resource = (stack: Record<string, unknown>): unknown => {
        const { resource: resources, provider } = stack as {
          resource: Record<string, Record<string, unknown>>;
          provider?: { azurerm: unknown[] };
        };
        return row.type === "provider" ? provider?.azurerm[0] : resources[row.type]?.it;
      };
      const block = { ...blockOf(four, row.type), ...blockOf(five, row.type) };
      const unset = rewriteForMajor(stackOf(row.type, minimalBody(blockOf(four, row.type))), 5);
      expect(complaints(unset, five)).toEqual([]);
      expect(resource(unset)).toHaveProperty(row.attribute);
      const mine = bodyWith(block, [row.attribute], "mine");
      expect(resource(rewriteForMajor(stackOf(row.type, mine), 5))).toMatchObject({
        [row.attribute]: mine[row.attribute],
      });
    },
  );

  test("says why, with its source", () => {
    for (const row of AZURERM_5_REWRITES) expect(row.why).toMatch(/5\.0 upgrade guide, |Schema of 5\.2\.0: /);
  });
});

describe("no difference between the schemas is forgotten", () => {
  /** Paths that the older schema lets a configuration set and the newer lacks, or that the newer requires and the older did not. */
  function differences(
    old: ReturnType<typeof blockOf>,
    young: ReturnType<typeof blockOf>,
    prefix = "",
  ): readonly string[] {
    const gone = Object.entries(old.attributes ?? {}).flatMap(([name, attribute]) => {
      const successor = young.attributes?.[name];
      if (successor === undefined) return [prefix + name];
      if (attribute.optional !== true && attribute.required !== true) return [];
      const required = successor.required === true && attribute.required !== true;
      const [before, after] = [attribute, successor].map(({ type }) =>
        JSON.stringify(type).replaceAll('"set"', '"list"'),
      );
      return required || before !== after ? [prefix + name] : [];
    });
    const blocks = Object.entries(old.block_types ?? {}).flatMap(([name, nested]) => {
      const successor = young.block_types?.[name];
      return successor === undefined
        ? [prefix + name]
        : differences(nested.block, successor.block, `${prefix}${name}.`);
    });
    const demanded = Object.entries(young.block_types ?? {}).filter(
      ([name, nested]) => (nested.min_items ?? 0) > (old.block_types?.[name]?.min_items ?? 0),
    );
    const newlyRequired = Object.entries(young.attributes ?? {}).filter(
      ([name, attribute]) => attribute.required === true && old.attributes?.[name] === undefined,
    );
    return [...gone, ...blocks, ...[...demanded, ...newlyRequired].map(([name]) => prefix + name)];
  }

  const types = [
    "provider",
    ...Object.keys(four.resource_schemas),
    ...Object.keys(four.data_source_schemas).map((type) => `data.${type}`),
  ];

  test.each(types)("%s", (type) => {
    const covered = new Set(
      [...AZURERM_5_REWRITES, ...NOT_REWRITTEN]
        .filter((row) => row.type === type)
        .flatMap((row) => [row.attribute, "becomes" in row ? row.becomes : undefined]),
    );
    const open = differences(blockOf(four, type), blockOf(five, type)).filter(
      (path) => !covered.has(path) && !covered.has("*"),
    );
    expect(open).toEqual([]);
  });
});

describe("what the rows make", () => {
  const rewritten = (type: string, body: Record<string, unknown>): unknown => {
    const stack = rewriteForMajor({ resource: { [type]: { it: body } } }, 5) as {
      resource: Record<string, { it: unknown }>;
    };
    return stack.resource[type]!.it;
  };

  test("service endpoints become blocks, in order; an expression becomes a dynamic block", () => {
    expect(
      rewritten("azurerm_subnet", { name: "n", service_endpoints: ["Microsoft.Storage", "${var.x}"] }),
    ).toEqual({
      name: "n",
      service_endpoint: [{ service: "Microsoft.Storage" }, { service: "${var.x}" }],
    });
    expect(
      rewritten("azurerm_subnet", {
        service_endpoints: "${var.list}",
        lifecycle: { ignore_changes: ["service_endpoints"] },
      }),
    ).toEqual({
      lifecycle: { ignore_changes: ["service_endpoint"] },
      dynamic: {
        service_endpoint: { for_each: "${var.list}", content: { service: "${service_endpoint.value}" } },
      },
    });
  });

  test("a record's zone is named by id: of the zone itself, or looked up by its name", () => {
    const link = "azurerm_private_dns_zone_virtual_network_link";
    const own = {
      private_dns_zone_name: "${azurerm_private_dns_zone.aks.name}",
      resource_group_name: "${azurerm_resource_group.hub.name}",
      virtual_network_id: "v",
    };
    expect(rewritten(link, own)).toEqual({
      private_dns_zone_id: "${azurerm_private_dns_zone.aks.id}",
      virtual_network_id: "v",
    });
    expect(
      rewriteForMajor(
        {
          resource: {
            [link]: {
              hub: { private_dns_zone_name: "a.io", resource_group_name: "rg", provider: "azurerm.hub" },
            },
          },
        },
        5,
      ),
    ).toMatchObject({
      data: {
        azurerm_private_dns_zone: {
          hub: { name: "a.io", resource_group_name: "rg", provider: "azurerm.hub" },
        },
      },
      resource: {
        [link]: {
          hub: { private_dns_zone_id: "${data.azurerm_private_dns_zone.hub.id}", provider: "azurerm.hub" },
        },
      },
    });
  });

  test("booleans are turned round or become words", () => {
    const body = {
      local_authentication_disabled: true,
      internet_query_enabled: false,
      internet_ingestion_enabled: "${var.open}",
    };
    expect(rewritten("azurerm_log_analytics_workspace", body)).toEqual({
      local_authentication_enabled: false,
      internet_query_access_type: "Disabled",
      internet_ingestion_access_type: '${(var.open) ? "Enabled" : "Disabled"}',
    });
    expect(rewritten("azurerm_application_insights", { disable_ip_masking: "${var.shown}" })).toEqual({
      ip_masking_enabled: "${!(var.shown)}",
    });
  });

  test("metrics that are off vanish, the others become enabled_metric", () => {
    const body = {
      metric: [{ category: "AllMetrics" }, { category: "Off", enabled: false }],
      enabled_metric: { category: "Known" },
    };
    expect(rewritten("azurerm_monitor_diagnostic_setting", body)).toEqual({
      enabled_metric: [{ category: "Known" }, { category: "AllMetrics" }],
    });
  });

  test("a registry's replica had no regional endpoint unless asked for", () => {
    const body = { georeplications: [{ location: "a" }, { location: "b", regional_endpoint_enabled: true }] };
    expect(rewritten("azurerm_container_registry", body)).toEqual({
      georeplications: [
        { location: "a", global_endpoint_routing_enabled: false },
        { location: "b", global_endpoint_routing_enabled: true },
      ],
    });
  });

  test("a cluster keeps what it was without the new required block and the new default", () => {
    expect(rewritten("azurerm_kubernetes_cluster", { name: "aks" })).toEqual({
      name: "aks",
      node_provisioning_profile: { mode: "Manual" },
      oidc_issuer_enabled: false,
    });
    expect(rewritten("azurerm_kubernetes_cluster", { oidc_issuer_enabled: true })).toMatchObject({
      oidc_issuer_enabled: true,
    });
  });
});

describe("a whole stack", () => {
  test("keeps to its major's schema and constraint, and may be rewritten twice", () => {
    const stack = { ...soundStack() };
    const asFive = rewriteForMajor(stack, 5);
    expect(complaints(rewriteForMajor(stack, 4), four)).toEqual([]);
    expect(complaints(asFive, five)).toEqual([]);
    expect(rewriteForMajor(asFive, 5)).toEqual(asFive);
    expect(asFive.terraform).toEqual({
      required_providers: { azurerm: { source: "hashicorp/azurerm", version: ">= 5.2, < 6.0" } },
    });
    expect(stack).toEqual(soundStack());
  });

  test("for 4 nothing but the constraint changes", () => {
    const terraform = { required_version: ">= 1.9" };
    const azurerm = { source: "hashicorp/azurerm", version: ">= 4.55, < 5.0" };
    expect(rewriteForMajor({ ...soundStack(), terraform }, 4)).toEqual({
      ...soundStack(),
      terraform: { ...terraform, required_providers: { azurerm } },
    });
  });

  test("a zone-redundant NAT gateway raises the constraint of 4", () => {
    const versionOf = (sku: string, major: 4 | 5): unknown => {
      const resource = { azurerm_nat_gateway: { nat: { sku_name: sku } } };
      const { terraform } = rewriteForMajor({ ...soundStack(), resource }, major);
      return terraform;
    };
    const constraint = (version: string): unknown => ({
      required_providers: { azurerm: { source: "hashicorp/azurerm", version } },
    });
    expect(versionOf("Standard", 4)).toEqual(constraint(">= 4.55, < 5.0"));
    expect(versionOf("StandardV2", 4)).toEqual(constraint(">= 4.67, < 5.0"));
    expect(versionOf("StandardV2", 5)).toEqual(constraint(">= 5.2, < 6.0"));
  });
});
