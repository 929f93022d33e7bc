import { byId, onClick, tell } from "./dom.js";
import { search } from "./search.js";
import { Zoom } from "./zoom.js";

/** The buttons and the search above the picture. */
export function connectPicture(): void {
  const frame = byId("picture-frame");
  const svg = frame?.querySelector("svg");
  if (frame === undefined || svg === null || svg === undefined) return;
  const zoom = new Zoom(frame, svg);
  onClick("zoom-in", () => {
    zoom.in();
  });
  onClick("zoom-out", () => {
    zoom.out();
  });
  onClick("zoom-fit", () => {
    zoom.fit();
  });
  const field = byId("search");
  if (!(field instanceof HTMLInputElement)) return;
  let at = -1;
  const find = (): number => {
    const hits = search(svg, field.value);
    tell(
      "search-result",
      field.value.trim() === "" ? "" : hits.length === 1 ? "1 match" : `${hits.length} matches`,
    );
    return hits.length;
  };
  field.addEventListener("input", () => {
    at = -1;
    find();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      field.value = "";
      find();
    }
    if (event.key !== "Enter") return;
    event.preventDefault();
    const hits = search(svg, field.value);
    if (hits.length === 0) return;
    at = (at + 1) % hits.length;
    const hit = hits[at];
    if (hit !== undefined) zoom.show(hit.part);
    tell("search-result", `Match ${at + 1} of ${hits.length}`);
  });
}
