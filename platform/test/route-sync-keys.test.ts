import { describe, expect, test } from "vitest";
import { clusterYaml, platformYaml, spokeYaml } from "./support/platform-yaml.js";
import { errorsOfText, synthOne } from "./support/synth.js";

function platform(routeSync: string): string {
  return platformYaml({
    hub: "{ addressSpace: 10.0.0.0/22, firewall: {} }",
    spokes: {
      shop: spokeYaml({
        gateways: "{ public: {} }",
        clusters: {
          main: clusterYaml({
            network: "{ plugin: kubenet, podCidr: 10.244.0.0/16 }",
            ingress: "{ type: agic-addon, gateway: public }",
          }),
        },
      }),
    },
    routeSync,
  });
}

/** The line of the key, the last of the file. */
const LINE = platform("").trimEnd().split("\n").length;

const RULE = "azurerm_monitor_scheduled_query_rules_alert_v2";
const HEARTBEAT = `${RULE}.route_sync_heartbeat`;

function siteOf(routeSync: string): unknown {
  return synthOne(platform(routeSync)).resource("azurerm_function_app_flex_consumption", "route_sync_app")[
    "site_config"
  ];
}

describe("routeSync.heartbeat", () => {
  test.each([
    ["{}", "PT15M"],
    ["{ heartbeat: 5m }", "PT5M"],
    ["{ heartbeat: 30m }", "PT30M"],
  ])("%s asks every %s", (routeSync, every) => {
    const rule = synthOne(platform(routeSync)).resource(RULE, "route_sync_heartbeat");
    expect(rule).toMatchObject({ evaluation_frequency: every, window_duration: every });
  });

  test("none leaves the rule out", () => {
    expect(synthOne(platform("{ heartbeat: none }")).addresses(RULE)).not.toContain(HEARTBEAT);
  });
});

describe("routeSync.access and routeSync.scm", () => {
  test("by default admit action groups to the functions, and no caller to the deployment site", () => {
    expect(siteOf("{}")).toMatchObject({
      ip_restriction: [{ service_tag: "ActionGroup" }],
      ip_restriction_default_action: "Deny",
      scm_ip_restriction_default_action: "Deny",
    });
  });

  test("anywhere restricts nothing", () => {
    expect(JSON.stringify(siteOf("{ access: anywhere, scm: anywhere }"))).not.toContain("restriction");
  });

  test("a list of ranges admits them alone", () => {
    expect(siteOf("{ scm: [203.0.113.0/24] }")).toMatchObject({
      scm_ip_restriction: [{ ip_address: "203.0.113.0/24", action: "Allow" }],
      scm_ip_restriction_default_action: "Deny",
    });
  });

  test.each(["{ access: none }", "{ scm: [] }", "{ scm: all }", "{ scm: [nowhere] }", "{ heartbeat: 1m }"])(
    "%s is refused",
    (routeSync) => {
      expect(errorsOfText(platform(routeSync)).map(({ line }) => line)).toEqual([LINE]);
    },
  );
});
