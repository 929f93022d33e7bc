import { byId, dataOf, tell } from "./dom.js";

interface Lines {
  readonly index?: number;
  readonly file?: string;
  readonly from?: number;
  readonly to?: number;
}

/** Shows the lines of a box that is chosen. */
export function connectSource(): void {
  if (byId("source") === undefined) return;
  const lines = dataOf("lines") as readonly Lines[];
  document.addEventListener("chosen", (event) => {
    if (event instanceof CustomEvent) show(lines[Number(event.detail)] ?? {});
  });
}

function show({ index, file, from, to }: Lines): void {
  for (const line of document.querySelectorAll(".lines .marked")) line.classList.remove("marked");
  if (index === undefined || from === undefined || to === undefined) {
    tell("source-status", "No line of the file is about this.");
    return;
  }
  for (let line = from; line <= to; line += 1) byId(`line-${index}-${line}`)?.classList.add("marked");
  byId(`line-${index}-${from}`)?.scrollIntoView({ block: "nearest" });
  tell(
    "source-status",
    from === to ? `Line ${from} of ${file ?? ""}.` : `Lines ${from} to ${to} of ${file ?? ""}.`,
  );
}
