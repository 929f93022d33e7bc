import type * as z from "zod";
import { INVALID_VALUE } from "../file-rules.js";
import type { IssueParams } from "./values.js";

/** The subscription in an id; undefined where there is none, or not a GUID, which is a problem of the id itself. */
export function subscriptionOf(id: string | undefined): string | undefined {
  return /^\/subscriptions\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\//i.exec(id ?? "")?.[1];
}

/** Keys of what is attached to a subnet or a cluster, and is in its subscription. */
const ATTACHED: readonly string[] = ["routeTable", "securityGroup", "nodeResourceGroup", "diskEncryptionSet"];

interface Found {
  readonly path: readonly string[];
  readonly subscriptionId: string;
}

/**
 * Refuses route tables and security groups of another subscription than the subnets that they are attached to, and node
 * resource groups and disk encryption sets of another one than their cluster's. Source: Azure documentation, route tables and
 * network security groups, which are associated with subnets of the same subscription; server-side encryption of disks,
 * restrictions: all resources of customer-managed keys are in one subscription and region.
 */
export function attachedInSubscription(
  home: string | undefined,
  spec: unknown,
  context: z.RefinementCtx,
): void {
  if (home === undefined) return;
  for (const { path, subscriptionId } of attached(spec, [])) {
    if (subscriptionId === home) continue;
    const params: IssueParams = {
      problem: INVALID_VALUE.code,
      hint: `Specify one of subscription ${home}.`,
    };
    const message = `"${path.at(-2) ?? ""}" is in subscription ${subscriptionId}, and what uses it in ${home}`;
    context.addIssue({ code: "custom", message, path: [...path], params });
  }
}

function attached(value: unknown, path: readonly string[]): Found[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const own = [...path, key];
    if (key !== "id") return attached(inner, own);
    const subscriptionId = typeof inner === "string" ? subscriptionOf(inner) : undefined;
    return ATTACHED.includes(path.at(-1) ?? "") && subscriptionId !== undefined
      ? [{ path: own, subscriptionId }]
      : [];
  });
}
