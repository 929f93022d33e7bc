export function byId(id: string): HTMLElement | undefined {
  return document.getElementById(id) ?? undefined;
}

export function onClick(id: string, act: () => void): void {
  byId(id)?.addEventListener("click", act);
}

/** Writes into a place that screen readers announce. */
export function tell(id: string, text: string): void {
  const place = byId(id);
  if (place !== undefined) place.textContent = text;
}

/** The data of the page. */
export function dataOf(id: string): unknown {
  return JSON.parse(byId(id)?.textContent ?? "null");
}
