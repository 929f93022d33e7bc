import { globSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CHROMIUM, domAt, photoAt, type View } from "../support/chromium.js";
import { ROOT } from "../support/files.js";
import { buildSite, serveWith } from "../support/site.js";

const FOLDER = join(ROOT, "node_modules/.cache/photos");
const DESKTOP: View = { width: 1280, height: 900, isDark: false };
const PHONE: View = { width: 390, height: 844, isDark: true };
/** Chromium draws no taller picture without tiling it. */
const TALLEST = 16_000;
/** Browsers at a time: as many as the machines of the workflow have cores. */
const AT_A_TIME = 4;
const HOUR = 3_600_000;
const MEASURE = `addEventListener("load", () => {
  document.documentElement.dataset.height = document.documentElement.scrollHeight;
});`;

/**
 * Photographs every page, whole, to be looked at: `npm run pixels -- --all`. Nothing is compared, since a photo of each page
 * would change with each edit.
 */
test.runIf(process.env["PIXELS"] === "all")(
  "every page has a photo, light and dark",
  async () => {
    const site = await buildSite();
    const served = await serveWith(site, [MEASURE]);
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    const pages = globSync("**/*.html", { cwd: site }).sort();
    const photos = pages.flatMap((page) => viewsOf(page).map((view) => ({ page, view })));
    const left = [...photos];
    const photographer = async (): Promise<void> => {
      for (let next = left.pop(); next !== undefined; next = left.pop())
        await photograph(`${served.url}/${next.page}`, next.page, next.view);
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, photographer));
    served.close();
    expect(globSync("*.png", { cwd: FOLDER })).toHaveLength(photos.length);
  },
  HOUR,
);

/** Pages of files and of the API are alike: one view of each is enough. */
function viewsOf(page: string): readonly View[] {
  return /^(?:api|files)\b/.test(page) ? [DESKTOP] : [DESKTOP, PHONE];
}

async function photograph(url: string, page: string, view: View): Promise<void> {
  const [, height = ""] = /data-height="(\d+)"/.exec(await domAt(CHROMIUM ?? "", url, view)) ?? [];
  const photo = await photoAt(CHROMIUM ?? "", url, { ...view, height: Math.min(Number(height), TALLEST) });
  const name = page.replace(/\.html$/, "").replaceAll(/[\\/]/g, "-");
  writeFileSync(join(FOLDER, `${name}-${view.width}.png`), photo);
}
