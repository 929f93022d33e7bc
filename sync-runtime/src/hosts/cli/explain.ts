import codes from "@aks-topology/sync-runtime/codes.json" with { type: "json" };
import type { ExplainedCode } from "../../codes/explained-code.js";
import { SyncError } from "../../domain/errors.js";
import type { Io } from "./io.js";
import { painter } from "./paint.js";
import { printJson } from "./print.js";
import { wordWrap } from "./wrap.js";

export interface ExplainOptions {
  /** @default text */
  readonly json?: true;
}

type Catalogue = Readonly<Record<string, ExplainedCode>>;

/** The codes of both commands, as `npm run docs` writes them. */
const OWN: Catalogue = codes["route-sync"];
const OF_PLATFORM_FILES: Catalogue = codes["aks-topology"];

/** `explain CODE`: what a code means and what to do; without a code all codes of this command. @throws SyncError */
export function explain(text: string | undefined, { json }: ExplainOptions, io: Io): number {
  if (text === undefined) list(json === true, io);
  else explainCode(text.toUpperCase(), json === true, io);
  return 0;
}

function list(json: boolean, io: Io): void {
  const all = Object.entries(OWN).map(([code, { title }]) => ({ code, title }));
  if (json) {
    printJson({ codes: all }, io);
    return;
  }
  const width = Math.max(...all.map(({ code }) => code.length));
  io.stdout.write(all.map(({ code, title }) => `${code.padEnd(width)}  ${title}\n`).join(""));
}

/** Of a code that both commands have, both meanings. */
function explainCode(code: string, json: boolean, io: Io): void {
  const [own, other] = [OWN, OF_PLATFORM_FILES].map((from) =>
    Object.hasOwn(from, code) ? from[code] : undefined,
  );
  const first = own ?? other;
  if (first === undefined) throw unknownCode(code);
  if (json) {
    const { title, explanation: story, remedy, source } = first;
    printJson(
      { code, command: own === undefined ? "aks-topology" : "route-sync", title, story, remedy, source },
      io,
    );
    return;
  }
  const texts = [
    ...(own === undefined ? [] : [explained(code, own, io)]),
    ...(other === undefined ? [] : [explained(`${code} of aks-topology`, other, io)]),
  ];
  io.stdout.write(texts.join("\n"));
}

const REMEDY = "Remedy  ";
/** Columns of what is no terminal. */
const UNBOUNDED = 120;

function explained(heading: string, { title, explanation, remedy, source }: ExplainedCode, io: Io): string {
  const paint = painter(io.stdout, io.env);
  const width = Math.max(40, io.stdout.columns ?? UNBOUNDED);
  const [first = "", ...more] = wordWrap(remedy, width - REMEDY.length);
  return [
    `${paint("bold", heading)}  ${title}`,
    "",
    ...wordWrap(explanation, width),
    "",
    `${paint("bold", "Remedy")}  ${first}`,
    ...more.map((line) => " ".repeat(REMEDY.length) + line),
    ...wordWrap(`Source: ${source}`, width).map((line) => paint("dim", line)),
    "",
  ].join("\n");
}

function unknownCode(code: string): SyncError {
  const meant = similar(code);
  return new SyncError({
    code: "USAGE",
    fault: "config",
    message: `there is no code ${code}`,
    remedy: [
      ...(meant.length === 0 ? [] : [`Did you mean ${meant.join(" or ")}?`]),
      "Run `route-sync explain` for the codes of this command.",
    ].join(" "),
  });
}

/** Codes of this command that have one of the words, those with the most first. */
function similar(text: string): readonly string[] {
  const words = text.match(/[A-Z0-9]{3,}/g) ?? [];
  const hits = (code: string): number => words.filter((word) => code.includes(word)).length;
  const most = Math.max(...Object.keys(OWN).map(hits));
  return most === 0 ? [] : Object.keys(OWN).filter((code) => hits(code) === most);
}
