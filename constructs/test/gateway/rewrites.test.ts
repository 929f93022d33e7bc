import { expect, test } from "vitest";
import { rewriteBlocks, type RewriteRule } from "../../src/gateway/rewrites.js";

function blockOf(rule: RewriteRule): unknown {
  return rewriteBlocks({ set: [rule] }).rewriteRuleSet;
}

function set(rule: object): unknown {
  return [{ name: "set", rewriteRule: [{ name: "rule-1", ruleSequence: 100, ...rule }] }];
}

test("no rules are no rule sets, and rules follow each other", () => {
  expect(rewriteBlocks({})).toEqual({});
  expect(rewriteBlocks({ one: [{}, {}], two: [{}] }).rewriteRuleSet).toEqual([
    {
      name: "one",
      rewriteRule: [
        { name: "rule-1", ruleSequence: 100 },
        { name: "rule-2", ruleSequence: 110 },
      ],
    },
    { name: "two", rewriteRule: [{ name: "rule-1", ruleSequence: 100 }] },
  ]);
});

test.each<[RewriteRule, object]>([
  [{ path: "/v2" }, { url: { path: "/v2", components: "path_only" } }],
  [{ queryString: "a=b" }, { url: { components: "query_string_only", queryString: "a=b" } }],
  [{ path: "/v2", queryString: "a=b" }, { url: { path: "/v2", queryString: "a=b" } }],
  [{ path: "" }, { url: { path: "", components: "path_only" } }],
  [
    { requestHeaders: { "X-One": "1", "X-Two": "" } },
    {
      requestHeaderConfiguration: [
        { headerName: "X-One", headerValue: "1" },
        { headerName: "X-Two", headerValue: "" },
      ],
    },
  ],
  [
    { responseHeaders: { Server: "" } },
    { responseHeaderConfiguration: [{ headerName: "Server", headerValue: "" }] },
  ],
])("%j rewrites nothing else", (rule, block) => {
  expect(blockOf(rule)).toEqual(set(block));
});

test("conditions have what they say, and Azure's defaults otherwise", () => {
  const condition = { variable: "var_uri_path", pattern: "^/api" };
  expect(blockOf({ conditions: [] })).toEqual(set({}));
  for (const [given, written] of [
    [{}, {}],
    [{ ignoreCase: false, negate: false }, {}],
    [{ ignoreCase: true }, { ignoreCase: true }],
    [{ negate: true }, { negate: true }],
  ] as const) {
    expect(blockOf({ conditions: [{ ...condition, ...given }] })).toEqual(
      set({ condition: [{ ...condition, ...written }] }),
    );
  }
});
