import { processIo } from "@aks-topology/cli";
import { run } from "./program.js";

process.noDeprecation = true; // cdktf calls util.isArray
process.exitCode = await run(process.argv.slice(2), processIo());
