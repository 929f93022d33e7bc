import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FIREWALL_SNAT_PORTS_FEW } from "../../src/firewall/rules.js";
import {
  Cidr,
  fewSnatPorts,
  firewallSnatPorts,
  judgeAllowList,
  natGatewaySnatPorts,
} from "../../src/internal.js";

describe("SNAT ports", () => {
  test("a firewall has 2,496 an address and instance, and two instances at least", () => {
    expect(firewallSnatPorts(1)).toBe(4992);
    expect(firewallSnatPorts(20)).toBe(99_840);
  });

  test("a NAT gateway has 64,512 an address", () => {
    expect(natGatewaySnatPorts(4)).toBe(258_048);
  });

  test.each([
    [19, 4000, true],
    // As many as AKS advises.
    [20, 4000, false],
    [1, 4, false],
    [1, 5, true],
    [1, 0, false],
  ])("a firewall of %i addresses has few for %i nodes: %s", (publicIps, nodes, few) => {
    expect(FIREWALL_SNAT_PORTS_FEW.judge({ publicIps, nodes }).problem !== undefined).toBe(few);
  });

  test("more nodes never ask for more ports each", () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.nat(2000), (a, b) => {
        const [fewer, more] = a < b ? [a, b] : [b, a];
        expect(fewSnatPorts(more)).toBeLessThanOrEqual(fewSnatPorts(fewer));
      }),
    );
    const ends = [50, 100, 200, 400, 800].flatMap((nodes) => [nodes, nodes + 1]);
    expect(ends.map(fewSnatPorts)).toEqual([1024, 512, 512, 256, 256, 128, 128, 64, 64, 32]);
  });
});

function problemsOfList(allow: Parameters<typeof judgeAllowList>[0]): unknown[] {
  return judgeAllowList(allow).flatMap(({ problem }) => problem ?? []);
}

describe("the team's allow list", () => {
  const everything = {
    names: { type: "web", fqdns: ["*"], ports: [443] },
    domain: { type: "web", fqdns: ["*.com"], ports: [443] },
    ranges: { type: "addresses", ranges: [Cidr.of("0.0.0.0/0")], ports: [443], protocol: "TCP" },
    wide: { type: "addresses", ranges: [Cidr.of("12.0.0.0/7")], ports: [443], protocol: "TCP" },
    tags: { type: "service-tags", tags: ["Internet"], ports: [443], protocol: "TCP" },
    network: { type: "service-tags", tags: ["virtualNetwork"], ports: [443], protocol: "TCP" },
  } as const;

  test.each(Object.entries(everything))("refuses %s that mean everything", (name, target) => {
    expect(problemsOfList({ [name]: target })).toEqual([
      expect.objectContaining({ code: "ALLOW_ALL_REFUSED", prop: `egress.allow.${name}` }),
    ]);
  });

  test("takes what has an end", () => {
    expect(
      problemsOfList({
        names: { type: "web", fqdns: ["*.example.com"], ports: [443] },
        ranges: { type: "addresses", ranges: [Cidr.of("10.0.0.0/8")], ports: [443], protocol: "TCP" },
        tags: { type: "service-tags", tags: ["Storage.westeurope"], ports: [443], protocol: "TCP" },
      }),
    ).toEqual([]);
  });
});
