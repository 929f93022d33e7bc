import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isLockFile } from "../src/index.js";
import { compareRoutes, compareSecurityGroups, modelOf } from "./support/simulated-routes.js";

const FOLDER = new URL("../../examples/", import.meta.url);
const EXAMPLES = readdirSync(FOLDER).filter((name) => name.endsWith(".yaml") && !isLockFile(name));

test.each(EXAMPLES)("traces and the simulator agree on the routes and rules of %s", (name) => {
  const model = modelOf(readFileSync(new URL(name, FOLDER), "utf8"));
  expect([...compareRoutes(model).differences, ...compareSecurityGroups(model).differences]).toEqual([]);
});
