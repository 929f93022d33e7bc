import { readFileSync } from "node:fs";
import { ResolvedStacks } from "@aks-topology/terraform";
import { computed } from "./computed.js";
import { objectOf } from "./json.js";

/** Subscription of providers that name none: with Azure, that of the credentials. */
const CREDENTIALS_SUBSCRIPTION = "00000000-1111-2222-3333-444444444444";

/** A synthesized stack. */
export interface StackFile {
  readonly name: string;
  /** Path of its Terraform JSON. */
  readonly file: string;
}

/** The synthesized stacks with references resolved. What only Azure knows is a text: `(principal_id of route_sync)`. */
export function readStacks(files: readonly StackFile[]): ResolvedStacks {
  const stacks: ResolvedStacks = new ResolvedStacks(
    files.map(({ name, file }) => ({ name, json: objectOf(JSON.parse(readFileSync(file, "utf8"))) })),
    {
      subscription: CREDENTIALS_SUBSCRIPTION,
      computed: (element, attribute, configured) => computed(stacks, element, attribute, configured),
      unknown: ({ name }, attribute) => `(${attribute} of ${name})`,
    },
  );
  return stacks;
}
