// Applies, plans and destroys a platform with the real azurerm provider against the simulator, next to what exists already.
import { parseArgs } from "node:util";
import { loadPlatform } from "@aks-topology/platform";
import { existingOf } from "../demo/src/existing.ts";
import { Cycle } from "./real-provider/cycle.ts";
import { Azure } from "./real-provider/azure.ts";

const USAGE = `usage: npm run real-provider -- --provider VERSION --file PLATFORM [--terraform COMMAND] [--keep] [--seed-only]

Applies a platform file with the real azurerm provider against the simulator, plans again, and destroys. Everything that the
file names by id is created first, by PUT. Succeeds (exit code 0) if
  1. apply succeeds, 2. a second plan has no changes, 3. destroy succeeds,
  4. nothing that existed is in Terraform's state, and
  5. what existed is afterwards as before, byte for byte.

--provider VERSION   version of azurerm, such as 4.55.0 or 5.2.0; it decides for which major the file is written
--file PLATFORM      the platform file
--terraform COMMAND  terraform or tofu (default: terraform); found through the PATH, the provider through its own configuration
                     (TF_CLI_CONFIG_FILE, a mirror, or the registry)
--keep               keeps the working folder and prints its path
--seed-only          creates what exists, reads it back, and ends: neither Terraform nor the provider is needed
`;

const { values } = parseArgs({
  options: {
    provider: { type: "string" },
    file: { type: "string" },
    terraform: { type: "string", default: "terraform" },
    keep: { type: "boolean", default: false },
    "seed-only": { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

const { provider, file, terraform, keep } = values;
const seedOnly = values["seed-only"];
if (values.help || file === undefined || (provider === undefined && !seedOnly)) {
  process.stdout.write(USAGE);
  process.exit(values.help ? 0 : 1);
}

const loading = loadPlatform(file);
if (!loading.ok) {
  process.stderr.write(`${loading.problems.map(({ message }) => message).join("\n")}\n`);
  process.exit(1);
}
const azure = await Azure.start();
try {
  const existing = existingOf(loading.loaded.platform);
  await azure.create(existing);
  const before = await azure.read(existing);
  say(`${existing.length} resources exist before Terraform runs.`);
  const failed = seedOnly ? [] : await run(before);
  const changed = azure.differences(before, await azure.read(existing));
  const findings = [...failed, ...changed.map((id) => `${id} is not as before.`)];
  for (const finding of findings) say(`✗ ${finding}`);
  say(findings.length === 0 ? "✓ passed" : `✗ ${findings.length} findings`);
  process.exitCode = findings.length === 0 ? 0 : 1;
} finally {
  await azure.stop();
}

async function run(before: ReadonlyMap<string, string>): Promise<string[]> {
  const cycle = new Cycle({ file: file ?? "", provider: provider ?? "", terraform, env: azure.env, say });
  try {
    return await cycle.run([...before.keys()]);
  } finally {
    if (keep) say(`Kept: ${cycle.folder}`);
    else cycle.remove();
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
