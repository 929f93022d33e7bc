import { byId, tell } from "./dom.js";

/** Filters the list of paths, and marks the way of one in the picture. */
export function connectPaths(): void {
  const list = byId("path-list");
  if (list === undefined) return;
  const rows = [...list.querySelectorAll<HTMLElement>("[data-path]")];
  const field = byId("path-filter");
  if (field instanceof HTMLInputElement)
    field.addEventListener("input", () => {
      const words = field.value.toLowerCase().trim();
      for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(words);
      const count = rows.filter((row) => !row.hidden).length;
      tell("path-count", count === 1 ? "1 path" : `${count} paths`);
    });
  for (const row of rows)
    row.addEventListener("toggle", () => {
      if (row instanceof HTMLDetailsElement && row.open) {
        for (const other of rows)
          if (other !== row && other instanceof HTMLDetailsElement) other.open = false;
        mark(row.dataset["path"] ?? "");
      } else if (!rows.some((other) => other instanceof HTMLDetailsElement && other.open)) mark("");
    });
}

/** Marks the edges of a path, by the boxes that it passes: `3 1 0`. */
function mark(way: string): void {
  const svg = byId("picture-frame")?.querySelector("svg");
  if (svg === undefined || svg === null) return;
  const boxes = way.split(" ").filter((box) => box !== "");
  const steps = new Set(boxes.slice(1).map((to, i) => `${boxes[i] ?? ""} ${to}`));
  svg.classList.toggle("tracing", boxes.length > 0);
  for (const edge of svg.querySelectorAll("[data-from]")) {
    const step = `${edge.getAttribute("data-from") ?? ""} ${edge.getAttribute("data-to") ?? ""}`;
    edge.classList.toggle("traced", steps.has(step));
  }
  for (const box of svg.querySelectorAll("[data-box]"))
    box.classList.toggle("traced", boxes.includes(box.getAttribute("data-box") ?? ""));
}
