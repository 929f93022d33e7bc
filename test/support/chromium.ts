import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
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
export function domIn(chromium: string, page: string, { width, height, isDark }: View): string {
  const file = join(temporaryFolder(), "page.html");
  writeFileSync(file, page);
  // Blink numbers the preferred colour schemes: 0 is dark, 1 is light.
  const args = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    `--window-size=${width},${height}`,
    `--blink-settings=preferredColorScheme=${isDark ? 0 : 1}`,
    "--virtual-time-budget=30000",
    "--dump-dom",
    `file://${file}`,
  ];
  return execFileSync(chromium, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    maxBuffer: 2 ** 27,
  });
}
