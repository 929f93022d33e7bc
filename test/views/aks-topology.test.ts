import { run } from "@aks-topology/cli";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "vitest";
import { stateOfExample } from "../support/adopted.js";
import { capturedIo } from "../support/console.js";
import { ROOT, temporaryFolder } from "../support/files.js";
import { expectView, inFolder, type Shown } from "../support/views.js";

const FILE = "platform.yaml";

interface View {
  /** What is in the folder: files of the project, or texts. */
  readonly files?: Readonly<Record<string, string>>;
  /** What was run before. */
  readonly before?: readonly (readonly string[])[];
  /** Changes a file after that. */
  readonly edit?: (text: string) => string;
  readonly args: readonly string[];
}

const KUBENET = { [FILE]: "examples/kubenet-agic.yaml" };
const STATE = JSON.stringify({
  format_version: "1.0",
  values: { root_module: { resources: stateOfExample("overlay-system-zone") } },
});
const CHANGES = "platform/test/data/changes";
const PRIVATE = {
  "before.yaml": `${CHANGES}/11-private-api.before.yaml`,
  [FILE]: `${CHANGES}/11-private-api.after.yaml`,
};

const COMMANDS = [
  ...["init", "check", "synth", "diff", "trace", "paths", "diagram", "view", "module", "lock", "migrate"],
  ...["adopt", "approve-private-link", "explain", "schema", "fmt", "completion"],
];

