import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { atMost, median, type Case, type Figure } from "../case.js";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const PAGE = readFileSync(join(ROOT, "docs/start.md"), "utf8");
const BINS: Readonly<Record<string, string>> = {
  "aks-topology": join(ROOT, "cli/bin/aks-topology.mjs"),
  "route-sync": join(ROOT, "sync-runtime/bin/route-sync.mjs"),
};

/** What each step of `docs/start.md` may take, in seconds, as its table promises. */
const PROMISES = [...PAGE.matchAll(/^\| `(aks-topology|route-sync) ([a-z]+)` *\| (\d+) s *\|$/gm)].map(
  ([, command = "", verb = "", seconds]) => ({ command, verb, limit: Number(seconds) }),
);

/** The steps of `docs/start.md`, from an empty folder, with the arguments and files that the page has. */
export const startToPlan: Case = {
  name: "cli/start-to-plan",
  async run({ quick }) {
    const rounds: ReadonlyMap<string, number>[] = [];
    for (let round = 0; round < (quick ? 1 : 3); round += 1) rounds.push(await walked());
    return PROMISES.map(({ command, verb, limit }): Figure => {
      const name = `${command} ${verb}`;
      return atMost(limit, name, median(rounds.map((it) => it.get(name) ?? Number.NaN)), "s");
    });
  },
};

async function walked(): Promise<ReadonlyMap<string, number>> {
  const cwd = mkdtempSync(join(tmpdir(), "bench-start-"));
  try {
    for (const [, name = "", text = ""] of PAGE.matchAll(
      /^`([a-z]+\.(?:json|yaml))`\n\n```\w+\n([^`]*)```/gm,
    ))
      writeFileSync(join(cwd, name), text);
    const taken = new Map<string, number>();
    for (const { command, verb } of PROMISES) {
      const args = [BINS[command] ?? "", verb, ...argumentsOf(command, verb)];
      const before = performance.now();
      if (verb === "view") await firstPage(args, cwd);
      else ended(args, cwd);
      taken.set(`${command} ${verb}`, (performance.now() - before) / 1000);
    }
    return taken;
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** What the page writes behind a command where it first has it. */
function argumentsOf(command: string, verb: string): readonly string[] {
  const [, rest = ""] = new RegExp(String.raw`^\$ npx ${command} ${verb}( [^\n]*)?$`, "m").exec(PAGE) ?? [];
  return rest.split(" ").filter((it) => it !== "");
}

function ended(args: readonly string[], cwd: string): void {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, stdio: ["ignore", "ignore", "pipe"] });
  if (status !== 0)
    throw new Error(`${args.join(" ")} ended with ${status ?? "a signal"}: ${stderr.toString()}`);
}

/** Until the page of `view` is read. */
async function firstPage(args: readonly string[], cwd: string): Promise<void> {
  const view = spawn(process.execPath, [...args, "--port", "0"], { cwd, stdio: ["ignore", "pipe", "pipe"] });
  try {
    const url = await new Promise<string>((resolve, reject) => {
      let text = "";
      const read = (chunk: Buffer): void => {
        text += chunk.toString();
        const [found] = /http:\/\/[^\s]+/.exec(text) ?? [];
        if (found !== undefined) resolve(found);
      };
      view.stdout.on("data", read);
      view.stderr.on("data", read);
      view.once("exit", () => {
        reject(new Error(`view ended: ${text}`));
      });
    });
    const response = await fetch(url);
    if (!(await response.text()).includes("<svg")) throw new Error("The page of view has no picture.");
  } finally {
    view.kill();
  }
}
