import {
  addressOf,
  isRuleGroup,
  witnessesOf,
  type AddressBookEntries,
  type Witness,
} from "@aks-topology/constructs/internal";
import { FirewallPolicyRuleCollectionGroup } from "@cdktf/provider-azurerm/lib/firewall-policy-rule-collection-group/index.js";
import type { IConstruct } from "constructs";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { LoadedPlatform } from "../load.js";
import { inspect } from "../synthesize.js";
import { stateResources } from "../terraform-state.js";
import type { BuiltPlatform } from "../topology/platform.js";
import type { LockEntries } from "./lock-file.js";

type Attributes = Readonly<Record<string, unknown>>;

/**
 * The places that earlier output or a state has. The file is built, so that each place is found by the Terraform address that
 * it has now; subnets of the earlier one that nothing has any more are released.
 */
export function adoptedEntries(loaded: LoadedPlatform, from: string): LockEntries {
  return placesOf(inspect({ ...loaded, lock: undefined }).built, earlierResources(from));
}

/** The places that resources have, by the addresses that the platform gives them. */
export function placesOf(built: BuiltPlatform, resources: ReadonlyMap<string, Attributes>): LockEntries {
  const now = built.addressBook.toJSON();
  const witnesses = new Map([...witnessesOf(built.app), ...ruleGroups(built.app, now.priorities)]);
  const valueOf = (key: string): unknown => {
    const witness = witnesses.get(key);
    return witness === undefined ? undefined : valueAt(resources.get(witness.address), witness);
  };
  const adopted = <V extends string | number>(
    map: Readonly<Record<string, V>>,
    is: (value: unknown) => value is V,
    suffix = "",
  ): Record<string, V> =>
    Object.fromEntries(
      Object.keys(map).flatMap((key) => {
        const value = valueOf(`${key}${suffix}`);
        return is(value) ? [[key, value]] : [];
      }),
    );
  const known = new Set([...witnesses.values()].map(({ address }) => address));
  return built.toLock({
    ranges: adopted(now.ranges, isText),
    addresses: {},
    priorities: adopted(now.priorities, isNumber, ".priority"),
    systemPools: adopted(now.systemPools, isText, ".systemPool"),
    released: Object.fromEntries(
      [...resources].flatMap(([address, attributes]) => {
        if (!address.startsWith("azurerm_subnet.") || known.has(address)) return [];
        const range = first(attributes["address_prefixes"]);
        return isText(range) ? [[address, range]] : [];
      }),
    ),
  });
}

/** Rule collection groups, which are known by their priorities: no two keys have the same. */
function ruleGroups(
  app: IConstruct,
  priorities: AddressBookEntries["priorities"],
): readonly (readonly [string, Witness])[] {
  const groups = app.node
    .findAll()
    .filter((construct) => construct instanceof FirewallPolicyRuleCollectionGroup);
  return Object.entries(priorities)
    .filter(([key]) => isRuleGroup(key))
    .flatMap(([key, priority]) =>
      groups
        .filter((group) => group.priorityInput === priority)
        .map((group) => [`${key}.priority`, { address: addressOf(group), attribute: "priority" }] as const),
    );
}

function valueAt(attributes: Attributes | undefined, { attribute }: Witness): unknown {
  return attribute.split(".").reduce<unknown>((value, key) => {
    const holder = first(value);
    return isObject(holder) ? first(holder[key]) : undefined;
  }, attributes);
}

/** The value, or the first of a list. */
function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

/** Resources by their addresses, of a folder of Terraform JSON or a file of `terraform show -json`. */
function earlierResources(from: string): ReadonlyMap<string, Attributes> {
  const files = statSync(from).isDirectory() ? stackFiles(from) : [from];
  return new Map(files.flatMap((file) => resourcesOf(JSON.parse(readFileSync(file, "utf8")))));
}

function stackFiles(folder: string): readonly string[] {
  const stacks = join(folder, "stacks");
  const folders = existsSync(stacks) ? readdirSync(stacks).map((name) => join(stacks, name)) : [folder];
  return folders.map((stack) => join(stack, "cdk.tf.json")).filter((file) => existsSync(file));
}

function resourcesOf(json: unknown): readonly (readonly [string, Attributes])[] {
  if (!isObject(json)) return [];
  if (isObject(json["resource"])) {
    return Object.entries(json["resource"]).flatMap(([type, byName]) =>
      Object.entries(isObject(byName) ? byName : {}).flatMap(([name, body]) =>
        isObject(body) ? [[`${type}.${name}`, body] as const] : [],
      ),
    );
  }
  // The resources of the root module last, so that they win over those of a module with the same address.
  return stateResources(json, "after")
    .filter(({ mode, isDeposed }) => mode === "managed" && !isDeposed)
    .map(({ ownAddress, values }) => [ownAddress, values] as const)
    .reverse();
}

function isObject(value: unknown): value is Attributes {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}
