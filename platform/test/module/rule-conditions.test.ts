import { judgementsOf } from "@aks-topology/constructs/internal";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { inTerraform, recording } from "../../../constructs/test/support/evaluated.js";
import { isLockFile, inspect, parsePlatform, type LoadedPlatform } from "../../src/index.js";

const folder = new URL("../../../examples/", import.meta.url);

function filesIn(path: string): readonly string[] {
  return readdirSync(new URL(path, folder))
    .filter((name) => name.endsWith(".yaml") && !isLockFile(name))
    .map((name) => `${path}${name}`);
}

/** Undefined for a file whose form is wrong: nothing is built of it. */
function read(name: string): LoadedPlatform | undefined {
  const result = parsePlatform(readFileSync(new URL(name, folder), "utf8"), name);
  return result.ok ? result.loaded : undefined;
}

describe("what the rules require of the examples, sound and broken", () => {
  const requirements = [...filesIn(""), ...filesIn("broken/"), "../platform/test/data/modules/checks.yaml"]
    .flatMap((name) => read(name) ?? [])
    .flatMap((loaded) => judgementsOf(inspect(loaded).built.app))
    .flatMap(({ judgement: { rule, requirements } }) =>
      requirements(recording("variable").render).map(({ condition }) => ({ code: rule.code, condition })),
    );

  test.each(["literal", "variable"] as const)("holds as Terraform says, with %ss", (as) => {
    const differing = requirements
      .map(({ code, condition }) => ({ code, holds: condition.holds, evaluated: inTerraform(condition, as) }))
      .filter(({ holds, evaluated }) => holds !== evaluated);
    expect(differing).toEqual([]);
  });

  test("is decided both ways by most rules", () => {
    const codes = (value: boolean): string[] =>
      [
        ...new Set(
          requirements.filter(({ condition: { holds } }) => holds === value).map(({ code }) => code),
        ),
      ].sort();
    expect({ kept: codes(true), broken: codes(false) }).toMatchInlineSnapshot(`
      {
        "broken": [
          "ADDRESS_OVERLAP",
          "ADDRESS_RESERVED",
          "DNS_SERVICE_IP_OUTSIDE",
          "DNS_ZONE_KIND",
          "FOR_CONTAINERS_SUBNET",
          "FRONTEND_ADDRESS_OUTSIDE",
          "GATEWAY_INSTANCES",
          "GATEWAY_SUBNET_TOO_LARGE",
          "LOAD_BALANCER_ADDRESS_OUTSIDE",
          "MAX_PODS_RANGE",
          "NAT_GATEWAY_ADDRESSES",
          "NETWORK_RANGE_NOT_ALLOWED",
          "NODE_COUNT",
          "OUTBOUND_PORTS_EXCEEDED",
          "POD_RANGE_TOO_SMALL",
          "PUBLIC_IP_PREFIX_TOO_SMALL",
          "PUBLISH_PORT_TAKEN",
          "PUBLISH_TARGET_OUTSIDE",
          "SERVICE_CIDR_TOO_LARGE",
          "SHARED_GATEWAY_HOST_NAMES",
          "SUBNET_TOO_SMALL",
          "TOO_MANY_KUBENET_NODES",
        ],
        "kept": [
          "ADDRESS_OVERLAP",
          "ADDRESS_RESERVED",
          "DNS_SERVICE_IP_OUTSIDE",
          "DNS_ZONE_KIND",
          "FOR_CONTAINERS_SUBNET",
          "FRONTEND_ADDRESS_OUTSIDE",
          "GATEWAY_INSTANCES",
          "GATEWAY_SUBNET_TOO_LARGE",
          "LOAD_BALANCER_ADDRESS_OUTSIDE",
          "LOAD_BALANCER_ADDRESS_TAKEN",
          "MAX_PODS_RANGE",
          "NAT_GATEWAY_ADDRESSES",
          "NETWORK_RANGE_NOT_ALLOWED",
          "NODE_COUNT",
          "OUTBOUND_PORTS_EXCEEDED",
          "POD_RANGE_TOO_SMALL",
          "PRIVATE_ZONE_NAME",
          "PUBLIC_IP_PREFIX_TOO_SMALL",
          "PUBLISH_PORT_TAKEN",
          "PUBLISH_TARGET_OUTSIDE",
          "SERVICE_CIDR_TOO_LARGE",
          "SHARED_GATEWAY_HOST_NAMES",
          "SUBNET_TOO_SMALL",
          "TOO_MANY_KUBENET_NODES",
          "TOO_MANY_ROUTES",
        ],
      }
    `);
  });
});
