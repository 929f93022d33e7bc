import { draftOf, inspect, loadPlatform } from "@aks-topology/platform";

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
// The least of each: whatever else runs on the machine only adds to a time, and to the difference of two even more.
const runs = Array.from({ length: Number(rounds) }, () => ({
  without: milliseconds(() => draftOf(loaded)),
  with: milliseconds(() => inspect(loaded)),
}));
const synth = Math.min(...runs.map((run) => run.without));
process.stdout.write(
  JSON.stringify({
    synth,
    paths: Math.min(...runs.map((run) => run.with)) - synth,
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
