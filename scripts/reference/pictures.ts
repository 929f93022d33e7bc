import { processIo, run } from "@aks-topology/cli";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The examples whose pictures are in docs/images/. */
export const PICTURES: readonly string[] = ["kubenet-agic", "existing-hub", "two-regions"];

/** Draws the picture of an example into a folder. */
export async function drawPicture(example: string, folder: string): Promise<void> {
  const quiet = { write: (): boolean => true };
  const io = { ...processIo(), stdout: quiet, stderr: quiet, cwd: ROOT };
  const args = [
    "diagram",
    join(ROOT, "examples", `${example}.yaml`),
    "--out",
    join(folder, `${example}.svg`),
  ];
  const code = await run(args, io);
  if (code !== 0) throw new Error(`The picture of ${example} could not be drawn.`);
}
