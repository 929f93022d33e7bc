import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { CHROMIUM, photoAt, type View } from "./chromium.js";
import { ROOT } from "./files.js";

const REFERENCES = join(ROOT, "test/pixels");
const SEEN = join(ROOT, "node_modules/.cache/pixels");
/** The Chromium that drew the references; the job `pixels` of the workflow installs this one. */
const VERSION_FILE = join(REFERENCES, "chromium-version.txt");
/**
 * `compare`, or `required`, which takes no other renderer than that of the references; `update` writes these. Pages are
 * edited more often than images are looked at: without a mode, which `npm run pixels` sets, nothing is compared.
 */
const MODE = process.env["PIXELS"];

/** What the eye does not see: 1 is black against white. */
const INVISIBLE = 0.01;
/** Of two photos of one renderer, a pixel at the edge of a line differs now and then. */
const STRAY = 8;

/** Letters of each kind of font that pages use. Pages of another version, or with other fonts, differ everywhere. */
const SAMPLE = `<!doctype html><meta charset="utf-8"><body style="margin:8px">
${["system-ui", "sans-serif", "serif", "monospace"].map((font) => `<p style="font:16px ${font}">Aks 10.0.0.0/26 → ✓ <b>bold</b> <i>italic</i></p>`).join("")}`;

/** Why pixels are not compared; undefined where they are. */
export async function otherRenderer(): Promise<string | undefined> {
  if (MODE === undefined) return "`npm run pixels` compares them.";
  const found = CHROMIUM === undefined ? "no Chromium" : versionOf(CHROMIUM);
  if (MODE === "update") writeFileSync(VERSION_FILE, `${found}\n`);
  const pinned = readFileSync(VERSION_FILE, "utf8").trim();
  const reason =
    found === pinned
      ? await otherFonts()
      : `The reference images are by Chromium ${pinned}; here is ${found}.`;
  if (reason === undefined) return undefined;
  if (MODE === "required") throw new Error(reason);
  process.stderr.write(`${reason} Nothing is compared.\n`);
  return reason;
}

async function otherFonts(): Promise<string | undefined> {
  const page = `data:text/html,${encodeURIComponent(SAMPLE)}`;
  const photo = await photoAt(CHROMIUM ?? "", page, { width: 420, height: 200, isDark: false });
  const isAlike = differenceFrom("renderer", photo) === undefined;
  return isAlike ? undefined : "The reference images are drawn with other fonts than those of this machine.";
}

function versionOf(chromium: string): string {
  const { stdout } = spawnSync(chromium, ["--version"], { encoding: "utf8" });
  return /\d+(?:\.\d+){3}/.exec(stdout)?.[0] ?? stdout;
}

/**
 * Compares a photo of a page with its reference in `test/pixels`.
 * @returns what differs and where both can be seen; undefined where nothing does
 */
export async function differenceAt(name: string, url: string, view: View): Promise<string | undefined> {
  return differenceFrom(name, await photoAt(CHROMIUM ?? "", url, view));
}

/** The same for a photo. */
export function differenceFrom(name: string, photo: Buffer): string | undefined {
  const reference = join(REFERENCES, `${name}.png`);
  if (MODE === "update") {
    writeFileSync(reference, photo);
    return undefined;
  }
  if (!existsSync(reference)) return `${reference} does not exist: \`npm run pixels -- --update\` writes it.`;
  const [expected, found] = [PNG.sync.read(readFileSync(reference)), PNG.sync.read(photo)];
  const { width, height } = expected;
  if (found.width !== width || found.height !== height)
    return `${name} is ${found.width} × ${found.height}, not ${width} × ${height}.`;
  const difference = new PNG({ width, height });
  const options = { threshold: INVISIBLE, includeAA: true };
  const count = pixelmatch(expected.data, found.data, difference.data, width, height, options);
  if (count <= STRAY) return undefined;
  mkdirSync(SEEN, { recursive: true });
  writeFileSync(join(SEEN, `${name}.png`), photo);
  writeFileSync(join(SEEN, `${name}-difference.png`), PNG.sync.write(difference));
  return `${name} differs in ${count} pixels: compare ${reference} with ${join(SEEN, name)}.png and ${name}-difference.png.`;
}
