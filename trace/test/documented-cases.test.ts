import { formatAddress, type Hop, type Trace } from "@aks-topology/trace";
import { describe, expect, it } from "vitest";
import type { DocumentedCase } from "./documented/case.js";
import { DOCUMENTED } from "./documented/index.js";
import { ask, model } from "./support/network.js";

describe.each(Object.entries(DOCUMENTED))("published examples: %s", (_, cases) => {
  it.each(cases)("$title ($source)", (example) => {
    const { resources, from, to, protocol = "TCP", port = 443 } = example;
    const found = ask(model(resources), { from, to, protocol, port });
    expect(shown(found), explain(found)).toMatchObject(expected(example));
    for (const part of example.avoids ?? []) expect(textOf(found.forward)).not.toContain(part);
    expect(inOrder(textsOf(found.forward), example.passes ?? []), explain(found)).toEqual([]);
  });
});

it("has at least forty published examples, none of them twice", () => {
  const titles = Object.values(DOCUMENTED).flatMap((cases) => cases.map(({ title }) => title));
  expect(titles.length).toBeGreaterThanOrEqual(40);
  expect(new Set(titles).size).toBe(titles.length);
});

function expected({ verdict, decidedBy, arrives = {} }: DocumentedCase): object {
  return {
    verdict,
    ...(decidedBy === undefined ? {} : { decidedBy: expect.stringContaining(decidedBy) as unknown }),
    ...arrives,
  };
}

function shown({ verdict, decidedBy, forward }: Trace): object {
  const last = forward.at(-1);
  return {
    verdict,
    decidedBy: decidedBy === undefined ? "" : `${decidedBy.address}: ${decidedBy.rule}`,
    source: last === undefined ? "" : formatAddress(last.source),
    destination: last === undefined ? "" : formatAddress(last.destination),
  };
}

function textsOf(hops: readonly Hop[]): readonly string[] {
  return hops.map(({ at, by, detail }) => `${at} | ${by} | ${detail}`);
}

function textOf(hops: readonly Hop[]): string {
  return textsOf(hops).join("\n");
}

/** The parts that are missing, each to be found at or after the one before. */
function inOrder(texts: readonly string[], [part, ...rest]: readonly string[]): readonly string[] {
  if (part === undefined) return [];
  const index = texts.findIndex((text) => text.includes(part));
  return index < 0 ? [part] : inOrder(texts.slice(index), rest);
}

function explain({ verdict, forward, back, unknowns }: Trace): string {
  return [verdict, textOf(forward), "back:", textOf(back ?? []), ...unknowns].join("\n");
}
