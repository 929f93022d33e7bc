import { cloudOf, type Cloud } from "./clouds.js";

/** Where a resource is created. */
export interface Placement {
  /** Azure region, such as `westeurope`. */
  readonly location: string;
  /** The region itself, where `location` refers to the resource group. @default `location` */
  readonly region?: string | undefined;
  /** Name of an existing resource group. */
  readonly resourceGroupName: string;
  /** @default no tags */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** The cloud of what is created in a placement. */
export function cloudAt({ location, region = location }: Placement): Cloud {
  return cloudOf(region);
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
