import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** What the heap holds, in bytes. Garbage that waits to be collected depends on what ran before, and is none of it. */
export function heapInUse(): number {
  collect();
  return process.memoryUsage().heapUsed;
}
