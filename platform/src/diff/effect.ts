import type { Change } from "@aks-topology/terraform";

/** A change, and what its effect may depend on. */
export interface Subject {
  readonly change: Change;
  /** The resource in the file's terms, by its Terraform label: `shop/main` of `azurerm_kubernetes_cluster.shop_main`. */
  readonly name: string;
  /** Other changes of the same diff, by their addresses in any stack. */
  readonly others: ReadonlyMap<string, Change>;
}

/** What is interrupted or lost, as a sentence without a period; undefined where nothing is. */
type Effect = (subject: Subject) => string | undefined;

/** The effects of one type; undefined for a member that interrupts and loses nothing. */
export interface Effects {
  readonly replace: Effect | undefined;
  readonly delete: Effect | undefined;
  /** @default an update interrupts nothing */
  readonly update?: Effect;
}

/** `NOUN NAME is replaced: …`, `NOUN NAME is deleted: …`. */
export function effects(
  noun: string,
  { replace, delete: gone }: { readonly replace: string; readonly delete: string },
): Effects {
  return {
    replace: ({ name }) => `${noun} ${name} is replaced: ${replace}`,
    delete: ({ name }) => `${noun} ${name} is deleted: ${gone}`,
  };
}

/** One text for both: what is gone, and what is gone until its successor exists. */
export function lost(noun: string, loss: string): Effects {
  return effects(noun, { replace: loss, delete: loss });
}

/** Interrupted while it is replaced, intended when it is deleted. */
export function interrupted(noun: string, interruption: string): Effects {
  return {
    replace: ({ name }) => `${noun} ${name} is replaced: ${interruption}`,
    delete: undefined,
  };
}

/** Whether an argument, or one below it, changes. */
export function changes({ change }: Subject, ...paths: readonly string[]): boolean {
  return change.attributes.some(({ path }) =>
    paths.some((wanted) => path === wanted || path.startsWith(`${wanted}.`) || path.startsWith(`${wanted}[`)),
  );
}

/** The value of an argument after the change, where it changes. */
export function changedTo({ change }: Subject, path: string): unknown {
  return change.attributes.find((attribute) => attribute.path === path)?.after;
}
