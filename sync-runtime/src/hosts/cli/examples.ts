/** What a command is used for, and how it is typed then; shown below its options. */
const EXAMPLES: Readonly<Record<string, readonly (readonly [purpose: string, args: string])[]>> = {
  plan: [
    ["Show what would change", "plan --config mirrors.yaml"],
    [
      "Without Azure, from what the Azure CLI printed of both tables",
      "plan --config mirrors.yaml \\\n    --source-file aks.json --target-file gateway.json",
    ],
  ],
  apply: [
    ["Reconcile every mirror once", "apply --config mirrors.yaml"],
    [
      "Empty the target of a cluster that has no nodes",
      "apply --config mirrors.yaml --mirror shop --allow-empty",
    ],
  ],
  retire: [["After a move to CNI Overlay", "retire --config mirrors.yaml --mirror shop"]],
  serve: [["In a container", "serve --config mirrors.yaml --host 0.0.0.0"]],
  watch: [["At a terminal, every half minute", "watch --config mirrors.yaml --interval 30"]],
  doctor: [
    ["Check everything, without a change", "doctor --config mirrors.yaml"],
    ["Add a node and follow its route", "doctor --config mirrors.yaml --mirror shop --exercise"],
  ],
  explain: [
    ["Explain a code", "explain LARGE_REMOVAL"],
    ["List all codes", "explain"],
  ],
  completion: [["In ~/.bashrc", "completion bash > ~/.route-sync.bash && source ~/.route-sync.bash"]],
};

/** The examples of a command as a part of its help. */
export function exampleText(command: string): string {
  const lines = (EXAMPLES[command] ?? []).map(([purpose, args]) => `  # ${purpose}\n  route-sync ${args}\n`);
  return lines.length === 0 ? "" : `\nExamples:\n${lines.join("\n").trimEnd()}`;
}
