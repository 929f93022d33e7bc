import { run } from "@aks-topology/cli";
import { JSDOM } from "jsdom";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { capturedIo, type CapturedIo } from "../support/console.js";
import { ROOT, temporaryFolder } from "../support/files.js";
import { expectReadable, layoutOf } from "../support/layout-claims.js";

const REFERENCE = join(ROOT, "examples/kubenet-agic.yaml");

async function drawn(
  file: string,
  out: string,
  ...args: string[]
): Promise<{ code: number; io: CapturedIo; text: () => string }> {
  const cwd = temporaryFolder();
  const io = capturedIo({}, cwd);
  const code = await run(["diagram", file, "--out", out, ...args], io);
  return { code, io, text: () => readFileSync(join(cwd, out), "utf8") };
}

/** Fails where the text is no XML. */
function parsed(text: string): Document {
  return new JSDOM(text, { contentType: "application/xml" }).window.document;
}

describe("SVG", () => {
  test("is the same each time, and written where --out says", async () => {
    const [one, other] = [await drawn(REFERENCE, "a/one.svg"), await drawn(REFERENCE, "b/one.svg")];
    expect([one.code, other.code]).toEqual([0, 0]);
    expect(one.text()).toBe(other.text());
  });

  test("has a title and a description, both themes, and every thing of the file", async () => {
    const { text } = await drawn(REFERENCE, "one.svg");
    const { documentElement: svg } = parsed(text());
    expect(svg.getAttribute("role")).toBe("img");
    const [title, description] = (svg.getAttribute("aria-labelledby") ?? "").split(" ");
    expect(svg.querySelector(`#${title}`)?.textContent).toBe("contoso");
    expect(svg.querySelector(`#${description}`)?.textContent).toBe(
      "Network of contoso: 1 hub, 1 spoke, 1 AKS cluster. 27 declared paths, all as expected.",
    );
    expect(text()).toContain("prefers-color-scheme:dark");
    const texts = [...svg.querySelectorAll("text")].map(({ textContent }) => textContent);
    for (const word of [
      "hub",
      "shop",
      "AKS main",
      "10.1.0.0/24",
      "Azure Firewall Standard",
      "Node pool system",
      "RT rt-contoso-shop-main",
    ])
      expect(
        texts.filter((item) => item === word),
        word,
      ).toHaveLength(1);
  });

  test("refers to nothing outside of itself", async () => {
    const { text } = await drawn(REFERENCE, "one.svg");
    expect(
      [...text().matchAll(/(?:href|src|url)\s*[=(]\s*["']?([^"')]+)/g)].map(([, to]) => to),
    ).not.toContainEqual(expect.not.stringMatching(/^#/));
  });

  test.each(["kubenet-agic.yaml", "two-regions.yaml"])("of %s is readable", async (file) => {
    expectReadable(await layoutOf(join(ROOT, "examples", file)));
  });
});

describe("other formats", () => {
  test("Mermaid has each box and each edge", async () => {
    const { code, text } = await drawn(REFERENCE, "one.mmd");
    expect(code).toBe(0);
    const lines = text().split("\n");
    expect(lines[0]).toBe("flowchart LR");
    const idOf = (title: string): string =>
      /(n\d+)\[/.exec(lines.find((line) => line.includes(`<b>${title}</b>`)) ?? "")?.[1] ?? "?";
    expect(lines).toContain(`  ${idOf("main/system")} -->|outgoing| ${idOf("AzureFirewallSubnet")}`);
    expect(lines).toContain(`  ${idOf("hub")} <-->|peering| ${idOf("shop")}`);
    expect(lines.filter((line) => line.includes("subgraph"))).toHaveLength(
      lines.filter((line) => line.trim() === "end").length,
    );
  });

  test("draw.io has cells in each other as the boxes are", async () => {
    const { text } = await drawn(REFERENCE, "one.drawio");
    const cells = [...parsed(text()).querySelectorAll("mxCell")];
    const ids = cells.map((cell) => cell.getAttribute("id"));
    expect(new Set(ids).size).toBe(ids.length);
    for (const cell of cells)
      for (const name of ["parent", "source", "target"])
        if (cell.hasAttribute(name)) expect(ids).toContain(cell.getAttribute(name));
    const subnet = cells.find((cell) => cell.getAttribute("value")?.startsWith("<b>main/system</b>"));
    const cluster = cells.find((cell) => cell.getAttribute("id") === subnet?.getAttribute("parent"));
    expect(cluster?.getAttribute("value")).toMatch(/^<b>AKS main<\/b>/);
  });
});

describe("refusals", () => {
  test("another ending", async () => {
    const { code, io } = await drawn(REFERENCE, "one.png");
    expect(code).toBe(1);
    expect(io.err()).toContain(".svg");
  });

  test("a file with errors is not drawn, and its problems are listed", async () => {
    const { code, io, text } = await drawn(join(ROOT, "examples/broken/no-room.yaml"), "one.svg", "--json");
    expect(code).toBe(1);
    expect(io.json()).toMatchObject({ ok: false });
    expect(text).toThrow("ENOENT");
  });

  test("a broken path is drawn, as what it is", async () => {
    const { code, io, text } = await drawn(
      join(ROOT, "examples/broken/path-broken.yaml"),
      "one.svg",
      "--json",
    );
    expect(code).toBe(0);
    expect(io.json()).toMatchObject({ ok: true });
    expect(text()).toMatch(/class="edge broken"/);
  });
});
