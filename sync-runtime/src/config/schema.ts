import * as z from "zod";
import { Cidr } from "../domain/cidr.js";
import { compileGlob, LONGEST_PATTERN } from "../domain/glob.js";
import { ResourceGroupId, TableId } from "../domain/ids.js";
import type { Mirror } from "../domain/mirror.js";
import { aksNodeNames, explicitNames } from "../domain/name-pattern.js";

const TABLE_EXAMPLE =
  "/subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/Microsoft.Network/routeTables/NAME";

/** A string that `parse` makes a value object of, with what to write when it cannot. */
function parsed<T>(parse: (text: string) => T | null, what: string, remedy: string) {
  return z.string().transform((text, context): T => {
    const value = parse(text);
    if (value !== null) return value;
    context.addIssue({ code: "custom", message: `not ${what}: ${JSON.stringify(text)}`, params: { remedy } });
    return z.NEVER;
  });
}

const tableId = parsed((text) => TableId.parse(text), "the id of a route table", `Write ${TABLE_EXAMPLE}.`);

const groupId = parsed(
  (text) => ResourceGroupId.parse(text),
  "the id of a resource group",
  "Write /subscriptions/SUBSCRIPTION/resourceGroups/MC_GROUP_CLUSTER_REGION.",
);

const podCidr = parsed(
  (text) => Cidr.parse(text),
  "an address range",
  "Write a network such as 10.244.0.0/16 (`az aks show --query networkProfile.podCidrs`).",
).check((context) => {
  const { length } = context.value;
  if (length > 0) return;
  context.issues.push({
    code: "custom",
    message: "a pod CIDR cannot be the whole address space",
    params: { remedy: "Write the cluster's own pod CIDR: a default route is never mirrored." },
    input: context.value,
  });
});

const source = z
  .strictObject({ id: tableId.optional(), nodeResourceGroup: groupId.optional() })
  .transform(({ id, nodeResourceGroup }, context): Mirror["source"] => {
    if (id !== undefined && nodeResourceGroup === undefined) return { kind: "table", id };
    if (id === undefined && nodeResourceGroup !== undefined)
      return { kind: "node-group", id: nodeResourceGroup };
    context.addIssue({
      code: "custom",
      message: id === undefined ? "names neither a table nor a group" : "names both a table and a group",
      params: {
        remedy: "Write either id (a route table) or nodeResourceGroup (where AKS keeps its own table).",
      },
    });
    return z.NEVER;
  });

const guards = z.strictObject({
  allowEmptySource: z.boolean().default(false).describe("Let an empty source empty the target."),
  maxRemovalPercent: z
    .number()
    .min(0)
    .max(100)
    .default(50)
    .describe("Share of more than ten mirrored routes that may go at once, in percent."),
  routeLimit: z
    .number()
    .int()
    .min(1)
    .default(1000)
    .describe("Routes that the target may hold. Azure's limit is 1,000 since May 2026; clouds may lag."),
});

const routeNamePattern = z
  .string()
  .min(1)
  .check((context) => {
    const glob = compileGlob(context.value);
    if (typeof glob === "function") return;
    const { message, remedy } = glob;
    context.issues.push({ code: "custom", message, params: { remedy }, input: context.value });
  })
  .optional()
  .meta({ default: aksNodeNames.text, maxLength: LONGEST_PATTERN })
  .describe(
    "Glob over the names of node routes, without case. The default takes the names of AKS nodes, and no others that begin so.",
  );

const mirror = z
  .strictObject({
    name: z.string().min(1).describe("What logs, reports and --mirror call it."),
    source: source.describe("Where AKS writes the node routes. Only ever read."),
    target: z.strictObject({ id: tableId }).describe("The table to keep in step."),
    podCidrs: z.array(podCidr).min(1).describe("The cluster's pod networks; nothing outside is mirrored."),
    routeNamePattern,
    policy: z
      .enum(["sync", "upsert-only", "retire"])
      .default("sync")
      .describe(
        "upsert-only never removes a route from the target. retire removes all of them once the source has none, for a cluster that leaves kubenet.",
      ),
    guards: guards.prefault({}),
  })
  .transform(({ target, routeNamePattern: text, ...rest }): Mirror => {
    const base = { ...rest, target: target.id };
    if (text === undefined) return { ...base, routeNamePattern: aksNodeNames };
    const glob = compileGlob(text);
    // Anything else was refused above.
    return typeof glob === "function" ? { ...base, routeNamePattern: explicitNames(text, glob) } : z.NEVER;
  });

/** The configuration file: the only place where its shape is defined. */
export const configSchema = z.strictObject({ mirrors: z.array(mirror).min(1) });
