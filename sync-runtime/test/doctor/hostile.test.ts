import fc from "fast-check";
import { expect, test } from "vitest";
import { healthy } from "../support/cluster.js";
import type { Given } from "../support/console.js";
import { diagnose } from "../support/diagnosis.js";
import { tableId } from "../support/fleet.js";

const BODIES: readonly (string | object)[] = [
  "",
  "{}",
  "[]",
  "null",
  "<html><body>Bad gateway</body></html>",
  '{"value":',
  { value: null },
  { value: [null, [], "x", {}, { id: 1, name: {}, properties: [] }] },
  {
    value: [{ id: "../../x", name: "n", properties: { agentPoolProfiles: [{}], conditions: "x" } }],
    nextLink: 7,
  },
  { value: [], nextLink: "http://[" },
  { error: null },
  { error: "text" },
  { error: { code: 5, message: ["x"], details: { a: 1 }, additionalInfo: [null, { info: 3 }] } },
  { error: { code: "AuthorizationFailed" } },
  { error: { code: "__proto__", message: "constructor" } },
  { id: "x", name: "x", etag: "e", properties: { provisioningState: "Succeeded", routes: [] } },
  {
    id: tableId("aks"),
    name: "aks",
    etag: "e",
    location: 3,
    properties: { provisioningState: "?", routes: [{}], subnets: [1, { id: ".evil.example/x" }] },
  },
  {
    id: tableId("aks"),
    name: "aks",
    etag: "e",
    properties: {
      provisioningState: "Succeeded",
      routes: [],
      subnets: [{}, { id: ".evil.example/x" }, { id: "//evil.example" }],
    },
  },
];
const STATUSES = [200, 201, 202, 204, 301, 400, 401, 403, 404, 407, 409, 412, 429, 500, 503];
const given = fc.record({ status: fc.constantFrom(...STATUSES), body: fc.constantFrom(...BODIES) });
/** Which of the doctor's requests are answered so, in the order in which they are sent; the others are answered well. */
const script = fc.array(fc.option(given, { freq: 1 }), { minLength: 1, maxLength: 12 });

test("whatever Azure answers, every check passes, fails or warns, and none is a defect of the doctor's", async () => {
  const console = await healthy();
  await fc.assert(
    fc.asyncProperty(script, async (answers) => {
      const hosts = new Set<string>();
      let asked = 0;
      console.answer = ({ host }): Given | null => {
        hosts.add(host);
        return answers[asked++ % answers.length] ?? null;
      };
      const found = await diagnose(console, ["--timeout", "30"]);
      expect(found.checks).toHaveLength(17);
      for (const { check, status, message, remedy } of found.checks) {
        expect(["pass", "fail", "warn"]).toContain(status);
        expect(`${check} ${message} ${remedy ?? ""}`).not.toMatch(
          /INTERNAL|undefined|\[object|is not a function|Cannot read|not iterable|Run again with --log-level debug/,
        );
        expect(message.split("\n")).toHaveLength(1);
        expect(remedy === null).toBe(status === "pass");
      }
      expect(found.ok).toBe(found.checks.every(({ status }) => status !== "fail"));
      expect(found.exitCode).toBe(found.ok ? 0 : 1);
      expect([...hosts].filter((host) => host !== "management.azure.com")).toEqual([]);
    }),
    { numRuns: 150, seed: 17 },
  );
});
