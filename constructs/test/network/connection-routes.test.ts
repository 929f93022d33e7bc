import { describe, expect, test } from "vitest";
import {
  ON_PREMISES_BEHIND_NO_SITE,
  SITE_OUTSIDE_ON_PREMISES,
  SITE_WITHOUT_ROUTES,
} from "../../src/network/connection-rules.js";
import {
  FORWARDED_TO_AZURE,
  FORWARDED_TO_ITSELF,
  FORWARDING_DOMAIN_TWICE,
} from "../../src/network/resolver-rules.js";
import type { SiteConnectionProps } from "../../src/network/site-connection.js";
import { Cidr } from "../../src/index.js";

function cidrs(ranges: readonly string[]): readonly Cidr[] {
  return ranges.map((range) => Cidr.of(range));
}

/** A site with these ranges, with or without BGP. */
function siteOf(ranges: readonly string[] | undefined, hasBgp = false): SiteConnectionProps {
  return {
    device: "203.0.113.4",
    prefixes: ranges && cidrs(ranges),
    bgp: hasBgp ? { asn: 64_900, address: "192.168.0.1" } : undefined,
  };
}

describe("the ranges of a connection", () => {
  test.each([
    [undefined, false, true],
    [[], false, true],
    [["192.168.0.0/24"], false, false],
    [[], true, false],
  ])("%j, with BGP: %s, lead nowhere: %s", (ranges, hasBgp, isRefused) => {
    const site = siteOf(ranges, hasBgp);
    const { problem } = SITE_WITHOUT_ROUTES.judge({ name: "office", site, onPremises: [] });
    expect(problem?.prop).toBe(isRefused ? "sites.office.prefixes" : undefined);
  });

  test.each([
    [undefined, false],
    [["192.168.1.0/24", "192.168.0.0/16"], false],
    [["192.168.1.0/24", "10.9.0.0/16"], true],
    [["192.0.0.0/8"], true],
  ])("%j are in no range of onPremises: %s", (ranges, isRefused) => {
    const onPremises = cidrs(["172.16.0.0/16", "192.168.0.0/16"]);
    const { problem } = SITE_OUTSIDE_ON_PREMISES.judge({ name: "office", site: siteOf(ranges), onPremises });
    expect(problem?.prop).toBe(isRefused ? "sites.office.prefixes" : undefined);
  });

  test("that are in no range of onPremises are listed", () => {
    const site = siteOf(["10.9.0.0/16", "192.168.0.0/24", "10.8.0.0/16"]);
    const onPremises = cidrs(["192.168.0.0/16"]);
    const { problem } = SITE_OUTSIDE_ON_PREMISES.judge({ name: "office", site, onPremises });
    expect(problem?.message).toMatch(/^10\.9\.0\.0\/16, 10\.8\.0\.0\/16 behind the connection office /);
  });

  const BOTH = ["172.16.0.0/16", "192.168.0.0/16"];

  test.each([
    ["no connection", [], BOTH, undefined],
    ["one that has it", [siteOf(["192.168.0.0/16"])], ["192.168.0.0/16"], undefined],
    ["two that have one each", [siteOf(["192.168.7.0/24"]), siteOf(["172.16.0.0/12"])], BOTH, undefined],
    ["one that has one of them", [siteOf(["192.168.7.0/24"])], BOTH, "172.16.0.0/16"],
    ["two of which one may announce them", [siteOf(["192.168.7.0/24"]), siteOf([], true)], BOTH, undefined],
  ])("on-premises ones are looked for behind %s", (_, sites, onPremises, missing) => {
    const { problem } = ON_PREMISES_BEHIND_NO_SITE.judge({ sites, onPremises: cidrs(onPremises) });
    expect(problem?.prop).toBe(missing && "onPremises.prefixes");
    expect(problem?.message.split(" ")[0]).toBe(missing);
  });
});

describe("a forwarding rule", () => {
  const rule = { name: "corp", domain: "corp.contoso.com", servers: ["10.1.0.4"] };

  test.each([
    ["10.0.0.4", "forward.corp.servers", undefined],
    ["10.0.0.36", "forward.corp.servers", undefined],
    ["10.0.0.64", undefined, undefined],
    ["168.63.129.16", undefined, "forward.corp.servers"],
    ["dns.contoso.com", undefined, undefined],
  ])("to %s", (server, itself, azure) => {
    const subnets = cidrs(["10.0.0.0/28", "10.0.0.32/28"]);
    expect(FORWARDED_TO_ITSELF.judge({ rule, server, subnets }).problem?.prop).toBe(itself);
    expect(FORWARDED_TO_AZURE.judge({ rule, server }).problem?.prop).toBe(azure);
  });

  test("for a domain that an earlier one has", () => {
    const propOf = (first: typeof rule | undefined): unknown =>
      FORWARDING_DOMAIN_TWICE.judge({ rule, first }).problem?.prop;
    expect([undefined, rule, { ...rule, name: "old" }].map(propOf)).toEqual([
      undefined,
      undefined,
      "forward.corp.domain",
    ]);
  });
});
