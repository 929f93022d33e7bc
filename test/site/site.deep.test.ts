import axe from "axe-core";
import { JSDOM } from "jsdom";
import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM, domAt, type View } from "../support/chromium.js";
import { ROOT } from "../support/files.js";
import { differenceAt, otherRenderer } from "../support/pixels.js";
import { buildSite, serveWith, type Served } from "../support/site.js";

const DESKTOP: View = { width: 1400, height: 900, isDark: false };
const LAPTOP: View = { width: 1280, height: 900, isDark: false };
const PHONE: View = { width: 500, height: 900, isDark: true };
const SEEN: readonly { readonly page: string; readonly view: View }[] = [
  { page: "index", view: DESKTOP },
  { page: "index", view: PHONE },
  { page: "start", view: PHONE },
  { page: "reference/choices", view: PHONE },
  { page: "reference/platform", view: DESKTOP },
  { page: "reference/clouds", view: LAPTOP },
  { page: "architecture", view: PHONE },
  { page: "api/constructs/classes/Hub", view: DESKTOP },
  { page: "files/examples/kubenet-agic.yaml", view: DESKTOP },
];

interface Found {
  readonly violations: readonly string[];
  readonly overflow: number;
  /** Code and tables that are wider than their page, by their first words. */
  readonly cutOff: readonly string[];
  readonly isDark: boolean;
  /** What the search finds for the name of a code. */
  readonly hits: readonly string[];
  /** What it finds for each question, on the first page. */
  readonly answers: readonly (readonly string[])[];
}

/** What a new user asks, and the page that answers it, which is among the first three. */
const QUESTIONS = [
  ["where do I put a WAF", "/web-application-firewalls.html"],
  ["why 58 not 59", "/subnet-sizes.html"],
  ["how do I take in my hub", "/existing-hub.html"],
  ["what does it cost", "/cost.html"],
] as const;

const REPORT = `
const after = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
async function search(words) {
  document.querySelector(".DocSearch-Button").click();
  await after(2000);
  const input = document.querySelector("#localsearch-input");
  input.value = words;
  input.dispatchEvent(new Event("input"));
  await after(2000);
  return [...document.querySelectorAll("#localsearch-list a")].map(({ href }) => href);
}
async function answers() {
  const found = [];
  for (const question of ${JSON.stringify(QUESTIONS.map(([question]) => question))})
    found.push((await search(question)).slice(0, 3));
  return found;
}
addEventListener("load", async () => {
  await after(1000);
  // The keys that open the search are part of its button, and no words.
  const rules = { "label-content-name-mismatch": { enabled: false } };
  const { violations } = await axe.run(document, { resultTypes: ["violations"], rules });
  const found = document.createElement("pre");
  found.id = "found";
  found.textContent = JSON.stringify({
    violations: violations.map(({ id, nodes }) => id + ": " + nodes[0].html + " " + nodes[0].failureSummary),
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    cutOff: [...document.querySelectorAll(".vp-doc pre, .vp-doc table")]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
      .map(({ textContent }) => textContent.trim().slice(0, 60)),
    isDark: document.documentElement.classList.contains("dark"),
    hits: await search("KUBENET_RETIRES"),
    answers: location.pathname === "/index.html" ? await answers() : [],
  });
  document.body.append(found);
});`;

let folder: string;

// Half a minute of a core, of which there may be less than one.
const BUILD = 400_000;

beforeAll(async () => {
  folder = await buildSite();
}, BUILD);

test("every link of every page is to a page, and to an anchor that it has", () => {
  const pages = globSync("**/*.html", { cwd: folder });
  const anchors = new Map(pages.map((page) => [page, anchorsOf(read(page))]));
  const dead = pages.flatMap((page) =>
    [...read(page).matchAll(/<a [^>]*href="(?!https?:|mailto:)([^"]*)"/g)].flatMap(([, href = ""]) => {
      const [path = "", anchor = ""] = href.split("#");
      const target = path === "" ? page : targetOf(page, path);
      const known = anchors.get(target);
      const isThere = known === undefined ? existsSync(join(folder, target)) : isAnchor(known, anchor);
      return isThere ? [] : [`${page}: ${href}`];
    }),
  );
  expect(pages.length).toBeGreaterThan(100);
  expect(dead).toEqual([]);
});

test("every name of the TypeScript API has a page, and choices are written as their words", () => {
  const pages = globSync("api/constructs/*/*.html", { cwd: folder }).map((page) => basename(page, ".html"));
  const names = readFileSync(join(ROOT, "constructs/api.txt"), "utf8").trim().split("\n");
  expect(names.filter((name) => !pages.includes(name))).toEqual([]);
  expect(existsSync(join(folder, "api/trace/functions/trace.html"))).toBe(true);
  const tier = new JSDOM(read("api/constructs/interfaces/HubFirewallProps.html")).window.document
    .querySelector("#property-tier")
    ?.closest("tr")?.textContent;
  expect(tier).toMatch(/"Standard".*"Premium".*Default "Standard"/);
});

test("diagrams are pictures with a name", () => {
  const { document } = new JSDOM(read("architecture.html")).window;
  const pictures = [...document.querySelectorAll("[role=img]")].filter(
    (it) => it.querySelector("svg") !== null,
  );
  expect(pictures.map((it) => it.getAttribute("aria-label"))).toEqual([
    "Layers",
    "From a platform file to Terraform",
    "From an alert to a route",
  ]);
  expect(pictures[2]?.textContent).toContain("PUT whole table, If-Match");
  expect(document.querySelector(".language-mermaid")).toBeNull();
});

