import { byId, dataOf, tell } from "./dom.js";
import { isSurge, usesOf, type Pool, type Use } from "./what-if.js";

/** Computes the table of "what if" again with each change of a number. */
export function connectWhatIf(): void {
  const form = byId("what-if");
  if (!(form instanceof HTMLFormElement)) return;
  const pools = dataOf("pools") as readonly Pool[];
  const update = (): void => {
    const changed = pools.map((pool, i) => withInputs(pool, i));
    show(usesOf(changed), usesOf(pools));
  };
  form.addEventListener("input", update);
  form.addEventListener("reset", () => {
    setTimeout(update);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
  });
  update();
}

function withInputs(pool: Pool, index: number): Pool {
  return {
    ...pool,
    nodes: numberIn(`nodes-${index}`) ?? pool.nodes,
    maxSurge: surgeIn(`surge-${index}`) ?? pool.maxSurge,
    maxPods: numberIn(`pods-${index}`) ?? pool.maxPods,
  };
}

function inputOf(id: string): HTMLInputElement | undefined {
  const input = byId(id);
  return input instanceof HTMLInputElement ? input : undefined;
}

function numberIn(id: string): number | undefined {
  const input = inputOf(id);
  if (input === undefined) return undefined;
  const isValid = input.value !== "" && input.validity.valid;
  input.setAttribute("aria-invalid", String(!isValid));
  return isValid ? Number(input.value) : undefined;
}

function surgeIn(id: string): string | undefined {
  const input = inputOf(id);
  if (input === undefined) return undefined;
  const text = input.value.trim();
  input.setAttribute("aria-invalid", String(!isSurge(text)));
  return isSurge(text) ? text : undefined;
}

function show(uses: readonly Use[], before: readonly Use[]): void {
  const body = byId("what-if-uses");
  if (body === undefined) return;
  body.replaceChildren(...uses.map((use, i) => rowOf(use, before[i])));
  const short = uses.filter(({ needed, available }) => needed > available);
  tell(
    "what-if-verdict",
    short.length === 0
      ? "Everything fits."
      : short
          .map(
            ({ what, needed, available, unit }) => `${what} is too small: ${needed} ${unit} of ${available}.`,
          )
          .join(" "),
  );
  byId("what-if-verdict")?.classList.toggle("bad", short.length > 0);
}

function rowOf({ what, prefix, unit, needed, available }: Use, before: Use | undefined): HTMLTableRowElement {
  const row = document.createElement("tr");
  const head = cell("th", what);
  head.setAttribute("scope", "row");
  const change = needed - (before?.needed ?? needed);
  const changed = change === 0 ? "" : ` (${change > 0 ? "+" : "−"}${Math.abs(change)})`;
  const bar = document.createElement("meter");
  bar.max = Math.max(available, 1);
  bar.value = Math.min(needed, available);
  bar.high = available * 0.9;
  bar.optimum = 0;
  bar.setAttribute("aria-label", `${needed} of ${available} ${unit}`);
  const bars = cell("td", "");
  bars.append(bar);
  row.append(
    head,
    cell("td", prefix),
    cell("td", `${needed}${changed}`),
    cell("td", String(available)),
    cell("td", unit),
    bars,
  );
  row.classList.toggle("bad", needed > available);
  return row;
}

function cell(tag: "th" | "td", text: string): HTMLTableCellElement {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}
