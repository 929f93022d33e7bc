import { describe, expect, test } from "vitest";
import { Cidr } from "../../src/index.js";
import { block } from "../support/synth.js";
import { one, runtime } from "../support/route-sync.js";

const APP = "azurerm_function_app_flex_consumption";

function siteOf(props: Parameters<typeof runtime>[1] = {}): Readonly<Record<string, unknown>> {
  return block(runtime(one, props).resource(APP, "sync_app")["site_config"]);
}

describe("by default", () => {
  test("the functions are reached from action groups alone", () => {
    expect(siteOf()).toMatchObject({
      ip_restriction_default_action: "Deny",
      ip_restriction: [{ name: "action-groups", action: "Allow", priority: 100, service_tag: "ActionGroup" }],
    });
  });

  test("no caller reaches the deployment site, whose rules are separate from those of the functions", () => {
    const site = siteOf();
    expect(site).toMatchObject({
      scm_use_main_ip_restriction: false,
      scm_ip_restriction_default_action: "Deny",
    });
    expect(site["scm_ip_restriction"]).toBeUndefined();
  });

  test("Terraform needs no deployment site: it writes the package as a blob", () => {
    expect(runtime(one).resource(APP, "sync_app")["zip_deploy_file"]).toBeUndefined();
  });
});

test("both can be opened to any caller", () => {
  expect(Object.keys(siteOf({ access: "anywhere", scm: { type: "anywhere" } }))).toEqual([
    "application_insights_connection_string",
    "minimum_tls_version",
  ]);
});

test("configured ranges reach the deployment site", () => {
  const ranges = [Cidr.of("203.0.113.0/24"), Cidr.of("198.51.100.7/32")] as const;
  expect(siteOf({ scm: { type: "ranges", ranges } })).toMatchObject({
    scm_ip_restriction_default_action: "Deny",
    scm_ip_restriction: [
      { name: "allowed-1", action: "Allow", priority: 100, ip_address: "203.0.113.0/24" },
      { name: "allowed-2", action: "Allow", priority: 101, ip_address: "198.51.100.7/32" },
    ],
  });
});

test("a change of them replaces the app, since an update would undo its settings", () => {
  const inputOf = (props: Parameters<typeof runtime>[1]): unknown =>
    runtime(one, props).resource("terraform_data", "sync_app")["input"];
  expect(inputOf({ access: "anywhere" })).not.toEqual(inputOf({}));
  expect(inputOf({ scm: { type: "anywhere" } })).not.toEqual(inputOf({}));
});
