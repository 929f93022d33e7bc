import { globSync } from "node:fs";
import { expect, test } from "vitest";
import { anchorOf, linkedFiles } from "../../site/links.js";
import { SECTIONS } from "../../site/sidebar.js";
import { ROOT } from "../support/files.js";

const linked = SECTIONS.flatMap(({ items }) => items.map(({ link }) => link));

test("every page of docs/ is in a section of the site", () => {
  const pages = globSync("**/*.md", { cwd: `${ROOT}/docs` }).map((page) => `/${page.replace(/\.md$/, "")}`);
  expect(pages.filter((page) => !linked.includes(page))).toEqual([]);
});

test("a page is listed before its parts, so that it has its place among its neighbours", () => {
  const paths = linked.map((link) => link.replace(/#.*/, ""));
  expect(
    linked.filter((link, at) => link.includes("#") && paths.indexOf(link.replace(/#.*/, "")) === at),
  ).toEqual([]);
});

test("the sections are those of a reader's way", () => {
  expect(SECTIONS.map(({ text }) => text)).toEqual([
    "Start",
    "Concepts",
    "Choose",
    "How-to",
    "Operate",
    "Reference",
    "Compare",
    "Troubleshoot",
  ]);
  expect(new Set(linked).size).toBe(linked.length);
});

test("anchors are those of GitHub", () => {
  expect(anchorOf("`paths [FILE] [--live] [--azurerm 4|5] [--json]`")).toBe(
    "paths-file---live---azurerm-45---json",
  );
  expect(anchorOf("1. The gateway answers 502: a stale mirror")).toBe(
    "1-the-gateway-answers-502-a-stale-mirror",
  );
});

test("files that pages link to have a page, folders by their README", () => {
  const files = linkedFiles();
  expect(files).toContain("examples/kubenet-agic.yaml");
  expect(files).not.toContain("examples/typescript");
  expect(files.filter((file) => file.endsWith(".svg"))).toEqual([]);
});
