/** Plausible values for what Azure would answer: ARM-shaped ids, addresses, keys. The same input gives the same value. */
import { createHash } from "node:crypto";
import { armId, type ProviderSchema } from "@aks-topology/terraform";
import { isObjectValue, type ObjectValue, type Value } from "./values.js";

type Attribute = NonNullable<ProviderSchema["provider_schema"]["block"]["attributes"]>[string];
type AttributeType = Attribute["type"];

const SUBSCRIPTION = "00000000-0000-4000-8000-000000000001";

/** A GUID that a text determines. */
function guid(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function text(value: Value | undefined): string {
  return typeof value === "string" ? value : "";
}

/** The id that Azure would assign. Every known text of the element is part of it, so that two never share one. */
function idOf(type: string, whole: ObjectValue): string {
  const plain = type.replace(/^data\./, "");
  const filled = (attribute: string): string => {
    if (attribute === "subscription") return SUBSCRIPTION;
    return (
      text(whole[attribute]) ||
      (attribute === "resource_group_name" ? "group" : guid(JSON.stringify([plain, known(whole)])))
    );
  };
  // Links of one name are in several zones, of which azurerm 4 has the names.
  const zone = text(whole["private_dns_zone_id"]);
  const zoneName = text(whole["private_dns_zone_name"]);
  const parent =
    zone !== ""
      ? zone
      : armId("azurerm_resource_group", (name) =>
          name === "name" && zoneName !== "" ? zoneName : filled(name),
        );
  return armId(plain, filled) ?? `${parent}/providers/Microsoft.Resources/${plain}/${filled("name")}`;
}

function known(whole: ObjectValue): readonly (readonly [string, Value])[] {
  return Object.entries(whole).filter(([, value]) => typeof value === "string");
}

export function computedValue(type: string, name: string, attribute: Attribute, whole: ObjectValue): Value {
  // What the configuration might have set and did not is empty in Azure too, where it is a collection.
  if (typeof attribute.type !== "string" && attribute.optional === true)
    return attribute.type[0] === "map" ? {} : [];
  return ofType(type, name, attribute.type, whole);
}

function ofType(type: string, name: string, shape: AttributeType, whole: ObjectValue): Value {
  if (typeof shape === "string") {
    switch (shape) {
      case "bool":
        return false;
      case "number":
        return 0;
      case "string":
      case "dynamic":
        return word(type, name, whole);
    }
  }
  switch (shape[0]) {
    case "map":
      return {};
    case "set":
      return [];
    case "list":
      return [ofType(type, name, shape[1], whole)];
    case "tuple":
      return shape[1].map((item) => ofType(type, name, item, whole));
    case "object":
      return Object.fromEntries(
        Object.entries(shape[1]).map(([key, item]) => [key, ofType(type, key, item, whole)]),
      );
  }
}

function word(type: string, name: string, whole: ObjectValue): string {
  const label = text(whole.name) || type;
  if (name === "id") return idOf(type, whole);
  if (name === "subscription_id") return SUBSCRIPTION;
  if (/(principal|object|client|tenant|application|app|workspace|instance)_id$/.test(name))
    return guid(`${label}/${name}`);
  if (/^(node_resource_group|resource_group_name)$/.test(name)) return `MC_${label}`;
  if (/_id$/.test(name)) return `${idOf(type, whole)}/${name}`;
  if (/ip_address(es)?$/.test(name)) return type.includes("public_ip") ? "20.0.0.4" : "10.0.0.4";
  if (/fqdn|host_?name$/.test(name)) return `${label.toLowerCase()}.example.net`;
  if (/endpoint|uri|url$/.test(name)) return `https://${label.toLowerCase()}.example.net/`;
  if (name === "location") return "westeurope";
  if (/key|password|secret|token|certificate|config|connection_string/.test(name))
    return Buffer.from(`${label}/${name}`).toString("base64");
  return `made-up-${name}`;
}

/** Whether a value holds a name that identifies the element in messages and faults. */
export function nameOf(value: Value): string {
  return isObjectValue(value) ? text(value.name) : "";
}
