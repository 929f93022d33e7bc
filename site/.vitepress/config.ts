import { join } from "node:path";
import { defineConfig } from "vitepress";
import { writeApiPages } from "../api-pages.ts";
import { breakableCode } from "../inline-code.ts";
import { anchorOf, linksOfTheRepository, NO_PAGES, REWRITES, ROOT } from "../links.ts";
import { mermaidPictures } from "../mermaid.ts";
import { SEARCH } from "../search.ts";
import { listedIn, SECTIONS } from "../sidebar.ts";

const api = await writeApiPages();
const listed = listedIn([...SECTIONS, ...api]);

export default defineConfig({
  title: "aks-topology",
  description: "Hub-and-spoke networks for Azure Kubernetes Service: one YAML file, checked, as Terraform.",
  lang: "en",
  srcDir: ROOT,
  srcExclude: [...NO_PAGES],
  rewrites: REWRITES,
  outDir: join(ROOT, "site/dist"),
  cacheDir: join(ROOT, "node_modules/.cache/vitepress"),
  // The default colours of code are too faint to read.
  markdown: {
    theme: { light: "github-light-high-contrast", dark: "github-dark-default" },
    // `{ type: public }` at the end of a cell is text, and no attribute of it.
    attrs: { disable: true },
    config: (md) => {
      linksOfTheRepository(md);
      mermaidPictures(md);
      breakableCode(md);
    },
    anchor: { slugify: anchorOf },
  },
  // A page that the sidebar does not list has no neighbours: the theme would name the first page as its next one.
  transformPageData: ({ relativePath, frontmatter }) =>
    listed.has(`/${relativePath.replace(/(?:index)?\.md$/, "")}`)
      ? undefined
      : { frontmatter: { ...frontmatter, prev: false, next: false } },
  // The home page of the theme has no main landmark, which screen readers jump to.
  transformHtml: (html) =>
    html.replace('<div class="VPContent is-home"', '<div role="main" class="VPContent is-home"'),
  // The search index and the platform file's reference are loaded where they are needed.
  vite: { build: { chunkSizeWarningLimit: 2000 }, logLevel: "warn" },
  themeConfig: {
    nav: [
      { text: "Start", link: "/start" },
      { text: "Choose", link: "/choosing" },
      { text: "Reference", link: "/reference/platform" },
      { text: "Compare", link: "/comparison" },
      { text: "Troubleshoot", link: "/troubleshooting" },
    ],
    sidebar: { "/api/": api, "/": SECTIONS.map(({ text, items }) => ({ text, items: [...items] })) },
    search: { provider: "local", options: { miniSearch: SEARCH } },
    outline: [2, 3],
  },
});
