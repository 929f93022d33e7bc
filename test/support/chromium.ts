import { execFile, execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { temporaryFolder } from "./files.js";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** A Chromium on this machine: `CHROMIUM_PATH`, else one on the path; undefined where there is none. */
export const CHROMIUM =
  process.env["CHROMIUM_PATH"] ?? NAMES.find((name) => spawnSync(name, ["--version"]).status === 0);

export interface View {
  readonly width: number;
  readonly height: number;
  readonly isDark: boolean;
}

/** The document of a page after its scripts have run, as markup. */
export function domIn(chromium: string, page: string, view: View): string {
  const file = join(temporaryFolder(), "page.html");
  writeFileSync(file, page);
  return execFileSync(chromium, argumentsFor(`file://${file}`, view), {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    maxBuffer: MAX_BUFFER,
  });
}

/** The same of a page that this process serves. */
export async function domAt(chromium: string, url: string, view: View): Promise<string> {
  const { stdout } = await promisify(execFile)(chromium, argumentsFor(url, view), { maxBuffer: MAX_BUFFER });
  return stdout;
}

/** A photo of a page of this process or of a file: what a window of that size shows. @returns the PNG */
export async function photoAt(chromium: string, url: string, view: View): Promise<Buffer> {
  const file = join(mkdtempSync(join(tmpdir(), "photo-")), "photo.png");
  const alike = ["--hide-scrollbars", "--force-device-scale-factor=1", "--force-color-profile=srgb"];
  await promisify(execFile)(chromium, [...alike, `--screenshot=${file}`, ...commonFor(view), url]);
  return readFileSync(file);
}

const MAX_BUFFER = 2 ** 27;

function argumentsFor(url: string, view: View): string[] {
  return [...commonFor(view), "--dump-dom", url];
}

function commonFor({ width, height, isDark }: View): string[] {
  return [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    `--window-size=${width},${height}`,
    // Blink numbers the preferred colour schemes: 0 is dark, 1 is light.
    `--blink-settings=preferredColorScheme=${isDark ? 0 : 1}`,
    "--virtual-time-budget=30000",
  ];
}
