import { parseArgs } from "node:util";
import type { Figure } from "./case.js";
import { CASES } from "./registry.js";

const { values, positionals } = parseArgs({
  options: { json: { type: "boolean", default: false }, quick: { type: "boolean", default: false } },
  allowPositionals: true,
});

const chosen = CASES.filter(
  ({ name }) => positionals.length === 0 || positionals.some((part) => name.includes(part)),
);
const RESULTS: Figure[] = [];
for (const bench of chosen) {
  process.stderr.write(`${bench.name} …\n`);
  RESULTS.push(...(await bench.run({ quick: values.quick })));
}

if (values.json) process.stdout.write(`${JSON.stringify({ results: RESULTS }, null, 2)}\n`);
else {
  for (const { name, value, unit, limit, ok } of RESULTS) {
    const verdict = limit === null ? "" : ok ? `ok, at most ${limit}` : `TOO MUCH, at most ${limit}`;
    process.stdout.write(`${name.padEnd(56)}${String(value).padStart(12)} ${unit.padEnd(6)}${verdict}\n`);
  }
}
process.exitCode = RESULTS.every(({ ok }) => ok) ? 0 : 1;
