import axe from "axe-core";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../support/files.js";
import { opened, pageOf, textOf, type } from "../support/report.js";

const REFERENCE = join(ROOT, "examples/kubenet-agic.yaml");

let page = "";
beforeAll(async () => {
  page = await pageOf(REFERENCE);
});

describe("the page", () => {
  test("loads nothing, and forbids itself to", () => {
    const { document } = opened(page).window;
    const policy = document.querySelector("meta[http-equiv]")?.getAttribute("content");
    expect(policy).toContain("default-src 'none'");
    const loading = document.querySelectorAll("[src], link[href], image, iframe, object, embed, use");
    expect([...loading].map((element) => element.outerHTML)).toEqual([]);
    const links = [...document.querySelectorAll("[href]")].map((element) => element.getAttribute("href"));
    expect(links.filter((href) => href?.startsWith("#") !== true)).toEqual([]);
    expect(page).not.toMatch(/url\((?!#)|@import/);
  });

  test("has each section, with a link to it", () => {
    const { document } = opened(page).window;
    const links = [...document.querySelectorAll("nav a")];
    expect(links.map(({ textContent }) => textContent)).toEqual([
      "Picture",
      "Problems",
      "Address plan",
      "What if",
      "Paths",
      "Firewall rules",
      "Roles",
    ]);
    for (const link of links)
      expect(document.querySelector(link.getAttribute("href") ?? "")?.tagName).toBe("H2");
  });

  test("has no flaw that axe finds in its structure", async () => {
    const { window } = opened(page);
    window.eval(axe.source);
    const runner = Reflect.get(window, "axe") as typeof axe;
    // Colours need a browser: `chromium.deep.test.ts` looks at them.
    const { violations } = await runner.run(window.document, {
      rules: { "color-contrast": { enabled: false } },
    });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`)).toEqual([]);
  });

  test("each id is there once", () => {
    const { document } = opened(page).window;
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  test("text of a file ends no element", async () => {
    const broken = await pageOf(join(ROOT, "examples/broken/five-mistakes.yaml"));
    const { document } = opened(broken).window;
    expect(document.querySelectorAll(".problems li").length).toBeGreaterThanOrEqual(5);
    expect(document.querySelector("#picture-frame")).toBeNull();
    expect(textOf(opened(broken), "header")).toContain("errors");
  });
});

describe("in the page", () => {
  test("the address plan has a bar for each subnet", () => {
    const { document } = opened(page).window;
    const [row] = [...document.querySelectorAll("tbody tr")].filter((item) =>
      item.textContent.includes("main/system"),
    );
    const bar = row?.querySelector("meter");
    expect([bar?.getAttribute("value"), bar?.getAttribute("max"), bar?.getAttribute("aria-label")]).toEqual([
      "14",
      "251",
      "14 of 251 addresses",
    ]);
  });

  test("a search counts what it finds, and marks it", () => {
    const dom = opened(page);
    type(dom, "search", "firewall standard");
    expect(textOf(dom, "#search-result")).toBe("1 match");
    expect(dom.window.document.querySelector("svg .hit")?.getAttribute("data-address")).toBe(
      "azurerm_firewall.hub_firewall",
    );
    type(dom, "search", "");
    expect(dom.window.document.querySelectorAll("svg .hit")).toHaveLength(0);
  });

  test("more nodes than a subnet holds are said to be too many", () => {
    const dom = opened(page);
    expect(textOf(dom, "#what-if-verdict")).toBe("Everything fits.");
    type(dom, "nodes-0", "300");
    expect(textOf(dom, "#what-if-verdict")).toBe(
      "Node subnet of shop/main/system is too small: 399 addresses of 251. Pod range of shop/main is too small: 399 blocks of 256.",
    );
    type(dom, "surge-0", "1");
    expect(textOf(dom, "#what-if-uses")).toContain("301 (+287)");
    type(dom, "surge-0", "a third");
    expect(dom.window.document.getElementById("surge-0")?.getAttribute("aria-invalid")).toBe("true");
  });

  test("a path that is opened is marked in the picture, and shows its hops", async () => {
    const dom = opened(page);
    const { document } = dom.window;
    const path = [...document.querySelectorAll<HTMLDetailsElement>("[data-path]")].find((row) =>
      row.textContent.includes("node/system -> mcr.microsoft.com:443"),
    );
    if (path === undefined) throw new Error("The path is not listed.");
    expect(
      [...path.querySelectorAll("ol:first-of-type .action")].map(({ textContent }) => textContent),
    ).toContain("translate");
    path.open = true;
    await new Promise((resolve) => setTimeout(resolve, 20));
    const traced = [...document.querySelectorAll(".edge.traced title")].map(({ textContent }) => textContent);
    expect(traced).toHaveLength(2);
    for (const names of traced) expect(names).toContain("node/system -> mcr.microsoft.com:443");
  });

  test("a click on a box opens its text", () => {
    const dom = opened(page);
    const { document } = dom.window;
    const box = [...document.querySelectorAll("svg .box")].find((item) =>
      item.textContent.includes("main/system"),
    );
    box?.querySelector("rect")?.dispatchEvent(new dom.window.MouseEvent("click", { bubbles: true }));
    expect(box?.classList.contains("chosen")).toBe(true);
    expect(document.querySelector<HTMLDetailsElement>(".as-text")?.open).toBe(true);
    expect(document.activeElement?.textContent).toBe("main/system");
  });

  test("paths are filtered by their words", () => {
    const dom = opened(page);
    type(dom, "path-filter", "internet -> gateway");
    expect(textOf(dom, "#path-count")).toBe("2 paths");
  });
});
