import { readAppSettings } from "@aks-topology/sync-runtime";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { objectOf, textOf } from "../../demo/src/json.js";
import { DeployedRuntime } from "../support/deployed-runtime.js";

/** What the runtime publishes about its settings. */
const schema = objectOf(
  JSON.parse(readFileSync(new URL("../../sync-runtime/settings.schema.json", import.meta.url), "utf8")),
);
const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats.default(ajv);
ajv.addSchema(schema, "settings");

function validator(reference: string): ValidateFunction {
  return ajv.getSchema(reference) ?? expect.fail(`The schema has no ${reference}.`);
}

const EXAMPLES = ["kubenet-agic.yaml", "managed-route-table.yaml", "two-subscriptions.yaml"];

describe.each(EXAMPLES)("the settings that %s writes", (file) => {
  const runtime = DeployedRuntime.of(file);

  test("fit the runtime's published schema", () => {
    const validate = validator("settings");
    expect([validate(runtime.settings), validate.errors]).toEqual([true, null]);
  });

  test("hold mirrors that fit it too", () => {
    const validate = validator("settings#/$defs/mirrors");
    expect([validate(runtime.mirrors), validate.errors]).toEqual([true, null]);
  });

  test("have no name that looks like one of the runtime's and is none", () => {
    const known = Object.keys(objectOf(schema["properties"]));
    const ours = Object.keys(runtime.settings).filter((name) => /^(ROUTE_SYNC|RouteSync)/.test(name));
    expect(known).toEqual(expect.arrayContaining(ours));
  });

  test("are read by the runtime itself", () => {
    expect(readAppSettings(runtime.settings).mirrors).toMatchObject({ kind: "inline" });
  });
});

test("a secure webhook makes the runtime demand a token", () => {
  const { app } = readAppSettings(DeployedRuntime.of("two-subscriptions.yaml").settings);
  expect(app.ROUTE_SYNC_ALERT_AUDIENCE).toBe("22222222-0000-4000-8000-00000000000a");
  expect(app.ROUTE_SYNC_ALERT_TENANT).toBeDefined();
});

test("the node resource group of a cluster is a source", () => {
  const [mirror] = DeployedRuntime.of("managed-route-table.yaml").mirrors;
  expect(textOf(objectOf(mirror?.["source"])["nodeResourceGroup"])).toMatch(/\/resourceGroups\/MC_/);
});
