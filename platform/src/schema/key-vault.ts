import { armIdPattern, parseArmId } from "@aks-topology/constructs/internal";
import type * as z from "zod";
import { INVALID_VALUE } from "../file-rules.js";
import type { IssueParams } from "./values.js";

/** What a vault contains, by its identifier, and where the file names it. */
interface NamedContent {
  readonly identifier: string;
  readonly path: readonly string[];
}

/** Reports what is in another vault than the one of the id: roles are granted on that one only. */
export function refuseOtherVaults(
  id: string,
  contents: readonly NamedContent[],
  { kind, holder }: { readonly kind: "certificate" | "secret"; readonly holder: string },
  context: z.core.$RefinementCtx,
): void {
  const vault = parseArmId(id)?.name;
  // An id that is none is a problem of its own.
  if (vault === undefined || !armIdPattern("Microsoft.KeyVault/vaults").test(id)) return;
  for (const { identifier, path } of contents) {
    const [, named] = /^https:\/\/([^./]+)/.exec(identifier) ?? [];
    if (named === undefined || named.toLowerCase() === vault.toLowerCase()) continue;
    const hint = `Specify the vault that contains the ${kind}s: the ${holder} is granted a role on that vault only.`;
    const params: IssueParams = { problem: INVALID_VALUE.code, hint };
    const message = `the ${kind} ${identifier} is in another vault than ${vault}`;
    context.addIssue({ code: "custom", message, path: [...path], params });
  }
}
