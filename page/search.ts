/** Finds boxes and things of the picture by what is written on them and by their names. */
export interface Hit {
  readonly part: Element;
}

export function search(svg: SVGSVGElement, words: string): readonly Hit[] {
  const wanted = words
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const parts = [...svg.querySelectorAll("[data-box], [data-address]")];
  const hits = wanted.length === 0 ? [] : parts.filter((part) => matches(part, wanted));
  svg.classList.toggle("searching", wanted.length > 0);
  for (const part of parts) part.classList.toggle("hit", hits.includes(part));
  return hits.map((part) => ({ part }));
}

/** A box is found by its own words, not by those of what is in it. */
function matches(part: Element, wanted: readonly string[]): boolean {
  const own = [...part.children].filter((child) => !child.hasAttribute("data-address"));
  const texts = own.map(({ textContent }) => textContent);
  const text = [...texts, part.getAttribute("data-address")].join(" ").toLowerCase();
  return wanted.every((word) => text.includes(word));
}
