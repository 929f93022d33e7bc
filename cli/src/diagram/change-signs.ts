import type { ChangeMark } from "@aks-topology/platform";

/** Signs of changes before the names of things, as `terraform plan` has them. */
const SIGNS: Readonly<Record<ChangeMark, string>> = {
  added: "+",
  changed: "~",
  replaced: "±",
  removed: "−",
};

/** A name with the sign of its change. */
export function signed(text: string, change: ChangeMark | undefined): string {
  return change === undefined ? text : `${SIGNS[change]} ${text}`;
}
