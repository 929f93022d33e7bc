import type { ResolvedElement } from "@aks-topology/terraform";
import { objectOf, textOf, type JsonObject } from "../../../demo/src/json.js";
import type { Elements } from "../../../demo/src/seed.js";
import type { OfflineStack } from "./cycle.js";

/** The resources of a state as Terraform shows it, and their ids. */
export async function stateOf(stack: OfflineStack): Promise<Elements & { readonly ids: readonly string[] }> {
  const { stdout } = await stack.succeeds("show", "-json");
  const root = objectOf(objectOf(objectOf(JSON.parse(stdout))["values"])["root_module"]);
  const resources = (root["resources"] as readonly JsonObject[] | undefined) ?? [];
  const all = resources.map((resource): ResolvedElement => {
    const values = objectOf(resource["values"]);
    const [type, name, address] = ["type", "name", "address"].map((key) => textOf(resource[key]));
    return {
      stack: "",
      mode: "resource",
      type: type ?? "",
      name: name ?? "",
      address: address ?? "",
      subscription: "",
      attribute: (attribute) => values[attribute] ?? undefined,
    };
  });
  return {
    elements: (type) => all.filter((element) => element.type === type),
    // The id of an association is that of the subnet.
    ids: all
      .filter(({ type }) => !type.endsWith("_association"))
      .map(({ attribute }) => textOf(attribute("id"))),
  };
}
