import { CODES, ROUTE_SYNC_CODES, type ExplainedCode } from "../catalogue.js";
import { UsageError } from "../errors.js";
import type { Io } from "../io.js";
import { painter, widthOf, type Paint } from "../paint.js";
import { printJson } from "../print.js";
import { hung, wrapped } from "../wrap.js";

export interface ExplainOptions {
  readonly json?: true;
}

/** Lists every code with its title, those of `route-sync` last. */
export function listCodes({ json }: ExplainOptions, io: Io): void {
  const listed = (codes: typeof CODES): { code: string; title: string }[] =>
    Object.entries(codes).map(([code, { title }]) => ({ code, title }));
  const [own, others] = [listed(CODES), listed(ROUTE_SYNC_CODES)];
  if (json) {
    printJson({ codes: own, routeSync: others }, io);
    return;
  }
  const paint = painter(io.stdout, io.env);
  const width = Math.max(...[...own, ...others].map(({ code }) => code.length));
  const lines = (codes: typeof own): string =>
    codes.map(({ code, title }) => `${code.padEnd(width)}  ${hung(title, width + 2, io.stdout)}\n`).join("");
  io.stdout.write(`${lines(own)}\n${paint("bold", "Codes of route-sync")}\n${lines(others)}`);
}

/** Explains one code; of one that both commands have, both meanings. @throws UsageError for an unknown one */
export async function explain(text: string, { json }: ExplainOptions, io: Io): Promise<void> {
  const code = text.toUpperCase();
  const [own, other] = [ofCode(CODES, code), ofCode(ROUTE_SYNC_CODES, code)];
  const first = own ?? other;
  if (first === undefined) throw await unknownCode(text);
  if (json) {
    const { title, explanation: story, remedy, source } = first;
    const command = own === undefined ? "route-sync" : "aks-topology";
    printJson({ code, command, title, story, remedy, source }, io);
    return;
  }
  const paint = painter(io.stdout, io.env);
  const texts = [
    ...(own === undefined ? [] : [explained(code, own, paint, widthOf(io.stdout))]),
    ...(other === undefined ? [] : [explained(`${code} of route-sync`, other, paint, widthOf(io.stdout))]),
  ];
  io.stdout.write(texts.join("\n"));
}

function ofCode(codes: typeof CODES, code: string): ExplainedCode | undefined {
  return Object.hasOwn(codes, code) ? codes[code] : undefined;
}

async function unknownCode(text: string): Promise<UsageError> {
  // Loaded for a mistake alone: an explanation is there at once.
  const [{ didYouMean }, { similarCodes, similarSentence }] = await Promise.all([
    import("@aks-topology/platform"),
    import("../similar-codes.js"),
  ]);
  const codes = { ...CODES, ...ROUTE_SYNC_CODES };
  const meant =
    didYouMean(text.toUpperCase(), Object.keys(codes)) || similarSentence(similarCodes(text, codes));
  return new UsageError(
    `There is no problem code ${text}.`,
    `${meant} Run \`aks-topology explain\` for a list of all codes.`.trim(),
    "UNKNOWN_CODE",
  );
}

const REMEDY = "Remedy  ";

function explained(
  heading: string,
  { title, explanation, remedy, source }: ExplainedCode,
  paint: Paint,
  width: number,
): string {
  const [first = "", ...more] = wrapped(remedy, width - REMEDY.length);
  return [
    `${paint("bold", heading)}  ${title}`,
    "",
    ...wrapped(explanation, width),
    "",
    `${paint("bold", "Remedy")}  ${first}`,
    ...more.map((line) => " ".repeat(REMEDY.length) + line),
    ...wrapped(`Source: ${source}`, width).map((line) => paint("dim", line)),
    "",
  ].join("\n");
}
