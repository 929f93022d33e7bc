import { expect, test } from "vitest";
import { platformOfCluster } from "./support/platform-yaml.js";
import { errorsOfText } from "./support/synth.js";

const POLICY =
  "{ type: definition, id: /providers/Microsoft.Authorization/policyDefinitions/a, scope: { type: resource-group, spoke: store } }";

test.each([
  ["naming", "{ names: { rg-nothing: rg-shop } }", "naming.names.rg-nothing", /"rg-nothing"/],
  ["governance", `{ policies: { audit: ${POLICY} } }`, "governance.policies.audit.scope.spoke", /"store"/],
])("what %s names and the platform does not have is reported there", (key, value, path, words) => {
  const errors = errorsOfText(`${platformOfCluster({})}\n${key}: ${value}\n`);
  expect(errors.map((error) => `${error.code} ${error.path}`)).toEqual([`UNKNOWN_REFERENCE ${path}`]);
  expect(errors[0]?.message).toMatch(words);
});
