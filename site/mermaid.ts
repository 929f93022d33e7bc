import { renderMermaidSVG } from "beautiful-mermaid";
import type { MarkdownRenderer } from "vitepress";

/** The colours of the page, which follow its theme. */
const COLOURS = {
  bg: "var(--vp-c-bg)",
  fg: "var(--vp-c-text-1)",
  line: "var(--vp-c-text-2)",
  accent: "var(--vp-c-brand-1)",
  muted: "var(--vp-c-text-2)",
  surface: "var(--vp-c-bg-soft)",
  border: "var(--vp-c-border)",
  transparent: true,
};

/** Draws the Mermaid diagrams of pages while the site is built, named after the heading above them. */
export function mermaidPictures(md: MarkdownRenderer): void {
  const fence = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, index, options, env, self) => {
    const token = tokens[index];
    if (token?.info.trim() !== "mermaid") return fence?.(tokens, index, options, env, self) ?? "";
    const above = tokens.slice(0, index).findLastIndex(({ type }) => type === "heading_open");
    return pictureOf(token.content, tokens[above + 1]?.content ?? "Diagram", md.utils.escapeHtml);
  };
}

/**
 * A picture has a style of its own, which a template of Vue cannot have: it is a value in the page's template. Its font is
 * that of the page, which the style would load from elsewhere again.
 */
function pictureOf(text: string, title: string, escape: (text: string) => string): string {
  const svg = renderMermaidSVG(text, COLOURS).replace(/@import url\('[^']*'\);/, "");
  const value = escape(JSON.stringify(svg));
  return `<div class="mermaid-picture" role="img" aria-label="${escape(title)}" v-html="${value}"></div>\n`;
}
