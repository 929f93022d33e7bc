import { byId } from "./dom.js";

/** Shows the text of a box that is clicked, in the list below the picture. */
export function connectDetails(): void {
  const svg = byId("picture-frame")?.querySelector("svg");
  svg?.addEventListener("click", (event) => {
    const box =
      event.target instanceof Element
        ? event.target.closest("[data-box]")?.getAttribute("data-box")
        : undefined;
    if (box === undefined || box === null) return;
    open(box);
  });
  for (const button of document.querySelectorAll<HTMLElement>("[data-shows]"))
    button.addEventListener("click", () => {
      const box = button.dataset["shows"];
      if (box !== undefined) choose(box);
    });
}

function open(box: string): void {
  const entry = byId(`box-${box}`);
  if (entry !== undefined) {
    for (const around of ancestors(entry)) if (around instanceof HTMLDetailsElement) around.open = true;
    entry.querySelector<HTMLElement>("[data-shows]")?.focus({ preventScroll: true });
  }
  choose(box);
}

function choose(box: string): void {
  const svg = byId("picture-frame")?.querySelector("svg");
  for (const part of svg?.querySelectorAll("[data-box]") ?? [])
    part.classList.toggle("chosen", part.getAttribute("data-box") === box);
  document.dispatchEvent(new CustomEvent("chosen", { detail: box }));
}

function ancestors(element: Element): readonly Element[] {
  const above = element.parentElement;
  return above === null ? [] : [above, ...ancestors(above)];
}
