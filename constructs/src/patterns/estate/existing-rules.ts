import { defineRule } from "../../core/rule.js";

/** Rules on clusters and gateways that exist already. */

/** An attribute of an existing cluster that is required where something needs it. */
export type ClusterAttribute = "principalId" | "oidcIssuerUrl" | "nodeResourceGroupId";

/** What each attribute is, and how to add it. */
const ATTRIBUTES: Readonly<Record<ClusterAttribute, { readonly words: string; readonly remedy: string }>> = {
  principalId: {
    words: "the object id of the cluster's identity, which is granted roles",
    remedy: 'Add principalId: …, the identity of "az aks show --query identity".',
  },
  oidcIssuerUrl: {
    words: "the issuer of the tokens of its service accounts",
    remedy: 'Add oidcIssuerUrl: …, as "az aks show --query oidcIssuerProfile.issuerUrl" prints it.',
  },
  nodeResourceGroupId: {
    words: "its route table, or the node resource group in which AKS manages one",
    remedy: "Add routeTable: { id: … }, or nodeResourceGroup: { id: … } where AKS manages the table.",
  },
};

export const ATTRIBUTE_MISSING = defineRule({
  code: "ATTRIBUTE_MISSING",
  title: "Existing cluster or gateway without an attribute that is needed",
  explanation:
    "Terraform does not read what exists already, and an id does not say it. Some kinds of ingress need such an attribute.",
  remedy: "Add the attribute that the message names.",
  source: "aks-topology",
  terraform: "structure",
}).case({
  prop: ({ attribute }: { readonly key: string; readonly attribute: ClusterAttribute }) => attribute,
  message: ({ key, attribute }) =>
    `Cluster ${key} exists already, and its ingress needs what its id does not say: ${ATTRIBUTES[attribute].words}.`,
  remedy: ({ attribute }) => ATTRIBUTES[attribute].remedy,
});

export const GATEWAY_ATTRIBUTE_MISSING = ATTRIBUTE_MISSING.rule.case({
  prop: ({ prop }) => prop,
  message: ({
    name,
  }: {
    readonly name: string;
    /** The prop that holds the record. */
    readonly prop: string;
  }) => `The record ${name} is for the gateway's public address, whose id is not known.`,
  remedy: "Add frontend: { type: public, publicIp: { id: … } } of the gateway.",
});

export const GATEWAY_NOT_MANAGED = defineRule({
  code: "GATEWAY_NOT_MANAGED",
  title: "Site on a gateway that exists already",
  explanation:
    "Listeners, pools and rules are parts of the gateway's resource in Terraform, which manages all of them or none. Those of a gateway that exists already are never changed.",
  remedy: "Use AGIC, which configures the gateway itself, or a gateway that is created.",
  source: "azurerm documentation, azurerm_application_gateway",
  terraform: "structure",
}).case({
  prop: "ingress",
  message: ({ key }: { readonly key: string }) =>
    `Gateway ${key} exists already: its listeners, pools and rules are not changed, so it cannot forward to an internal load balancer.`,
  remedy: "Use ingress agic-addon or agic-helm, or a gateway that is created.",
});

export const EXISTING_RULES = [ATTRIBUTE_MISSING.rule, GATEWAY_NOT_MANAGED.rule] as const;
