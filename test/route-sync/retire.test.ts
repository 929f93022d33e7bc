import { describe, expect, test } from "vitest";
import { DeployedRuntime } from "../support/deployed-runtime.js";

const runtime = DeployedRuntime.of("leaving-kubenet.yaml");

describe("a cluster on overlay whose mirror retires", () => {
  test("keeps its mirror, from the table that AKS wrote, with the range that its pods had", () => {
    expect(runtime.mirrors).toMatchObject([
      {
        name: "lab-main",
        policy: "retire",
        source: { id: expect.stringMatching(/rt-contoso-lab-main$/) as string },
        podCidrs: ["10.244.0.0/16"],
      },
    ]);
  });

  test("is no alarm: a mirror that is retired has ended well", () => {
    const { query = "" } = runtime.queryRules["route_sync_alarm_stale"] ?? {};
    expect(query).toContain('outcome in ("in-step", "applied", "conflicts", "unmatched", "retired")');
  });
});
