import { describe, expect, test } from "vitest";
import { synthCluster } from "../support/builders.js";

type Pool = Parameters<typeof synthCluster>[0]["nodePools"];

function codes(of: {
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly string[];
}) {
  const size = { vmSize: "Standard_D4ds_v5", nodes: { count: 3 } };
  const nodePools: Pool = [
    { name: "system", ...size },
    { name: "work", ...size, ...of },
  ];
  return synthCluster({ nodePools }).errors;
}

const LONGEST = "a".repeat(63);

describe("a label", () => {
  test("may have any key and value that Kubernetes takes", () => {
    const labels = {
      team: "payments",
      a: "",
      "0.b_c-D": "x.y_z-1",
      [LONGEST]: LONGEST,
      "contoso.com/team": "1",
      "a-b.c/team": "2",
      "mykubernetes.azure.com/x": "3",
      "contoso.com/kubernetes.azure.com": "4",
    };
    expect(codes({ labels })).toEqual([]);
  });

  test.each([
    ["-team", "x"],
    ["team-", "x"],
    ["a b", "x"],
    ["", "x"],
    [`${LONGEST}a`, "x"],
    ["Contoso.com/team", "x"],
    ["contoso..com/team", "x"],
    [`${"a.".repeat(127)}/team`, "x"],
    ["/team", "x"],
    ["a/b/team", "x"],
    ["team", "-x"],
    ["team", "x-"],
    ["team", "x y"],
    ["team", `${LONGEST}a`],
    ["kubernetes.azure.com/mode", "system"],
    ["node.kubernetes.azure.com/mode", "system"],
  ])("%s: %s is refused", (key, value) => {
    expect(codes({ labels: { [key]: value } })).toEqual(["NODE_LABEL_NOT_ALLOWED"]);
  });
});

describe("a taint", () => {
  test("may have any key and value that Kubernetes takes", () => {
    const taints = ["gpu=true:NoSchedule", "contoso.com/gpu=:NoExecute", "a=b:PreferNoSchedule"];
    expect(codes({ taints })).toEqual([]);
  });

  test.each(["-gpu=true:NoSchedule", "gpu=-:NoSchedule", "a/b/c=d:NoSchedule", "gpu=a b:NoSchedule"])(
    "%s is refused",
    (taint) => {
      expect(codes({ taints: [taint] })).toEqual(["NODE_LABEL_NOT_ALLOWED"]);
    },
  );
});
