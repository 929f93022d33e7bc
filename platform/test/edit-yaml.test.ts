import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isMap, parse, parseDocument } from "yaml";
import { merged } from "../src/layers.js";
import { editYaml, type Edit } from "../src/migrate/edit-yaml.js";
import { kubenetPlatform } from "./support/kubenet-platform.js";

describe("edits of YAML", () => {
  const key = fc.constantFrom("a", "b", "c", "d");
  const tree: fc.Arbitrary<object> = fc.letrec<{ node: unknown; map: object }>((tie) => ({
    node: fc.oneof({ maxDepth: 3 }, fc.constantFrom(1, "x y", "1.30", true), fc.constant([1, 2]), tie("map")),
    map: fc.dictionary(key, tie("node"), { minKeys: 1, maxKeys: 4 }),
  })).map;
  const layout = fc.record({ indent: fc.constantFrom(2, 4), flowFrom: fc.integer({ min: 1, max: 4 }) });
  const edit = fc.oneof(
    fc.record({
      kind: fc.constant("set" as const),
      path: fc.array(key, { minLength: 1, maxLength: 3 }),
      value: fc.constantFrom<string | number>("retire", 5, "1.30"),
    }),
    fc.record({ kind: fc.constant("remove" as const), path: fc.array(key, { minLength: 1, maxLength: 3 }) }),
  );

  /** A document with comments, whose maps are in flow style from some depth on. */
  function textOf(value: object, { indent, flowFrom }: { indent: number; flowFrom: number }): string {
    const document = parseDocument(JSON.stringify(value));
    const style = (node: unknown, depth: number): void => {
      if (!isMap(node)) return;
      node.flow = depth >= flowFrom;
      for (const { value: inner } of node.items) style(inner, depth + 1);
    };
    style(document.contents, 0);
    return `# head\n${document.toString({ indent, lineWidth: 0 }).trimEnd()} # tail\n`;
  }
  /** What the edit means, on plain data; undefined where it passes through something that is no map. */
  function applied(value: unknown, { path: [first = "", ...rest], ...how }: Edit): unknown {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    // Only single values are replaced.
    if (rest.length === 0 && how.kind === "set" && typeof Reflect.get(value, first) === "object")
      return undefined;
    const copy = new Map<string, unknown>(Object.entries(value));
    const isRemoval = how.kind === "remove";
    if (rest.length === 0 && isRemoval && copy.has(String(first))) copy.delete(String(first));
    else {
      const inner =
        rest.length === 0
          ? isRemoval
            ? null
            : how.value
          : applied(copy.has(String(first)) ? copy.get(String(first)) : {}, { ...how, path: rest });
      if (inner === undefined) return undefined;
      copy.set(String(first), inner);
    }
    return Object.fromEntries(copy);
  }

  test("change what they say, and no other line", () => {
    fc.assert(
      fc.property(tree, layout, edit, (value, style, change) => {
        const wanted = applied(value, change);
        fc.pre(wanted !== undefined && Object.keys(wanted as object).length > 0);
        const text = textOf(value, style);
        fc.pre(JSON.stringify(parse(text)) === JSON.stringify(value));
        const after = editYaml(text, [change]);
        // The last key of a map that loses it leaves an empty one.
        const emptied = (node: unknown): unknown =>
          JSON.parse(JSON.stringify(node ?? {}, (_, inner: unknown) => (inner === null ? {} : inner)));
        expect(emptied(parse(after))).toEqual(emptied(wanted));
        expect(after.startsWith("# head\n")).toBe(true);
        const kept = text.split("\n").filter((line) => !after.split("\n").includes(line));
        expect(kept.length).toBeLessThanOrEqual(change.kind === "remove" ? text.split("\n").length : 8);
      }),
      { numRuns: 300 },
    );
  });

  test("take a value away from a file that extends one with the same key", () => {
    const base = kubenetPlatform({
      network: ", policy: calico",
      cluster: "        mirror: { policy: retire }\n",
    });
    const text = `extends: ./base.yaml
spokes:
  shop:
    clusters:
      main:
        network: { policy: azure, plugin: azure-cni-overlay }
        mirror:
          policy: retire # until it is retired
`;
    const edits: Edit[] = [
      { kind: "remove", path: ["spokes", "shop", "clusters", "main", "network", "policy"] },
      { kind: "remove", path: ["spokes", "shop", "clusters", "main", "mirror"] },
    ];
    const whole = merged(parse(base), parse(editYaml(text, edits)));
    expect(whole).toMatchObject({
      spokes: { shop: { clusters: { main: { egress: { type: "load-balancer" } } } } },
    });
    expect(JSON.stringify(whole)).not.toMatch(/mirror|policy/);
  });
});
