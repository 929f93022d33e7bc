// Summarizes `terraform show -json PLAN` for a reviewer:
//   terraform show -json plan | node plan-summary.mjs > summary.md
// Deletions come first. Values are left out, since a summary has more readers than a plan.
import { text } from "node:stream/consumers";

const KINDS = [
  {
    title: "Replaced: deleted and created again",
    mark: "❗",
    fits: (a) => a.includes("delete") && a.includes("create"),
  },
  { title: "Deleted", mark: "❗", fits: (a) => a.includes("delete") },
  { title: "Changed in place", mark: "✏️", fits: (a) => a.includes("update") },
  { title: "Created", mark: "➕", fits: (a) => a.includes("create") },
  { title: "Forgotten: stays in Azure, leaves the state", mark: "⚠️", fits: (a) => a.includes("forget") },
];

const plan = JSON.parse(await text(process.stdin));
const changes = (plan.resource_changes ?? []).filter(({ mode }) => mode === "managed");
const groups = KINDS.map((kind) => ({ ...kind, changes: [] }));
for (const change of changes) groups.find(({ fits }) => fits(change.change.actions))?.changes.push(change);

const lines = ["## Terraform plan", ""];
if (plan.errored === true) lines.push("**The plan failed: this is only a part of it.**", "");
const found = groups.filter((group) => group.changes.length > 0);
if (found.length === 0) lines.push("No resource changes.", "");
for (const { title, mark, changes } of found) {
  lines.push(`### ${mark} ${title} (${changes.length})`, "");
  for (const change of changes) lines.push(`- \`${change.address}\`${reason(change)}`);
  lines.push("");
}
const outputs = Object.entries(plan.output_changes ?? {}).filter(([, { actions }]) => actions[0] !== "no-op");
if (outputs.length > 0)
  lines.push(`Outputs that change: ${outputs.map(([name]) => `\`${name}\``).join(", ")}.`, "");
const drifted = (plan.resource_drift ?? []).filter(({ change }) => change.actions[0] !== "no-op");
if (drifted.length > 0) {
  lines.push("<details><summary>Changed outside Terraform since the last apply</summary>", "");
  for (const { address } of drifted) lines.push(`- \`${address}\``);
  lines.push("", "</details>", "");
}
process.stdout.write(`${lines.join("\n")}`);

/** Why a resource cannot stay, or which of its attributes change. */
function reason({ change }) {
  const { actions, replace_paths: paths = [], before, after, after_unknown: unknown } = change;
  if (paths.length > 0) return `: because of ${names(paths.map((path) => path.join(".")))}`;
  if (!actions.includes("update")) return "";
  const keys = Object.keys({ ...before, ...after, ...unknown });
  const same = (key) =>
    unknown?.[key] === undefined && JSON.stringify(before?.[key]) === JSON.stringify(after?.[key]);
  return `: ${names(keys.filter((key) => !same(key)).sort())}`;
}

function names(list) {
  return list.map((name) => `\`${name}\``).join(", ");
}
