import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { problemsOfText } from "./support/synth.js";

const [ONE, OTHER] = ["aaaaaaaa", "bbbbbbbb"].map(
  (start) => `/subscriptions/${start}-1111-4111-8111-111111111111/resourceGroups/rg-one/providers`,
);

/** A file of one mirror, between a cluster and a gateway that exist already. */
function mirrorAlone(more: object): string {
  return stringify({
    apiVersion: "aks-topology/v1",
    name: "contoso",
    location: "westeurope",
    mirrors: {
      legacy: {
        cluster: { id: `${ONE}/Microsoft.ContainerService/managedClusters/aks` },
        gateway: { id: `${ONE}/Microsoft.Network/applicationGateways/agw` },
        routeTable: { id: `${ONE}/Microsoft.Network/routeTables/rt-nodes` },
        target: { id: `${ONE}/Microsoft.Network/routeTables/rt-gateway` },
        podCidr: "10.244.0.0/16",
      },
    },
    ...more,
  });
}

function errors(text: string): readonly (readonly string[])[] {
  return problemsOfText(text)
    .filter(({ severity }) => severity === "error")
    .map(({ code, path }) => [code, path]);
}

describe("a file without hub and spokes", () => {
  test("has no scope for a policy", () => {
    const policies = { inside: { type: "internal-load-balancers" } };
    expect(errors(mirrorAlone({ governance: { policies } }))).toEqual([
      ["INVALID_VALUE", "governance.policies.inside"],
    ]);
  });

  test.each([
    ["in the subscription of its group is taken", ONE, []],
    [
      "in another subscription is refused",
      OTHER,
      [["INVALID_VALUE", "routeSync.eventGrid.existing.legacy.id"]],
    ],
  ])("has a mirror, whose topic %s", (_, providers, expected) => {
    const existing = { legacy: { id: `${providers}/Microsoft.EventGrid/systemTopics/evgt` } };
    expect(errors(mirrorAlone({ routeSync: { eventGrid: { type: "system-topics", existing } } }))).toEqual(
      expected,
    );
  });
});
