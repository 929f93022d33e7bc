import { draftOf, inspect, loadPlatform } from "@aks-topology/platform";
import { median } from "../case.js";

/**
 * Synthesizes the file of the first argument without and with all of its paths, as often as the second argument says, and
 * prints the milliseconds of both, the number of paths, and the largest memory in MB of one synthesis with paths.
 */
const [file = "", rounds = "3"] = process.argv.slice(2);
const result = loadPlatform(file);
if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join("\n"));
const { loaded } = result;
const { paths } = inspect(loaded);
const megabytes = process.resourceUsage().maxRSS / 1024;
if (paths.length === 0) throw new Error("The platform of the benchmark is broken.");
const pairs = Array.from({ length: Number(rounds) }, () => {
  const synth = milliseconds(() => draftOf(loaded));
  return { synth, paths: milliseconds(() => inspect(loaded)) - synth };
});
process.stdout.write(
  JSON.stringify({
    synth: median(pairs.map((pair) => pair.synth)),
    paths: median(pairs.map((pair) => pair.paths)),
    count: paths.length,
    megabytes,
  }),
);

function milliseconds(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
