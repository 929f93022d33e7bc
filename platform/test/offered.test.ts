import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { isLockFile, hasErrors, inspect, parsePlatform, platformShape } from "../src/index.js";
import { EGRESS } from "../src/kinds/egress/index.js";
import { INGRESS } from "../src/kinds/ingress/index.js";

/** What the object of a value needs: the keys that name its kind, and others with values that the schema names. */
interface Around {
  readonly kind: readonly (readonly [key: string, value: unknown])[];
  readonly needed: Readonly<Record<string, unknown>>;
}

/** A value that the schema names, by the keys above it; any name is `*`. */
interface Offer extends Around {
  readonly path: readonly string[];
  readonly value: unknown;
}

interface Shape {
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape;
}

function* offersOf(
  shape: Shape,
  path: readonly string[],
  around: Around = { kind: [], needed: {} },
): Generator<Offer> {
  for (const value of valuesOf(shape)) yield { path, value, ...around };
  for (const option of shape.anyOf ?? shape.oneOf ?? []) yield* offersOf(option, path, around);
  const needed = Object.entries(shape.properties ?? {}).filter(
    ([key]) => shape.required?.includes(key) === true,
  );
  const inside: Around = {
    kind: needed.flatMap(([key, property]) => (property.const === undefined ? [] : [[key, property.const]])),
    needed: Object.fromEntries(needed.map(([key, property]) => [key, valuesOf(property)[0]])),
  };
  for (const [key, property] of Object.entries(shape.properties ?? {}))
    yield* offersOf(property, [...path, key], inside);
  for (const inner of [shape.additionalProperties, shape.items])
    if (typeof inner === "object") yield* offersOf(inner, [...path, "*"]);
}

function valuesOf(shape: Shape): readonly unknown[] {
  return shape.const === undefined ? (shape.enum ?? []) : [shape.const];
}

/** The places of a file's content that a path of an offer means, as far as there are keys. */
function placesOf(content: unknown, [step, ...rest]: readonly string[]): string[][] {
  if (step === undefined) return [[]];
  if (step !== "*") return placesOf(child(content, step), rest).map((below) => [step, ...below]);
  return Object.keys(content ?? {}).flatMap((key) =>
    placesOf(child(content, key), rest).map((below) => [key, ...below]),
  );
}

function child(content: unknown, key: string): unknown {
  return typeof content === "object" && content !== null ? Reflect.get(content, key) : undefined;
}

function at(content: unknown, place: readonly string[]): unknown {
  return place.reduce(child, content);
}

/** A copy of the content with a value at a place. */
function withValue(content: unknown, place: readonly string[], value: unknown): unknown {
  const copy: unknown = structuredClone(content);
  let inner = copy as Record<string, unknown>;
  for (const key of place.slice(0, -1)) inner = (inner[key] ??= {}) as Record<string, unknown>;
  inner[place.at(-1) ?? ""] = value;
  return copy;
}

/** Whether a file is accepted. Some values need the newer provider. */
function passes(content: unknown): boolean {
  const result = parsePlatform(stringify({ azurerm: 5, ...(content as object) }), "platform.yaml");
  return result.ok && !hasErrors(inspect(result.loaded).problems);
}

const folder = fileURLToPath(new URL("../../examples/", import.meta.url));
/** Their own tests show that they pass. */
const examples: readonly unknown[] = ["", "warned/"].flatMap((part) =>
  readdirSync(`${folder}${part}`)
    .filter((name) => name.endsWith(".yaml") && !isLockFile(name))
    .map((name): unknown => parse(readFileSync(`${folder}${part}${name}`, "utf8"))),
);
const BACKEND = { type: "azurerm", resourceGroup: "rg-state", storageAccount: "state", container: "state" };
const CERTIFICATES = {
  type: "key-vault",
  id: "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv",
  certificates: {},
};
/** Examples with a Front Door of a cluster's own. */
const doors = examples.flatMap((content) =>
  placesOf(content, ["spokes", "*", "clusters", "*", "ingress", "originHost"]).map(
    (place) => [content, place.slice(0, -1)] as const,
  ),
);
const ACCEPTED = [
  ...examples,
  withValue(examples[0], ["backend"], BACKEND),
  ...doors
    .filter(([content, place]) => at(content, place.concat("hostNames")) !== undefined)
    .map(([content, place]) => withValue(content, place.concat("tls"), CERTIFICATES)),
];

function isOfKind(content: unknown, place: readonly string[], { kind }: Offer): boolean {
  const around = at(content, place.slice(0, -1));
  return kind.every(([key, value]) => key === place.at(-1) || child(around, key) === value);
}

