/** What a command is used for, and how it is typed then; shown below its options. */
export type Example = readonly [purpose: string, args: string];

/** Examples by command. */
export const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  init: [
    ["Answer three questions at a terminal", "init"],
    ["See the presets, then start from one", "init --preset list"],
    ["Write another file", "init dev.yaml --preset minimal"],
  ],
  check: [
    ["Check platform.yaml of this folder", "check"],
    ["Check again whenever the file changes", "check --watch --quiet"],
    ["Annotate a pull request on GitHub", "check dev.yaml prod.yaml --output github"],
  ],
  synth: [
    ["Write the Terraform of platform.yaml to cdktf.out", "synth"],
    ["In a pipeline, fail where the lock file is out of date", "synth --frozen-lockfile"],
  ],
  diff: [
    ["Compare with what synth wrote last", "diff"],
    ["Fail where something would be replaced or deleted", "diff --fail-on replace,delete"],
    ["Compare two files", "diff prod.yaml --against dev.yaml"],
  ],
  trace: [
    ["From a pod to the Internet", "trace --from shop/main/pod --to internet"],
    [
      "From the Internet to a gateway, with the rules that lost",
      "trace --from internet --to shop/public --explain",
    ],
    ["In any Terraform plan", "trace --terraform plan.json --from 10.1.0.4 --to 10.2.0.4"],
  ],
  paths: [
    ["Trace all paths of platform.yaml", "paths"],
    ["Compare them with what Azure answers", "paths --live"],
  ],
  diagram: [
    ["Draw a picture for a page", "diagram --out platform.svg"],
    ["Write the report of a change, for a review", "diagram --out change.html --against cdktf.out"],
  ],
  view: [
    ["Open the report, which follows platform.yaml", "view"],
    ["Show what each version of the file changes", "view --against cdktf.out"],
  ],
  module: [
    ["Write a module for other stacks", "module --out modules/platform"],
    ["Write JSON for tools", "module --out modules/platform --format json"],
  ],
  lock: [
    ["Reserve what the file has", "lock"],
    ["Take the places of an earlier output", "lock --from cdktf.out"],
    ["Free the places of what was removed and applied", "lock --prune"],
  ],
  migrate: [
    ["Show all phases", "migrate --to azure-cni-overlay"],
    ["Apply the edit of the first one", "migrate --to azure-cni-overlay --phase 1 --write"],
  ],
  adopt: [
    ["From a state: terraform show -json > state.json", "adopt --from state.json --out platform.yaml"],
    ["From Azure", "adopt --live --resource-group rg-network --out platform.yaml"],
  ],
  "approve-private-link": [
    ["See what would be approved", "approve-private-link --dry-run"],
    ["Approve the connections of one cluster", "approve-private-link --cluster shop/main"],
  ],
  explain: [
    ["Explain a code", "explain ADDRESS_OVERLAP"],
    ["Find codes by a word", "explain nat-gateway"],
    ["List all codes", "explain"],
  ],
  schema: [["Write the schema next to the file", "schema > platform.schema.json"]],
  fmt: [
    ["Rewrite platform.yaml", "fmt"],
    ["In a pipeline, fail where a file would change", "fmt --check dev.yaml prod.yaml"],
  ],
  completion: [
    ["In ~/.bashrc", "completion bash > ~/.aks-topology.bash && source ~/.aks-topology.bash"],
    ["In fish", "completion fish > ~/.config/fish/completions/aks-topology.fish"],
  ],
};

/** The examples of a command as a part of its help. */
export function exampleText(program: string, command: string): string {
  const lines = (EXAMPLES[command] ?? []).map(([purpose, args]) => `  # ${purpose}\n  ${program} ${args}\n`);
  return lines.length === 0 ? "" : `\nExamples:\n${lines.join("\n").trimEnd()}`;
}
