import { knownText } from "../../core/known.js";
import { regionOf } from "../../core/regions.js";
import { defineRule } from "../../core/rule.js";

/** What an AKS Automatic cluster is refused with. */
export const AUTOMATIC_NOT_SUPPORTED = defineRule({
  code: "AUTOMATIC_NOT_SUPPORTED",
  title: "AKS Automatic where AKS or the provider does not have it",
  explanation:
    "An AKS Automatic cluster (`type: automatic`) runs in regions with availability zones, and its resource exists since azurerm 5. The resource has no outbound type, with which a cluster in a network of yours leaves through the load balancer of AKS; and AKS locks the node resource group, so that nothing in it can be approved or assigned from outside.",
  remedy:
    "Change what the message names, or use a cluster without `type`: with nodes: auto it is close to it.",
  source:
    "AKS documentation, AKS Automatic, introduction, and quickstart with a custom virtual network; azurerm 5.2.0, azurerm_kubernetes_automatic_cluster; hashicorp/terraform-provider-azurerm #32800",
  terraform: "structure",
});

/** An Automatic cluster takes three zones, which its region has to have. Source: AKS documentation, quickstart. */
export const AUTOMATIC_WITHOUT_ZONES = AUTOMATIC_NOT_SUPPORTED.case({
  matches: ({ location }: { readonly location: string }) =>
    regionOf(knownText(location) ?? "")?.zones === false,
  prop: "type",
  message: ({ location }) =>
    `AKS Automatic needs availability zones, and ${knownText(location) ?? location} has none.`,
  remedy: "Use a region with zones, or a cluster without type.",
});

/** Of the cluster's key. */
export const AUTOMATIC_ADD_ON = AUTOMATIC_NOT_SUPPORTED.case({
  prop: "ingress.type",
  message: (key: string) => `${key} is AKS Automatic, for which azurerm has no AGIC add-on.`,
  remedy: "Use agic-helm, or gateway-to-load-balancer.",
});

/** What needs a change in the node resource group, which AKS locks. */
interface LockedGroup {
  readonly cluster: { readonly key: string; readonly nodeGroupLocked?: boolean | undefined };
  /** What is to be changed in it: "a private link service that Front Door's connection is approved on". */
  readonly what: string;
  readonly prop: string;
  readonly remedy: string;
}

export const AUTOMATIC_LOCKED_GROUP = AUTOMATIC_NOT_SUPPORTED.case({
  source:
    "AKS documentation, node resource group lockdown; introduction to AKS Automatic, node resource group",
  matches: ({ cluster }: LockedGroup) => cluster.nodeGroupLocked === true,
  prop: ({ prop }) => prop,
  message: ({ cluster, what }) =>
    `${cluster.key} is AKS Automatic, whose node resource group AKS locks: ${what}.`,
  remedy: ({ remedy }) => remedy,
});
