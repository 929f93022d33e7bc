/** Why something differs from what runs, or stays outside of the platform file. */
import { azurermSchema, azurermTypeOfArm, typeSchema, type AzurermMajor } from "@aks-topology/terraform";
import { isReadOfArm } from "./arm/read-arm.js";
import type { AttributeDifference } from "./comparison.js";
import type { FoundResource, Inventory } from "./inventory.js";
import type { Element } from "./matching.js";

/** Arguments that Terraform alone keeps, so that an import leaves them empty. */
const OF_TERRAFORM = /(?:^|\.)temporary_name_for_rotation$|^cdn_frontdoor_origin_ids$/;

export function reasonOfDifference({
  attribute,
  replaces,
}: Pick<AttributeDifference, "attribute" | "replaces">): string {
  if (OF_TERRAFORM.test(attribute))
    return "Azure does not keep it: Terraform writes it to its state, and changes nothing.";
  if (attribute === "name") return "Azure cannot rename it: Terraform replaces it under the new name.";
  const unknown = "The platform file has no key for this value, so that Terraform sets its own.";
  return replaces ? `${unknown} Azure cannot change it in place: Terraform replaces the resource.` : unknown;
}

/** Why Terraform replaces what a file describes without a difference. */
export function reasonOfTaint(address: string): string {
  return `The state has it as tainted, so that Terraform replaces it: run \`terraform untaint '${address}'\` before.`;
}

export function reasonOfCreation(element: Element, inventory: Inventory): string {
  const { type } = element;
  const id = element.attribute("id");
  const read = typeof id === "string" ? inventory.byId(type, id) : undefined;
  if (read?.mode === "data" && read.address !== undefined)
    return `It exists, and ${read.address} reads it: Azure refuses a second one. Import it by its id, and remove it from the state of the configuration that manages it.`;
  return inventory.of(type).length === 0
    ? `The platform file implies it, and nothing that was found is of type ${type}.`
    : `The platform file implies it, and no ${type} that was found has its name or its references.`;
}

export interface OutsideContext {
  readonly azurerm: AzurermMajor;
  /** Ids in lower case of what the file names. */
  readonly kept: ReadonlySet<string>;
  /** Those that the file names since it is refused otherwise, with the message. */
  readonly refused: ReadonlyMap<string, string>;
  readonly inventory: Inventory;
}

export function reasonOfOutside(found: FoundResource, context: OutsideContext): string {
  const { type, id, deposed } = found;
  const { azurerm, kept, refused, inventory } = context;
  if (deposed === true)
    return "It was replaced, and Terraform destroys it with the next apply: apply the configuration that manages it now before.";
  const first = inventory.byId(type, id);
  if (first?.address !== undefined && first.mode === "managed" && first !== found)
    return `The state has it twice: it is what ${first.address} manages.`;
  const message = refused.get(id.toLowerCase());
  if (message !== undefined)
    return `The file names it by its id, since it would be refused otherwise: ${message}`;
  if (type.startsWith("azapi_") && kept.has(id.toLowerCase()))
    return "The file names it by its id: adopt takes over only resources of azurerm.";
  if (kept.has(id.toLowerCase()))
    return "The file names it by its id, since Terraform would change it otherwise.";
  if (type.includes("/"))
    return isReadOfArm(type)
      ? "The export has only its name: add the output of `az resource show --ids` for it."
      : `adopt does not read resources of type ${type}${azurermTypeOfArm(type) === undefined ? "." : " from Azure Resource Manager, but from a state of Terraform."}`;
  if (type.startsWith("azapi_"))
    return "azapi manages it, and adopt reads only resources of azurerm: to take it over, add the output of `az resource show --ids` for it.";
  if (!type.startsWith("azurerm_")) return `Resources of type ${type} are not of azurerm.`;
  return typeSchema(azurermSchema(azurerm), "resource", type) === undefined
    ? `The platform file creates nothing of type ${type}.`
    : "No key of the platform file describes it.";
}
