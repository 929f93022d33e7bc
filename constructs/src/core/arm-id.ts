import { Fn, Token } from "cdktf";
import { knownText } from "./known.js";

/** The parts of a resource id that Terraform's arguments name one by one. */
export interface ArmId {
  /** A GUID. */
  readonly subscriptionId: string;
  /** Name of the resource group, as the id spells it. */
  readonly resourceGroupName: string;
  /** Name of the resource: the last segment. */
  readonly name: string;
}

/** The id of a resource's subscription: `/subscriptions/…`; of an expression, an expression. */
export function subscriptionScope(id: string): string {
  if (Token.isUnresolved(id)) return Fn.join("/", Token.asList(Fn.slice(Fn.split("/", id), 0, 3)));
  return id.split("/").slice(0, 3).join("/");
}

/**
 * Takes `/subscriptions/…/resourceGroups/…/providers/…/NAME` apart; undefined when the text is no such id. The parts of
 * a variable are expressions on it.
 */
export function parseArmId(id: string): ArmId | undefined {
  const known = knownText(id) ?? "";
  const [, subscriptionId, resourceGroupName, name] =
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/.+\/([^/]+)$/i.exec(known) ?? [];
  if (subscriptionId === undefined || resourceGroupName === undefined || name === undefined) return undefined;
  if (!Token.isUnresolved(id)) return { subscriptionId, resourceGroupName, name };
  const segment = (place: number): string => Token.asString(Fn.element(Fn.split("/", id), place));
  return {
    subscriptionId: segment(2),
    resourceGroupName: segment(4),
    name: segment(known.split("/").length - 1),
  };
}
