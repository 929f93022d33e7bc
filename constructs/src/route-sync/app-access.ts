import type {
  FunctionAppFlexConsumptionSiteConfig,
  FunctionAppFlexConsumptionSiteConfigScmIpRestriction,
} from "@cdktf/provider-azurerm/lib/function-app-flex-consumption/index.js";
import type { Cidr } from "../net/cidr.js";

/** Who reaches the runtime's functions over the network; the key or token is asked for in any case. */
export type AppAccess = "action-groups" | "anywhere";

/** Who reaches the deployment site (SCM, Kudu). Terraform does not: it writes the package as a blob. */
export type ScmAccess =
  | { readonly type: "denied" }
  | { readonly type: "anywhere" }
  /** Ranges of public addresses: those that the team's machines have. */
  | { readonly type: "ranges"; readonly ranges: readonly [Cidr, ...Cidr[]] };

/**
 * The addresses that Azure Monitor's action groups call from. Source: Azure Monitor documentation, "Azure Monitor
 * endpoint access and firewall configuration", action group webhooks.
 */
const ACTION_GROUPS = "ActionGroup";

type Restrictions = Pick<
  FunctionAppFlexConsumptionSiteConfig,
  | "ipRestriction"
  | "ipRestrictionDefaultAction"
  | "scmIpRestriction"
  | "scmIpRestrictionDefaultAction"
  | "scmUseMainIpRestriction"
>;

/** The site's restrictions; none if any caller is allowed, which is Azure's default. */
export function accessRestrictions(access: AppAccess, scm: ScmAccess): Restrictions {
  return { ...mainSite(access), ...scmSite(scm) };
}

function mainSite(access: AppAccess): Restrictions {
  switch (access) {
    case "anywhere":
      return {};
    case "action-groups":
      return {
        ipRestrictionDefaultAction: "Deny",
        ipRestriction: [{ ...allow("action-groups", 0), serviceTag: ACTION_GROUPS }],
      };
  }
}

function scmSite(scm: ScmAccess): Restrictions {
  switch (scm.type) {
    case "anywhere":
      return {};
    case "denied":
      return { scmUseMainIpRestriction: false, scmIpRestrictionDefaultAction: "Deny" };
    case "ranges":
      return {
        scmUseMainIpRestriction: false,
        scmIpRestrictionDefaultAction: "Deny",
        scmIpRestriction: scm.ranges.map((range, i) => ({
          ...allow(`allowed-${i + 1}`, i),
          ipAddress: String(range),
        })),
      };
  }
}

/** Azure takes priorities from 1 to 2147483647; the smallest counts first. */
const FIRST_PRIORITY = 100;

function allow(name: string, index: number): FunctionAppFlexConsumptionSiteConfigScmIpRestriction {
  return {
    name,
    action: "Allow",
    priority: FIRST_PRIORITY + index,
  };
}
