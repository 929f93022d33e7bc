import type { Change } from "@aks-topology/terraform";

/** A change, and what its effect may depend on. */
export interface Subject {
  readonly change: Change;
  /** The resource in the file's terms, by its Terraform label: `shop/main` of `azurerm_kubernetes_cluster.shop_main`. */
  readonly name: string;
  /** The arguments before the change; none where it is created. */
  readonly before: Readonly<Record<string, unknown>>;
  /** Whether anything that Terraform manages was in it or used it, apart from what only configures it. */
  readonly hasUsers: () => boolean;
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

/** Whether an argument or a block has a value before the change and none after it. */
export function loses({ change }: Subject, path: string): boolean {
  const [lost] = change.attributes.filter((each) => each.path === path && isNone(each.after));
  return lost !== undefined && !isNone(lost.before);
}

/** Whether the value of an attribute is none, before or after its change. */
export function isNone(value: unknown): boolean {
  return (value ?? undefined) === undefined;
}