/** Where an offer changes the least: at best in an object of its own kind, at worst in one that is to be made. */
function bestPlaceOf(offer: Offer): readonly [content: unknown, place: string[]] {
  const candidates = ACCEPTED.flatMap((content) =>
    placesOf(content, offer.path).map((place) => {
      const isThere = typeof at(content, place.slice(0, -1)) === "object";
      return { content, place, changes: isThere ? Number(!isOfKind(content, place, offer)) : 2 };
    }),
  );
  const [best] = candidates.sort((one, other) => one.changes - other.changes);
  return [best?.content, best?.place ?? []];
}

/** The content with an offer at a place. Another kind there gives way to what this one needs. */
function withOffer(content: unknown, place: readonly string[], offer: Offer): unknown {
  return isOfKind(content, place, offer)
    ? withValue(content, place, offer.value)
    : withObject(content, place, offer);
}

function withObject(content: unknown, place: readonly string[], { needed, value }: Offer): unknown {
  return withValue(content, place.slice(0, -1), { ...needed, [place.at(-1) ?? ""]: value });
}

/** Whether a value passes in any file, alone or in an object that has only what it needs. */
function passesSomewhere(offer: Offer): boolean {
  return ACCEPTED.some((content) =>
    placesOf(content, offer.path).some(
      (place) => passes(withOffer(content, place, offer)) || passes(withObject(content, place, offer)),
    ),
  );
}

type Attempt = readonly [place: readonly string[], offer: Offer];

/** The offers that do not pass. Many are tried in one file, fewer when it is refused. */
function refused(file: unknown, attempts: readonly Attempt[]): Offer[] {
  const together = attempts.reduce((content, [place, offer]) => withOffer(content, place, offer), file);
  if (passes(together)) return [];

  const [[, only] = []] = attempts;
  if (only === undefined || attempts.length === 1)
    return only === undefined || passesSomewhere(only) ? [] : [only];
  const half = Math.ceil(attempts.length / 2);
  return [attempts.slice(0, half), attempts.slice(half)].flatMap((part) => refused(file, part));
}

function isShown({ path, value }: Offer): boolean {
  return ACCEPTED.some((content) => placesOf(content, path).some((place) => at(content, place) === value));
}

test("every value that the schema offers passes in some file", () => {
  // A hub of several has the schema of a single one.
  const offers = [...offersOf(platformShape() as Shape, [])].filter(({ path: [top] }) => top !== "hubs");
  expect(offers.length).toBeGreaterThan(100);
  const left = new Set(offers.filter((offer) => !isShown(offer)));
  while (left.size > 0) {
    // One value for each place that has some left.
    const byFile = new Map<unknown, Map<string, Attempt>>();
    for (const offer of left) {
      const [file, place] = bestPlaceOf(offer);
      const attempts = byFile.get(file) ?? new Map<string, Attempt>();
      byFile.set(file, attempts);
      if (!attempts.has(place.join("."))) attempts.set(place.join("."), [place, offer]);
    }
    for (const [file, attempts] of byFile) {
      expect(refused(file, [...attempts.values()]), "offered, but always refused").toEqual([]);
      for (const [, offer] of attempts.values()) left.delete(offer);
    }
  }
}, 300_000);

describe("a misspelt kind", () => {
  const file = parse(readFileSync(`${folder}kubenet-agic.yaml`, "utf8")) as unknown;
  const cluster = ["spokes", "shop", "clusters", "main"];

  const egress = Object.keys(EGRESS).filter((type) => type !== "managed-nat-gateway");

  test.each([
    ["egress", "firewal", egress],
    ["egress", "managed-nat-gatewy", egress],
    ["ingress", "agic", Object.keys(INGRESS)],
  ])("of %s is answered with the kinds that are offered", (choice, type, kinds) => {
    const content = withValue(file, [...cluster, choice], { type });
    const result = parsePlatform(stringify(content), "platform.yaml");
    if (result.ok) expect.fail("The file is read.");
    expect(result.problems.map(({ code, hint }) => [code, hint])).toEqual([
      ["INVALID_VALUE", expect.stringMatching(`(^|\\? )Use one of: ${kinds.join(", ")}\\.$`)],
    ]);
  });

  test("and a kind that is always refused keeps its own problem", () => {
    const content = withValue(file, [...cluster, "egress"], { type: "managed-nat-gateway" });
    const result = parsePlatform(stringify(content), "platform.yaml");
    if (!result.ok) expect.fail("The file is not read.");
    expect(inspect(result.loaded).problems.map(({ code }) => code)).toContain("MANAGED_NAT_GATEWAY_NETWORK");
    expect(JSON.stringify(platformShape())).not.toContain("managed-nat-gateway");
  });
});