const VIEWS: Readonly<Record<string, View>> = {
  help: { args: ["--help"] },
  ...Object.fromEntries(COMMANDS.map((command) => [`help-${command}`, { args: [command, "--help"] }])),
  "unknown-command": { args: ["chek"] },
  "unknown-option": { args: ["check", "--quite"] },
  init: { args: ["init"] },
  "init-presets": { args: ["init", "--preset", "list"] },
  "init-again": { files: KUBENET, args: ["init"] },
  "init-no-preset": { args: ["init", "--preset", "kubnet"] },
  check: { files: KUBENET, args: ["check"] },
  "check-warned": { files: { [FILE]: "examples/warned/few-snat-ports.yaml" }, args: ["check", "--quiet"] },
  "check-refused": { files: { [FILE]: "examples/broken/five-mistakes.yaml" }, args: ["check"] },
  "check-without-file": { args: ["check"] },
  "check-several": {
    files: { ...KUBENET, "other.yaml": "examples/broken/five-mistakes.yaml" },
    args: ["check", FILE, "other.yaml", "--quiet"],
  },
  "check-not-supported": {
    files: { [FILE]: "examples/broken/filter-of-names.yaml" },
    args: ["check", "--quiet"],
  },
  "check-large": { files: { [FILE]: "examples/two-regions.yaml" }, args: ["check"] },
  synth: { files: KUBENET, args: ["synth"] },
  "synth-refused": { files: { [FILE]: "examples/broken/five-mistakes.yaml" }, args: ["synth"] },
  "synth-again": { files: KUBENET, before: [["synth"]], args: ["synth"] },
  "synth-frozen": {
    files: KUBENET,
    before: [["synth"]],
    edit: (text) =>
      text.replace(
        "          system:",
        "          work: { vmSize: Standard_D4ds_v5, nodes: 3 }\n          system:",
      ),
    args: ["synth", "--frozen-lockfile"],
  },
  diff: { files: PRIVATE, args: ["diff", "--against", "before.yaml"] },
  "diff-first": { files: KUBENET, args: ["diff"] },
  "diff-nothing": { files: KUBENET, before: [["synth"]], args: ["diff"] },
  "diff-fail-on": { files: KUBENET, args: ["diff", "--fail-on", "delete"] },
  "diff-refused": { files: PRIVATE, args: ["diff", "--against", "before.yaml", "--fail-on", "replace"] },
  trace: { files: KUBENET, args: ["trace", "--from", "internet", "--to", "shop/public"] },
  "trace-dropped": { files: KUBENET, args: ["trace", "--from", "shop/main/pod", "--to", "internet"] },
  "trace-explain": {
    files: KUBENET,
    args: ["trace", "--from", "shop/public", "--to", "shop/main/pod", "--explain"],
  },
  "trace-unknown": { files: KUBENET, args: ["trace", "--from", "shop/mian/pod", "--to", "internet"] },
  paths: { files: KUBENET, args: ["paths"] },
  "paths-broken": { files: { [FILE]: "examples/broken/path-broken.yaml" }, args: ["paths"] },
  diagram: { files: KUBENET, args: ["diagram", "--out", "platform.svg"] },
  "diagram-ending": { files: KUBENET, args: ["diagram", "--out", "platform.png"] },
  module: { files: KUBENET, args: ["module", "--out", "modules/platform"] },
  "module-into-others": { files: { ...KUBENET, "main.tf": "# mine\n" }, args: ["module", "--out", "."] },
  lock: { files: KUBENET, args: ["lock"] },
  "lock-again": { files: KUBENET, before: [["lock"]], args: ["lock"] },
  "lock-forget": {
    files: KUBENET,
    before: [["lock"]],
    args: ["lock", "--forget", "spokes.shop.clusters.main"],
  },
  "lock-forget-nothing": { files: KUBENET, before: [["lock"]], args: ["lock", "--forget", "spokes.blog"] },
  migrate: { files: KUBENET, args: ["migrate", "--to", "azure-cni-overlay"] },
  "migrate-phase": { files: KUBENET, args: ["migrate", "--to", "azure-cni-overlay", "--phase", "2"] },
  "migrate-nothing": {
    files: { [FILE]: "examples/overlay-system-zone.yaml" },
    args: ["migrate", "--to", "azure-cni-overlay"],
  },
  adopt: { files: { "state.json": STATE }, args: ["adopt", "--from", "state.json", "--out", FILE] },
  "adopt-nothing": {
    files: { "state.json": '{ "format_version": "1.0", "values": { "root_module": {} } }' },
    args: ["adopt", "--from", "state.json", "--out", FILE],
  },
  "approve-private-link-nothing": { files: KUBENET, args: ["approve-private-link", "--dry-run"] },
  explain: { args: ["explain", "POD_RANGE_TOO_SMALL"] },
  "explain-part": { args: ["explain", "POD_RANGE"] },
  "explain-kind": { args: ["explain", "azure-cni-overlay"] },
  fmt: { files: { [FILE]: "name:   contoso\nlocation: westeurope\n" }, args: ["fmt"] },
  "fmt-check": { files: { [FILE]: "name:   contoso\nlocation: westeurope\n" }, args: ["fmt", "--check"] },
  "fmt-nothing": { files: KUBENET, args: ["fmt"] },
  completion: { args: ["completion", "fish"] },
};

describe("a view of", () => {
  test.each(Object.entries(VIEWS))("%s", async (name, view) => {
    await expectView(`aks-topology/${name}`, `aks-topology ${view.args.join(" ")}`, (columns) =>
      shown(view, columns),
    );
  });
});

async function shown({ files = {}, before = [], edit, args }: View, columns: number): Promise<Shown> {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files))
    if (/^[\w./-]+$/.test(content)) copyFileSync(join(ROOT, content), join(folder, name));
    else writeFileSync(join(folder, name), content);
  const written: string[] = [];
  const sink = { write: (text: string) => written.push(text), columns };
  const exitCode = await inFolder(folder, async () => {
    for (const each of before) await run(each, capturedIo({}, folder));
    if (edit !== undefined) writeFileSync(FILE, edit(readFileSync(FILE, "utf8")));
    return run(args, { ...capturedIo({}, folder), stdout: sink, stderr: sink });
  });
  return { output: written.join("").replaceAll(folder, "FOLDER"), exitCode };
}
