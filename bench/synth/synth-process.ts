import { loadPlatform, synthesize } from "@aks-topology/platform";

/** Synthesizes the file of the first argument into the folder of the second, and prints the process' largest memory in MB. */
const [file = "", out = ""] = process.argv.slice(2);
const result = loadPlatform(file);
if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join("\n"));
const { problems, stacks } = synthesize(result.loaded, out);
if (stacks.length === 0) throw new Error(problems.map(({ message }) => message).join("\n"));
process.stdout.write(String(process.resourceUsage().maxRSS / 1024));
