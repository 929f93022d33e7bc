import axe from "axe-core";
import { JSDOM } from "jsdom";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { writeFileSync } from "node:fs";
import { CHROMIUM, domIn, type View } from "../support/chromium.js";
import { ROOT, temporaryFolder } from "../support/files.js";
import { differenceAt, otherRenderer } from "../support/pixels.js";
import { pageOf } from "../support/report.js";

const SIZES = [
  [390, 844],
  [1024, 768],
  [1600, 1000],
] as const;
const VIEWS: readonly View[] = SIZES.flatMap(([width, height]) =>
  [false, true].map((isDark) => ({ width, height, isDark })),
);
const FILES = ["examples/existing-hub.yaml", "examples/broken/path-broken.yaml"];

interface Found {
  readonly violations: readonly string[];
  readonly overflow: number;
  readonly isDark: boolean;
}

const REPORT = `
for (const fold of document.querySelectorAll("details")) fold.open = true;
axe.run(document).then(({ violations }) => {
  const found = document.createElement("pre");
  found.id = "found";
  found.textContent = JSON.stringify({
    violations: violations.map(({ id, nodes }) => id + ": " + nodes[0].html + " " + nodes[0].failureSummary),
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    isDark: matchMedia("(prefers-color-scheme: dark)").matches,
  });
  document.body.append(found);
});`;

describe.skipIf(CHROMIUM === undefined)("in a browser", () => {
  describe.each(FILES)("%s", (file) => {
    test.each(VIEWS)(
      "$width × $height, dark: $isDark: axe finds nothing, and nothing is cut off",
      async (view) => {
        const page = await pageOf(join(ROOT, file));
        const scripts = [axe.source, REPORT].map(
          (script) => `<script>${script.replaceAll("</", "<\\/")}</script>`,
        );
        const dom = domIn(
          CHROMIUM ?? "",
          page.replace("</body>", () => `${scripts.join("")}</body>`),
          view,
        );
        const text = new JSDOM(dom).window.document.querySelector("#found")?.textContent ?? "";
        const found = JSON.parse(text) as Found;
        expect(found.violations).toEqual([]);
        expect(found.overflow).toBeLessThanOrEqual(0);
        expect(found.isDark).toBe(view.isDark);
      },
    );
  });
});

const reason = await otherRenderer();

describe(`the pixels of the report${reason === undefined ? "" : `, which are not compared here. ${reason}`}`, () => {
  test.skipIf(reason !== undefined).each(VIEWS)("$width × $height, dark: $isDark", async (view) => {
    const file = join(temporaryFolder(), "report.html");
    // The page names its file as it is given here.
    writeFileSync(file, await pageOf("examples/existing-hub.yaml"));
    const name = `report-${view.width}-${view.isDark ? "dark" : "light"}`;
    expect(await differenceAt(name, `file://${file}`, view)).toBeUndefined();
  });
});
