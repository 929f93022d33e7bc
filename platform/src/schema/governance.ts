import { canonicalArmId, MANAGEMENT_GROUP_ID, POLICY_DEFINITION_ID } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { earlier, guid, key } from "./values.js";

const scope = z.discriminatedUnion("type", [
  z.strictObject({
    type: z
      .literal("resource-group")
      .meta({ description: "The resource group of a spoke, or those of all." }),
    spoke: key
      .optional()
      .meta({ description: "Spoke whose resource group it is.", fallback: "every spoke's" }),
  }),
  z.strictObject({
    type: z.literal("subscription").meta({ description: "A subscription." }),
    id: guid
      .optional()
      .meta({ description: "The subscription.", fallback: "the subscriptions of the spokes" }),
  }),
  z.strictObject({
    type: z.literal("management-group").meta({ description: "A management group." }),
    id: z
      .string()
      .regex(MANAGEMENT_GROUP_ID, {
        error: "expected an id such as /providers/Microsoft.Management/managementGroups/corp",
      })
      .overwrite(canonicalArmId)
      .meta({ description: "Id of the management group." }),
  }),
]);

const SHARED = {
  was: earlier(key),
  scope: scope
    .default({ type: "resource-group" })
    .meta({ description: "Where the policy applies.", fallback: "the resource groups of all spokes" }),
};

/** Name of a namespace. Source: Kubernetes documentation, object names, DNS labels. */
const namespace = z.string().regex(/^(?=.{1,63}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, {
  error: "expected the name of a namespace: at most 63 lower-case letters, digits and dashes",
});

/** Name of a role, such as Contributor. */
export const policyRole = z.string().min(1);

/** An assignment of one Azure policy. */
const policy = z.discriminatedUnion("type", [
  z.strictObject({
    type: z
      .literal("internal-load-balancers")
      .meta({ description: "The built-in policy against Services with a public load balancer." }),
    effect: z.enum(["deny", "audit"]).default("deny").meta({
      description: "Whether Services with a public load balancer are refused, or only reported.",
    }),
    excludedNamespaces: z
      .array(namespace)
      .optional()
      .meta({ description: "Namespaces that the policy excludes, in addition to those of the system." }),
    ...SHARED,
  }),
  z.strictObject({
    type: z.literal("definition").meta({ description: "Another policy, or an initiative, by its id." }),
    id: z
      .string()
      .regex(POLICY_DEFINITION_ID, {
        error:
          "expected the id of a policy or an initiative, such as /providers/Microsoft.Authorization/policyDefinitions/<guid>",
      })
      .overwrite(canonicalArmId)
      .meta({ description: "Id of a policy or of an initiative, built-in or custom." }),
    parameters: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: "Values by the parameter names of the definition." }),
    changes: z.boolean().default(false).meta({
      description: "Whether the policy changes or deploys resources, for which it gets an identity.",
    }),
    roles: z.array(policyRole).default([]).meta({
      description:
        "Names of the Azure roles that this identity is granted at the scope: those that the definition lists.",
      fallback: "none",
    }),
    ...SHARED,
  }),
]);

export const governance = z.strictObject({
  roles: z.enum(["built-in", "custom"]).default("built-in").meta({
    description:
      "Azure's own roles for clusters and controllers, or custom ones with exactly the actions that they need.",
  }),
  policies: z.record(key, policy).default({}).meta({ description: "Policies by name." }),
});

export type PolicySpec = z.output<typeof policy>;
