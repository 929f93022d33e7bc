/** The resources of a document that `terraform show -json` prints of a state or a plan. */
type Attributes = Readonly<Record<string, unknown>>;

export interface StateResource {
  readonly mode: "managed" | "data";
  readonly type: string;
  /** With the modules that it is in: `module.hub.azurerm_subnet.nodes[0]`. */
  readonly address: string;
  /** The same without them. */
  readonly ownAddress: string;
  readonly values: Attributes;
  /** Whether it was replaced and is still to be destroyed: its address is that of another. */
  readonly isDeposed: boolean;
  /** Whether Terraform replaces it with the next apply. */
  readonly isTainted: boolean;
}

/** Whether a document is what `terraform show -json` prints. */
export function isStateDocument(document: unknown): document is Attributes {
  return isObject(document) && typeof document["format_version"] === "string";
}

/**
 * All resources, those of modules included; those of the root module first.
 *
 * @param ofPlan what counts of a plan: what exists before it, or after it
 */
export function stateResources(
  { values, prior_state: prior, planned_values: planned }: Attributes,
  ofPlan: "before" | "after" = "before",
): readonly StateResource[] {
  const before = isObject(prior) ? prior["values"] : undefined;
  const state = [values, ofPlan === "after" ? planned : before].find(isObject);
  return resourcesOfModule(state?.["root_module"]);
}

function resourcesOfModule(module: unknown): readonly StateResource[] {
  if (!isObject(module)) return [];
  return [
    ...listOf(module["resources"]).flatMap(found),
    ...listOf(module["child_modules"]).flatMap(resourcesOfModule),
  ];
}

function found(resource: unknown): readonly StateResource[] {
  if (!isObject(resource)) return [];
  const { type, address, values, mode } = resource;
  if (typeof type !== "string" || typeof address !== "string") return [];
  return [
    {
      mode: mode === "data" ? "data" : "managed",
      type,
      address,
      ownAddress: address.replace(/^(?:module\.[\w-]+(?:\[[^\]]*\])?\.)+/, ""),
      values: isObject(values) ? values : {},
      isDeposed: typeof resource["deposed_key"] === "string",
      isTainted: resource["tainted"] === true,
    },
  ];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): value is Attributes {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
