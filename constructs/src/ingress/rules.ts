import { knownText } from "../core/known.js";
import { defineRule } from "../core/rule.js";

/** Rules on Azure Front Door. */

/** What the rules read of a Front Door. */
interface FrontDoorChoices {
  readonly tier?: "Standard" | "Premium" | undefined;
  readonly origin: { readonly type: "public" | "private-link" };
  readonly originHost: string;
  readonly hostNames?: readonly string[] | undefined;
}

export const FRONT_DOOR_TIER = defineRule({
  code: "FRONT_DOOR_TIER",
  title: "Private link behind Front Door Standard",
  explanation: "Only Front Door Premium reaches origins through a private link.",
  remedy: "Use tier Premium, or a public origin.",
  source: "Azure Front Door documentation, Private Link",
  terraform: "structure",
}).case({
  matches: ({ tier, origin }: FrontDoorChoices) => tier !== "Premium" && origin.type !== "public",
  prop: "tier",
  message: "Front Door Standard does not reach origins through a private link.",
});

export const FRONT_DOOR_ORIGIN_NAME = defineRule({
  code: "FRONT_DOOR_ORIGIN_NAME",
  title: "Front Door whose public host name is also its origin",
  explanation:
    "Front Door resolves a public origin by its name. The public host name points to Front Door, so that Front Door would forward requests to itself; if it pointed to the cluster, Front Door would not receive them.",
  remedy: "Give the origin a name of its own, or reach it through a private link, which resolves no name.",
  source: "Azure Front Door documentation, origins and origin groups; custom domains",
}).case({
  matches: ({ origin, originHost, hostNames = [] }: FrontDoorChoices) => {
    const name = knownText(originHost);
    return origin.type === "public" && name !== undefined && hostNames.map(knownText).includes(name);
  },
  prop: "originHost",
  message: ({ originHost }) =>
    `${knownText(originHost) ?? originHost} is both the public host name and the origin: Front Door would forward requests to itself.`,
  remedy: "Give the origin a name of its own, such as origin.contoso.com, or use origin private-link.",
});

export const INGRESS_RULES = [FRONT_DOOR_TIER, FRONT_DOOR_ORIGIN_NAME] as const;
