import type { MarkdownRenderer } from "vitepress";

/** The longest word that stays on one line, in characters: a third of the width of a phone. */
const LONGEST = 24;

/**
 * Where code in a line of text may break. A word such as `azure-cni-overlay` or `--prune` stays whole, which browsers would
 * break after a hyphen; a longer one, such as a host name, may break after its punctuation, so that a table fits its page.
 */
export function breakableCode(md: MarkdownRenderer): void {
  const render = md.renderer.rules.code_inline;
  md.renderer.rules.code_inline = (tokens, index, options, env, self) => {
    const code = render?.(tokens, index, options, env, self) ?? "";
    return code.replace(/(?<=>)[^<]+(?=<\/code>)/, (text) => text.split(" ").map(wordOf).join(" "));
  };
}

function wordOf(word: string): string {
  if (word.length > LONGEST) return word.replaceAll(/[./_,:|=](?=\w)/g, "$&<wbr>");
  return word.includes("-") ? `<span class="word">${word}</span>` : word;
}
