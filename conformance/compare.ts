import type { Exchange, Recording } from "./recording.ts";

/** What the answers of `actual` lack or have otherwise than those of `expected`, exchange by exchange. */
export function differences(expected: Recording, actual: Recording): string[] {
  const answers = new Map(actual.exchanges.map((exchange) => [exchange.n, exchange]));
  return expected.exchanges
    .filter(({ res }) => res?.status !== undefined)
    .flatMap((exchange) => {
      const answer = answers.get(exchange.n);
      if (answer === undefined) return [`${exchange.n}: nothing asks for this`];
      return flaws(exchange, answer).map((flaw) => `${exchange.n}: ${flaw}`);
    });
}

function flaws({ res: expected }: Exchange, { res: actual }: Exchange): string[] {
  const found: string[] = [];
  const same = (what: string, wanted: unknown, got: unknown): void => {
    if (wanted !== undefined && wanted !== got)
      found.push(`${what} ${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`);
  };
  same("status", expected?.status, actual?.status);
  const headers = headerNames(actual);
  for (const name of headerNames(expected)) if (!headers.includes(name)) found.push(`no header ${name}`);
  for (const name of expected?.noHeaders ?? []) if (headers.includes(name)) found.push(`a header ${name}`);
  const keys = keysOf(actual?.body);
  for (const key of keysOf(expected?.body)) if (!keys.includes(key)) found.push(`no ${key} in the body`);
  same(
    "state",
    at(expected?.body, "properties.provisioningState"),
    at(actual?.body, "properties.provisioningState"),
  );
  same("code", at(expected?.body, "error.code"), at(actual?.body, "error.code"));
  const details = codesOf(actual?.body);
  for (const code of codesOf(expected?.body))
    if (!details.includes(code)) found.push(`no code ${String(code)} in details`);
  return found;
}

function headerNames(res: Exchange["res"]): readonly string[] {
  const headers = res?.headers ?? [];
  // fetch and the simulator count bodies differently; an empty body is seen in the body itself.
  const names = isList(headers) ? headers : Object.keys(headers);
  return names.map(String).filter((name) => name !== "content-length");
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !isList(value);
}

/** Dotted paths of all keys; entries of lists are not compared. */
function keysOf(value: unknown, prefix = ""): string[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    prefix + key,
    ...keysOf(inner, `${prefix}${key}.`),
  ]);
}

/** The value at a dotted path. */
export function at(value: unknown, path: string): unknown {
  let here = value;
  for (const key of path.split(".")) here = isObject(here) ? here[key] : undefined;
  return here;
}

function codesOf(body: unknown): unknown[] {
  const details = at(body, "error.details");
  return isList(details) ? details.map((detail) => at(detail, "code")) : [];
}
