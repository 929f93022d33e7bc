/** What the provider under test plans and makes up. Pure; knows schemas, not the wire. */
import type { ProviderSchema } from "@aks-topology/terraform";
import { computedValue } from "./computed-values.js";
import { isListValue, isObjectValue, sameValue, Unknown, type ObjectValue, type Value } from "./values.js";

export type Block = ProviderSchema["provider_schema"]["block"];

/**
 * Blocks that the provider fills when the configuration leaves them out. The schema does not state which blocks
 * are so, only which attributes are. Left unknown in the plan, they need Terraform's tolerance of legacy providers.
 */
const COMPUTED_BLOCKS: Readonly<Record<string, readonly string[]>> = {
  azurerm_kubernetes_cluster: ["kubelet_identity", "network_profile"],
  azurerm_storage_account: [
    "network_rules",
    "blob_properties",
    "share_properties",
    "queue_properties",
    "routing",
  ],
  azurerm_key_vault: ["network_acls"],
  azurerm_application_gateway: ["ssl_policy"],
  azurerm_virtual_network_gateway: ["bgp_settings"],
  azurerm_vpn_gateway: ["bgp_settings"],
  azurerm_vpn_gateway_connection: ["routing"],
};

/** Changing one of these replaces the resource, as in Azure; the schema does not state which do. */
const REPLACING = ["name", "location", "resource_group_name"];

export function needsLegacyTypeSystem(type: string): boolean {
  return type in COMPUTED_BLOCKS;
}

/** The planned state: what is proposed, with unknowns where the provider will fill in. */
export function plan(type: string, block: Block, proposed: Value, prior: Value): Value {
  if (!isObjectValue(proposed)) return proposed;
  if (isObjectValue(prior) && sameValue(withComputedBlocks(type, proposed, prior), prior)) return prior;
  return planBlock(
    block,
    withComputedBlocks(type, proposed, prior),
    isObjectValue(prior) ? prior : undefined,
  );
}

function withComputedBlocks(type: string, proposed: ObjectValue, prior: Value): ObjectValue {
  const left = (COMPUTED_BLOCKS[type] ?? []).filter((name) => {
    const value = proposed[name];
    return isListValue(value) && value.length === 0;
  });
  const fill = (name: string): Value => (isObjectValue(prior) ? (prior[name] ?? null) : Unknown.value);
  return { ...proposed, ...Object.fromEntries(left.map((name) => [name, fill(name)])) };
}

function planBlock(block: Block, proposed: ObjectValue, prior: ObjectValue | undefined): ObjectValue {
  const attributes = Object.entries(block.attributes ?? {}).map(([name, attribute]): [string, Value] => {
    const value = proposed[name] ?? null;
    if (attribute.write_only === true) return [name, null];
    return [
      name,
      value === null && attribute.computed === true && prior === undefined ? Unknown.value : value,
    ];
  });
  const blocks = Object.entries(block.block_types ?? {}).map(([name, nested]): [string, Value] => {
    const value = proposed[name] ?? null;
    const before = prior?.[name];
    if (isListValue(value)) {
      return [
        name,
        value.map((item, index) =>
          planItem(nested.block, item, matching(item, index, before, nested.nesting_mode)),
        ),
      ];
    }
    return [name, planItem(nested.block, value, before)];
  });
  return Object.fromEntries([...attributes, ...blocks]);
}

function planItem(block: Block, item: Value, prior: Value | undefined): Value {
  return isObjectValue(item) ? planBlock(block, item, isObjectValue(prior) ? prior : undefined) : item;
}

/** The elements of a set have no place: only an equal one counts as the same. */
function matching(item: Value, index: number, before: Value | undefined, mode: string): Value | undefined {
  if (!isListValue(before)) return undefined;
  return mode === "set" ? before.find((other) => sameValue(other, item)) : before[index];
}

export function replacedBy(planned: Value, prior: Value): readonly string[] {
  if (!isObjectValue(planned) || !isObjectValue(prior)) return [];
  return REPLACING.filter((name) => name in planned && !sameValue(planned[name], prior[name]));
}

/** The state after apply: the plan with a generated value for every unknown. */
export function settle(type: string, block: Block, planned: ObjectValue, config: Value): ObjectValue {
  const known = settleBlock(type, block, planned, planned);
  const given = isObjectValue(config) ? config : {};
  // Filled blocks keep the values of the configuration in addition to those of the provider.
  const filled = (COMPUTED_BLOCKS[type] ?? []).filter(
    (name) => planned[name] instanceof Unknown && isListValue(given[name]),
  );
  const blocks = filled.map((name) => {
    const nested = block.block_types?.[name]?.block;
    return [name, nested === undefined ? [] : [settleBlock(type, nested, empty(nested), planned)]] as const;
  });
  return { ...known, ...Object.fromEntries(blocks) };
}

/** A block of which nothing is given: computed attributes unknown, others null. */
function empty(block: Block): ObjectValue {
  return {
    ...Object.fromEntries(
      Object.entries(block.attributes ?? {}).map(([name, attribute]) => [
        name,
        attribute.computed === true ? Unknown.value : null,
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(block.block_types ?? {}).map(([name, nested]) => [
        name,
        nested.nesting_mode === "single" ? null : [],
      ]),
    ),
  };
}

function settleBlock(type: string, block: Block, value: ObjectValue, whole: ObjectValue): ObjectValue {
  const attributes = Object.entries(block.attributes ?? {}).map(([name, attribute]): [string, Value] => {
    const planned = value[name] ?? null;
    return [name, planned instanceof Unknown ? computedValue(type, name, attribute, whole) : planned];
  });
  const blocks = Object.entries(block.block_types ?? {}).map(([name, nested]): [string, Value] => {
    const planned = value[name] ?? null;
    const settled = (item: Value): Value =>
      isObjectValue(item) ? settleBlock(type, nested.block, item, whole) : item;
    if (planned instanceof Unknown) return [name, []];
    return [name, isListValue(planned) ? planned.map(settled) : settled(planned)];
  });
  return Object.fromEntries([...attributes, ...blocks]);
}

/** What a data source answers: the configuration with generated values for everything else. */
export function answer(type: string, block: Block, config: Value): Value {
  if (!isObjectValue(config)) return config;
  return settle(`data.${type}`, block, isObjectValue(config) ? asData(block, config) : config, config);
}

function asData(block: Block, config: ObjectValue): ObjectValue {
  const attributes = Object.entries(block.attributes ?? {}).map(([name, attribute]): [string, Value] => {
    const value = config[name] ?? null;
    return [name, value === null && attribute.computed === true ? Unknown.value : value];
  });
  return { ...config, ...Object.fromEntries(attributes) };
}
