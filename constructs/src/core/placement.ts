/** Where a resource is created. */
export interface Placement {
  /** Azure region, such as `westeurope`. */
  readonly location: string;
  /** Name of an existing resource group. */
  readonly resourceGroupName: string;
  /** @default no tags */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** The arguments of an azurerm resource that follow from its placement. */
export function placed(placement: Placement): {
  location: string;
  resourceGroupName: string;
  tags?: Record<string, string>;
} {
  const { location, resourceGroupName, tags } = placement;
  return {
    location,
    resourceGroupName,
    ...(tags === undefined || Object.keys(tags).length === 0 ? {} : { tags: { ...tags } }),
  };
}
