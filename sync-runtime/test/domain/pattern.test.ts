import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConfigError, type Problem } from "../../src/config/problem.js";
import { mirrorWith } from "../support/arbitraries.js";

function matches(routeNamePattern: string, name: string): boolean {
  return mirrorWith({ routeNamePattern }).routeNamePattern.matches(name);
}

function problemsOf(routeNamePattern: unknown): readonly Problem[] {
  try {
    mirrorWith({ routeNamePattern });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe("routeNamePattern", () => {
  test.each([
    ["aks*vmss*", "aks-nodepool1-12345678-vmss000000", true],
    ["aks*vmss*", "AKS-NODEPOOL1-12345678-VMSS000000", true],
    ["aks*vmss*", "aks-nodepool1-12345678-vms0", false],
    ["aks*vmss*", "my-aks-vmss", false],
    ["*", "", true],
    ["**", "anything", true],
    ["aks", "aks", true],
    ["aks", "aks1", false],
    ["aks", "my-aks", false],
    ["aks?", "aks", false],
    ["aks?", "aks1", true],
    ["*ab", "abab", true],
    ["ab*ab", "ab", false],
    ["ab*ab", "abab", true],
    ["a*bc*d", "abcbcd", true],
    ["a*bc*d", "abccb", false],
    ["a.b", "a-b", false],
    ["a.b", "A.B", true],
    ["{aks,gke}-*", "gke-1", true],
    ["{aks,gke}-*", "eks-1", false],
    ["*-{vmss*,vms*,[0-9]}", "aks-x-vms7", true],
    ["*-{vmss*,vms*,[0-9]}", "aks-x-7", true],
    ["pool[12]-*", "pool2-x", true],
    ["pool[!12]-*", "pool2-x", false],
    ["pool[^12]-*", "pool3-x", true],
    ["POOL[A-C]", "poolb", true],
    ["aks{,-old}", "aks", true],
  ])("%s and %s: %s", (pattern, name, expected) => {
    expect(matches(pattern, name)).toBe(expected);
  });

  test.each([
    ["!aks*", '"!"'],
    ["@(aks|gke)*", '"@"'],
    ["+(aks)*", '"+"'],
    ["(aks|gke)", '"("'],
    ["aks\\*", '"\\\\"'],
    ["aks/*", '"/"'],
    ["aks *", '" "'],
    ["a,b", '","'],
    ["{aks", '"{"'],
    ["{a,{b,c}}", '"{"'],
    ["{aks}", "{aks}"],
    ["{1..3,x}", "{1..3,x}"],
    ["[", '"["'],
    ["[]", '"["'],
    ["[9-0]", "[9-0]"],
    ["[[:digit:]]", '"["'],
    ["é*", '"é"'],
    ["{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}", "64 alternatives"],
  ])("%s is refused rather than understood in another way", (pattern, flaw) => {
    const [problem, ...more] = problemsOf(pattern);
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ code: "INVALID_VALUE", path: "mirrors[0].routeNamePattern" });
    expect(problem?.message).toContain(flaw);
    expect(problem?.remedy).not.toBe("");
  });

  test("256 characters are taken, 257 are not, and the message does not repeat them", () => {
    expect(problemsOf("a".repeat(256))).toEqual([]);
    for (const length of [257, 70_000]) {
      const [problem] = problemsOf("*".repeat(length));
      expect(problem?.message).toBe(`has ${length} characters, more than 256`);
    }
    expect(problemsOf("")).toHaveLength(1);
    expect(problemsOf(7)).toHaveLength(1);
    expect(problemsOf(null)).toHaveLength(1);
  });

  test("matches as the definition of * and ? says", () => {
    const character = fc.constantFrom("a", "b", "A", "-");
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", "?", "*", "-"), minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(pattern, fc.string({ unit: character, maxLength: 9 }), (glob, name) => {
        expect(matches(glob, name)).toBe(byDefinition(glob.toLowerCase(), name.toLowerCase()));
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ["eighteen stars", "*a".repeat(18)],
    ["as many stars as there may be", "*a".repeat(127)],
    ["a star before every piece of equal letters", "*aaaaaaa".repeat(31)],
    ["sixty-four alternatives with stars", `{${Array.from({ length: 50 }, () => "*a").join(",")}}*b`],
  ])("%s: a hundred names of many equal letters take no time worth naming", (_, pattern) => {
    const { routeNamePattern } = mirrorWith({ routeNamePattern: pattern });
    const start = performance.now();
    for (let n = 0; n < 100; n += 1) routeNamePattern.matches(`${"a".repeat(2000)}!`);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

/** The textbook recursion, exponential and plainly right. */
function byDefinition(glob: string, name: string): boolean {
  const [head] = glob;
  if (head === undefined) return name === "";
  if (head === "*")
    return byDefinition(glob.slice(1), name) || (name !== "" && byDefinition(glob, name.slice(1)));
  return name !== "" && (head === "?" || head === name[0]) && byDefinition(glob.slice(1), name.slice(1));
}