test("words in braces are text, also at the end of a cell", () => {
  const headings = new JSDOM(read("reference/names.html")).window.document.querySelectorAll(
    "#types ~ table th",
  );
  expect([...headings].map(({ textContent }) => textContent)).toEqual(["resource", "{type}", "characters"]);
});

test("every column of a table has a heading", () => {
  expect(
    globSync("**/*.html", { cwd: folder }).filter((page) => /<th\b[^>]*><\/th>/.test(read(page))),
  ).toEqual([]);
});

test("a page of the sidebar has neighbours, another one has none", () => {
  expect(neighboursOf("changing-a-platform.html")).toEqual(["Pipelines", "Custom names"]);
  expect(neighboursOf("api/constructs/classes/Hub.html")).toHaveLength(2);
  expect(neighboursOf("CONTRIBUTING.html")).toEqual([]);
  expect(neighboursOf("files/examples/kubenet-agic.yaml.html")).toEqual([]);
});

test("a folder's page links to the pages of its files, with what each is about", () => {
  const { document } = new JSDOM(read("files/examples.html")).window;
  const item = document.querySelector('a[href="/files/examples/isolated-gateway.yaml.html"]')?.closest("li");
  expect(item?.textContent).toBe(
    "isolated-gateway.yaml: A gateway without a public address, through network isolation: Azure reaches its control plane over the backbone",
  );
  expect(document.body.textContent).not.toContain("virtual-wan.lock.yaml");
});

test("nothing is loaded from elsewhere", () => {
  const loading = globSync("**/*.html", { cwd: folder }).filter((page) =>
    /<(?:script|link|img|iframe)\b[^>]*(?:src|href)="https?:/.test(read(page)),
  );
  expect(loading).toEqual([]);
  const importing = globSync("**/*.{html,js,css}", { cwd: folder }).filter((file) =>
    /@import (?:url\()?\\?["']?https?:/.test(read(file)),
  );
  expect(importing).toEqual([]);
});

describe.skipIf(CHROMIUM === undefined)("in a browser", () => {
  let served: Served;
  beforeAll(async () => {
    served = await serveWith(folder, [axe.source, REPORT]);
  });
  afterAll(() => {
    served.close();
  });

  test.each(SEEN)(
    "$page at $view.width × $view.height: axe finds nothing, nothing is cut off, and the search finds",
    async ({ page, view }) => {
      const dom = await domAt(CHROMIUM ?? "", `${served.url}/${page}.html`, view);
      const text = new JSDOM(dom).window.document.querySelector("#found")?.textContent ?? "";
      const { violations, overflow, cutOff, isDark, hits, answers } = JSON.parse(text) as Found;
      expect(violations).toEqual([]);
      expect(overflow).toBeLessThanOrEqual(0);
      // Narrow windows scroll code and tables.
      if (view !== PHONE) expect(cutOff).toEqual([]);
      expect(isDark).toBe(view.isDark);
      expect(hits.join("\n")).toContain("/reference/problem-codes.html#kubenet_retires");
      expect(answers).toHaveLength(page === "index" ? QUESTIONS.length : 0);
      answers.forEach((found, at) => {
        expect(found.join("\n")).toContain(QUESTIONS[at]?.[1]);
      });
    },
  );
});

/** Main pages, and one of each kind. */
const PHOTOGRAPHED: readonly { readonly page: string; readonly view: View }[] = [
  { page: "index", view: { width: 1280, height: 800, isDark: false } },
  { page: "index", view: { width: 390, height: 844, isDark: true } },
  { page: "start", view: { width: 1024, height: 768, isDark: true } },
  { page: "reference/platform", view: { width: 1280, height: 800, isDark: false } },
  { page: "reference/choices", view: { width: 390, height: 844, isDark: false } },
  { page: "architecture", view: { width: 800, height: 1900, isDark: true } },
  { page: "api/constructs/classes/Hub", view: { width: 1024, height: 768, isDark: false } },
];
const reason = await otherRenderer();

describe(`the pixels of the site${reason === undefined ? "" : `, which are not compared here. ${reason}`}`, () => {
  let served: Served;
  beforeAll(async () => {
    served = await serveWith(folder, []);
  });
  afterAll(() => {
    served.close();
  });

  test.skipIf(reason !== undefined).each(PHOTOGRAPHED)(
    "$page at $view.width × $view.height",
    async ({ page, view }) => {
      const name = `site-${page.replaceAll("/", "-")}-${view.width}`;
      expect(await differenceAt(name, `${served.url}/${page}.html`, view)).toBeUndefined();
    },
  );
});

function read(page: string): string {
  return readFileSync(join(folder, page), "utf8");
}

function neighboursOf(page: string): string[] {
  const { document } = new JSDOM(read(page)).window;
  return [...document.querySelectorAll(".pager-link .title")].map(({ textContent }) => textContent);
}

function anchorsOf(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/ id="([^"]*)"/g)].map(([, id = ""]) => id));
}

function isAnchor(known: ReadonlySet<string>, anchor: string): boolean {
  return anchor === "" || known.has(decodeURIComponent(anchor));
}

function targetOf(page: string, path: string): string {
  const target = relative("/", resolve("/", dirname(page), decodeURI(path)));
  return path.endsWith("/") || target === "" ? join(target, "index.html") : target;
}
