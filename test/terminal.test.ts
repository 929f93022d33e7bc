import { run } from "@aks-topology/cli";
import { join } from "node:path";
import { expect, test } from "vitest";
import { capturedIo } from "./support/console.js";
import { ROOT, temporaryFolder } from "./support/files.js";

const FILE = join(ROOT, "examples/kubenet-agic.yaml");

/** What users look at, and what is to be copied as it is: commands and edits. */
const VIEWS: readonly { readonly args: readonly string[]; readonly copied?: RegExp }[] = [
  { args: ["--help"] },
  { args: ["check", "--help"] },
  { args: ["adopt", "--help"] },
  { args: ["trace", "--help"] },
  { args: ["init", "--preset", "list"] },
  { args: ["check", FILE] },
  { args: ["diff", FILE, "--against", "none"] },
  { args: ["paths", FILE] },
  { args: ["trace", FILE, "--from", "shop/main/pod", "--to", "internet"] },
  { args: ["trace", FILE, "--from", "internet", "--to", "shop/public", "--explain"] },
  { args: ["explain", "POD_RANGE_TOO_SMALL"] },
  { args: ["explain"] },
  { args: ["migrate", FILE, "--to", "azure-cni-overlay"], copied: /^ {4}/ },
];

for (const columns of [80, 120])
  test.each(VIEWS)(
    `at ${columns} columns, lines of \`aks-topology $args\` end between words`,
    async ({ args, copied }) => {
      const io = capturedIo({}, temporaryFolder());
      const terminal = { ...io, stdout: { ...io.stdout, columns }, stderr: { ...io.stderr, columns } };
      await run(args, terminal);
      const lines = `${io.out()}${io.err()}`.split("\n").map((line) => line.trimEnd());
      expect(lines.length).toBeGreaterThan(3);
      const long = lines.filter(
        (line) => line.length > columns && /\S{2,} \S/.test(line) && copied?.test(line) !== true,
      );
      expect(long).toEqual([]);
    },
  );
