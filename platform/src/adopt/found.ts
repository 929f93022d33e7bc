import type { Values } from "./values.js";

/** A resource that runs already, as azurerm describes it. */
export interface FoundResource {
  /** azurerm's type, such as `azurerm_subnet`. */
  readonly type: string;
  /** Azure Resource Manager id, or the id that Terraform makes up. */
  readonly id: string;
  /** Address in the state; undefined for what no state of azurerm has. */
  readonly address: string | undefined;
  /** `data` for what the configuration only reads. */
  readonly mode: "managed" | "data";
  readonly values: Values;
  /** Id of the resource that a part is written inside of; undefined for a resource of its own. */
  readonly owner?: string;
  /** Whether these are blocks of the resource with this type and id, which is found on its own. */
  readonly completes?: true;
  /** Whether azapi manages it, of whose resources the file names some by their ids. */
  readonly isOfAzapi?: true;
  /** Whether Terraform has replaced it and destroys it with the next apply. */
  readonly deposed?: boolean;
  /** Whether Terraform replaces it with the next apply. */
  readonly tainted?: boolean;
}
