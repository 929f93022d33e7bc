/** The parts of a resource id that Terraform's arguments name one by one. */
export interface ArmId {
  /** A GUID. */
  readonly subscriptionId: string;
  /** Name of the resource group, as the id spells it. */
  readonly resourceGroupName: string;
  /** Name of the resource: the last segment. */
  readonly name: string;
}

/** Takes `/subscriptions/…/resourceGroups/…/providers/…/NAME` apart; undefined when the text is no such id. */
export function parseArmId(id: string): ArmId | undefined {
  const [, subscriptionId, resourceGroupName, name] =
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/.+\/([^/]+)$/i.exec(id) ?? [];
  if (subscriptionId === undefined || resourceGroupName === undefined || name === undefined) return undefined;
  return { subscriptionId, resourceGroupName, name };
}
