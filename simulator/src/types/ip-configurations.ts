import { asObject, at, objects, textOf, type JsonObject } from "../core/json.js";
import type { Facts } from "../core/type-row.js";
import { addressIn, prefixOf } from "./helpers.js";

/** IP configurations with an id each, and the address that the subnet gives: the fourth, for a firewall. */
export function ipConfigurations(list: string, addressKey: string | undefined) {
  return (facts: Facts): JsonObject[] =>
    objects(at(facts.body, `properties.${list}`)).map((config) => {
      const subnet = at(config, "properties.subnet.id");
      const address = addressKey === undefined ? undefined : addressIn(prefixOf(facts, subnet), 4);
      return {
        ...config,
        id: `${facts.id}/${list}/${textOf(config["name"])}`,
        properties: {
          provisioningState: "Succeeded",
          ...(addressKey === undefined || address === undefined ? {} : { [addressKey]: address }),
          privateIPAllocationMethod: "Dynamic",
          ...asObject(config["properties"]),
        },
      };
    });
}

export function configOf(list: string) {
  return (referrer: string, index: number) => `${referrer}/${list}/${index}`;
}

export function inSubnet(path: string, list: string) {
  return {
    path,
    shownAs: "ipConfigurations",
    as: configOf(list),
  };
}

export function ofAddress(path: string, list: string) {
  return {
    path,
    shownAs: "ipConfiguration",
    cardinality: "one" as const,
    as: configOf(list),
  };
}
