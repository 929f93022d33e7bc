import { describe, expect, test } from "vitest";
import { block } from "../../constructs/test/support/synth.js";
import { problemsOfText, synthOne } from "./support/synth.js";
import { twoHubs } from "./support/two-hubs.js";

function found(text: string): string[] {
  return problemsOfText(text).map(({ code, path, line }) => `${code} ${path} ${line}`);
}

describe("one runtime per region", () => {
  const APPS = "azurerm_function_app_flex_consumption";

  test("mirrors the gateways of each region in that region, and keeps the main one", () => {
    const one = synthOne(twoHubs());
    const several = synthOne(twoHubs({ routeSync: "{ runtimes: per-region }" }));
    expect(Object.keys(block(block(one.json["resource"])[APPS]))).toEqual(["route_sync_app"]);
    expect(Object.keys(block(block(several.json["resource"])[APPS])).sort()).toEqual([
      "route_sync_app",
      "route_sync_northeurope_app",
    ]);
    const mirrors = (output: typeof one, name: string): unknown =>
      JSON.stringify(block(block(output.json["output"])[name])["value"]).match(/(?<="name":")[^"]+/g);
    expect(mirrors(one, "route_sync_mirrors")).toEqual(["shop-main", "stock-main"]);
    expect(mirrors(several, "route_sync_mirrors")).toEqual(["shop-main"]);
    expect(mirrors(several, "route_sync_northeurope_mirrors")).toEqual(["stock-main"]);
    expect(several.resource("azurerm_resource_group", "route_sync_northeurope")).toMatchObject({
      name: "rg-contoso-route-sync-northeurope",
      location: "northeurope",
    });
  });

  test("has no name for a single app", () => {
    const text = twoHubs({ routeSync: "{ runtimes: per-region, names: { functionApp: func-a } }" });
    expect(found(text).filter((line) => line.includes("routeSync"))).toEqual([
      expect.stringMatching(/^CONFLICTING_KEYS routeSync\.names\.functionApp /),
    ]);
  });
});
