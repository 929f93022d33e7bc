import {
  summarize,
  type ChangeSummary,
  type ManifestChange,
  type PlannedChange,
} from "@aks-topology/platform";
import type { Io } from "./io.js";
import { painter, type Paint } from "./paint.js";
import { printable } from "./printable.js";
import { wrapped } from "./wrap.js";
import { counted } from "./counted.js";

type Action = PlannedChange["action"];
type Attribute = PlannedChange["attributes"][number];

/** Terraform's sign of each action, and the colour that it has there. */
const SIGNS: Readonly<Record<Action, readonly [sign: string, style: Parameters<Paint>[0]]>> = {
  create: ["+", "green"],
  move: ["→", "cyan"],
  update: ["~", "yellow"],
  delete: ["-", "red"],
  replace: ["-/+", "red"],
};

/** Groups in the order of printing: what costs most is next to the summary. */
const GROUPS: readonly (readonly [Action, title: string])[] = [
  ["create", "Created"],
  ["move", "Moved"],
  ["update", "Updated"],
  ["delete", "Deleted"],
  ["replace", "Replaced"],
];

/** Changes with what costs most first, such as on a page that is read from its top. */
export function costliestFirst(changes: readonly PlannedChange[]): readonly PlannedChange[] {
  return GROUPS.toReversed().flatMap(([action]) => changes.filter((change) => change.action === action));
}

const VERBS: Readonly<Record<Action, string>> = {
  create: "to create",
  update: "to update",
  replace: "to replace",
  delete: "to delete",
  move: "to move",
};

const MANIFESTS = "Manifests, which Terraform does not apply";

/** What a comparison shows. */
type ShownChanges = Readonly<Record<"changes", readonly PlannedChange[]>> &
  Readonly<Record<"manifests", readonly ManifestChange[]>>;

/** Width where the output is no terminal. */
const DEFAULT_WIDTH = 120;
const INDENT = "        ";

/** Changes by what becomes of the resource, each with its arguments and its effect. */
export function renderChanges({ changes, manifests }: ShownChanges, io: Pick<Io, "stdout" | "env">): string {
  const paint = painter(io.stdout, io.env);
  const width = io.stdout.columns ?? DEFAULT_WIDTH;
  const stacks = new Set(changes.map(({ stack }) => stack));
  const groups = GROUPS.flatMap(([action, title]) => {
    const members = changes.filter((change) => change.action === action);
    if (members.length === 0) return [];
    const lines = members.flatMap((change) => changeLines(change, stacks.size > 1, width, paint));
    return [`${paint("bold", title)}\n${lines.join("\n")}\n`];
  });
  const files = manifests.flatMap(({ file, action, effect }) => {
    const [sign, style] = SIGNS[action];
    return [
      `  ${paint(style, sign.padStart(3))} ${printable(file)}`,
      ...(effect === null ? [] : effectLines(effect, "      ", width, paint)),
    ];
  });
  const shown =
    files.length === 0 ? groups : [...groups, `${paint("bold", MANIFESTS)}\n${files.join("\n")}\n`];
  return shown.map((group) => `${group}\n`).join("");
}

/** The effects of changes and their number, for a command that shows no more. */
export function renderEffects(
  { changes, manifests }: ShownChanges,
  sink: Io["stdout"],
  { env }: Pick<Io, "env">,
): string {
  const paint = painter(sink, env);
  const width = sink.columns ?? DEFAULT_WIDTH;
  const lines = [...changes, ...manifests].flatMap(({ effect }) =>
    effect === null ? [] : effectLines(effect, "  ", width, paint),
  );
  return [...new Set(lines), renderSummary({ changes, manifests }, paint), ""].join("\n");
}

/** The number of changes of each kind, such as `2 to update, 1 to delete.`, and of manifests. */
export function renderSummary({ changes, manifests }: ShownChanges, paint: Paint): string {
  const summary: ChangeSummary = summarize(changes);
  const parts = Object.entries(VERBS).flatMap(([action, verb]) => {
    const count = summary[action as Action];
    return count === 0 ? [] : [paint(SIGNS[action as Action][1], `${count} ${verb}`)];
  });
  const terraform = parts.length === 0 ? [] : [`${parts.join(", ")}.`];
  const count = manifests.length;
  const files = count === 0 ? [] : [`${counted(count, "manifest")} to apply in Kubernetes.`];
  const lines = [...terraform, ...files];
  return lines.length === 0 ? "No changes." : lines.join("\n");
}

function changeLines(change: PlannedChange, namesStack: boolean, width: number, paint: Paint): string[] {
  const { action, address, previousAddress, stack, attributes, effect } = change;
  const [sign, style] = SIGNS[action];
  const where = namesStack ? `  ${stack}` : "";
  const origin = previousAddress === null ? "" : `was ${previousAddress}`;
  const isOneLine = origin === "" || `  ${sign} ${address}${where} (${origin})`.length + 2 <= width;
  const besides = `${where}${origin !== "" && isOneLine ? ` (${origin})` : ""}`;
  return [
    `  ${paint(style, sign.padStart(3))} ${printable(address)}${paint("dim", besides)}`,
    ...(isOneLine ? [] : [paint("dim", `      ${origin}`)]),
    ...(effect === null ? [] : effectLines(effect, "      ", width, paint)),
    ...[...attributes]
      .sort((a, b) => Number(b.forces) - Number(a.forces))
      .flatMap((attribute) => attributeLines(attribute, width, paint)),
  ];
}

function effectLines(effect: string, indent: string, width: number, paint: Paint): string[] {
  return wrapped(effect, width - indent.length - 2).map(
    (line, i) => `${indent}${paint("yellow", `${i === 0 ? "!" : " "} ${line}`)}`,
  );
}

/** `path: before → after` on one line where there is room, else a line for each value. */
function attributeLines({ path, before, after, forces }: Attribute, width: number, paint: Paint): string[] {
  const reason = forces ? paint("red", "  # forces replacement") : "";
  const [old, now] = [valueText(before), valueText(after)];
  const line = `${INDENT}${path}: ${old} → ${now}`;
  if (line.length + (forces ? "  # forces replacement".length : 0) <= width) return [`${line}${reason}`];
  const room = width - INDENT.length - 4;
  return [
    `${INDENT}${shortened(path, width - INDENT.length - 24)}${reason}`,
    `${INDENT}  - ${shortened(old, room)}`,
    `${INDENT}  + ${shortened(now, room)}`,
  ];
}

function valueText(value: unknown): string {
  if (value === null) return "(none)";
  const [, expression] = typeof value === "string" ? (/^\$\{([^{}]*)\}$|^$/.exec(value) ?? []) : [];
  if (expression !== undefined) return printable(expression);
  return printable(typeof value === "string" && /^\(.*\)$/.test(value) ? value : JSON.stringify(value));
}

function shortened(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, Math.max(room - 1, 1))}…`;
}
