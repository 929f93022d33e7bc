import { loadPlatform } from "@aks-topology/platform";
import { JSDOM, VirtualConsole } from "jsdom";
import { makeReport } from "../../cli/src/report/make-report.js";
import { renderPage } from "../../cli/src/report/page.js";

/** The page of a platform file. */
export async function pageOf(file: string): Promise<string> {
  return renderPage(await makeReport(file, loadPlatform(file), undefined));
}

/** A page in a document whose scripts run. */
export function opened(page: string): JSDOM {
  // What jsdom lacks, such as a canvas, it would report on the console.
  const virtualConsole = new VirtualConsole();
  return new JSDOM(page, { runScripts: "dangerously", pretendToBeVisual: true, virtualConsole });
}

/** Types into a field, as users do. */
export function type({ window }: JSDOM, id: string, text: string): void {
  const field = window.document.getElementById(id);
  if (!(field instanceof window.HTMLInputElement)) throw new Error(`There is no field ${id}.`);
  field.value = text;
  field.dispatchEvent(new window.Event("input", { bubbles: true }));
}

export function textOf({ window }: JSDOM, selector: string): string {
  return (window.document.querySelector(selector)?.textContent ?? "").replaceAll(/\s+/g, " ").trim();
}
