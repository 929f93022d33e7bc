import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { MarkdownRenderer } from "vitepress";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Markdown that is no page. */
export const NO_PAGES = ["{bench,page,scripts,test}/**", "**/{cdktf.out,dist,node_modules}/**", ".*/**"];

/** The address of a page by its path in the repository: docs/ is what the site is about. */
export const REWRITES = { "docs/:page*": ":page*", "site/:page*": ":page*" };

/** Files and folders that pages link to and that are no pages, by their path in the repository. */
export function linkedFiles(): string[] {
  const pages = globSync("**/*.md", { cwd: ROOT, exclude: NO_PAGES });
  const targets = pages.flatMap((page) => linksOf(page).map((href) => targetOf(page, href)));
  return [...new Set(targets)].filter((target) => !pages.includes(target)).sort();
}

/**
 * Makes relative links the addresses of pages, those to other files of the repository the addresses of the pages that show
 * these. A link to what does not exist fails the build.
 */
export function linksOfTheRepository(md: MarkdownRenderer): void {
  md.core.ruler.push("links-of-the-repository", ({ tokens, env }) => {
    const page = relative(ROOT, fileOf(env));
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const href = token.type === "link_open" ? token.attrGet("href") : undefined;
      if (typeof href === "string" && isRelative(href)) token.attrSet("href", urlOf(page, href));
    }
  });
}

/** The anchor of a heading, as GitHub has it: links work there and here. */
export function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(/\s/g, "-");
}

/** The file that is rendered: `path` of a page is that of its address, and `path` of what is indexed that of the file. */
function fileOf(env: unknown): string {
  if (typeof env === "object" && env !== null) {
    if ("realPath" in env && typeof env.realPath === "string") return env.realPath;
    if ("path" in env && typeof env.path === "string") return env.path;
  }
  throw new Error("VitePress does not say which file it renders.");
}

function urlOf(page: string, href: string): string {
  const target = targetOf(page, href);
  if (!existsSync(join(ROOT, target))) throw new Error(`${page} links to ${href}, which does not exist.`);
  const address = target.endsWith(".md") ? target.replace(/^(?:docs|site)\//, "") : `files/${target}.md`;
  return `/${address}${/#.*/.exec(href)?.[0] ?? ""}`;
}

/** What a link of a page names, from the root of the repository; for a folder its README. */
function targetOf(page: string, href: string): string {
  const target = relative(ROOT, resolve(ROOT, dirname(page), href.replace(/#.*/, "")));
  const readme = join(target, "README.md");
  return isFolder(target) && existsSync(join(ROOT, readme)) ? readme : target;
}

function isFolder(target: string): boolean {
  return existsSync(join(ROOT, target)) && statSync(join(ROOT, target)).isDirectory();
}

function linksOf(page: string): string[] {
  const text = readFileSync(join(ROOT, page), "utf8");
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, href = ""]) => href)
    .filter((href) => isRelative(href) && !/\.(?:svg|png)$/.test(href));
}

function isRelative(href: string): boolean {
  return !/^(?:[a-z]+:|#|\/)/.test(href);
}
