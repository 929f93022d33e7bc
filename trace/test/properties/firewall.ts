/** The order of firewall rules against an oracle that sorts them all. */
import fc from "fast-check";
import { addressIn, type Address } from "../../src/address.js";
import { Cidr } from "../../src/cidr.js";
import { judgeFirewall } from "../../src/evaluate/firewall.js";
import { Unsure } from "../../src/tri.js";
import { applicationRule, collection, firewall, networkRule, rules } from "../support/azure.js";
import { id, model, network, type Resources } from "../support/network.js";
import { ADDRESS, addressText, holds, RANGE, text, type Range } from "./ranges.js";

interface RandomRule {
  readonly policy: "base" | "own";
  readonly group: number;
  readonly collection: number;
  readonly type: "network" | "application";
  readonly allows: boolean;
  readonly from: Range;
  readonly to: Range;
  readonly ports: readonly number[];
  readonly host: string;
}

const HOSTS = ["a.contoso.com", "b.contoso.com", "contoso.com"];

/** One rule per collection, one collection per priority in its group. */
const RULES: fc.Arbitrary<readonly RandomRule[]> = fc.uniqueArray(
  fc.record({
    policy: fc.constantFrom("base", "own"),
    group: fc.constantFrom(100, 200, 300),
    collection: fc.integer({ min: 100, max: 105 }),
    type: fc.constantFrom("network", "application"),
    allows: fc.boolean(),
    from: RANGE,
    to: RANGE,
    ports: fc.constantFrom([443], [22], [443, 22], [80]),
    host: fc.constantFrom("*", "*.contoso.com", ...HOSTS),
  }),
  { maxLength: 8, selector: (rule) => `${rule.policy} ${rule.group} ${rule.collection}` },
);

function written(list: readonly RandomRule[]): Resources {
  const keys = [...new Set(list.map(({ policy, group }) => `${policy} ${group}`))];
  const groups = keys.map((key) => {
    const own = list.filter(({ policy, group }) => `${policy} ${group}` === key);
    const of = (type: RandomRule["type"]): readonly Readonly<Record<string, unknown>>[] =>
      own.filter((rule) => rule.type === type).map(collectionOf);
    const [policy = "", priority = ""] = key.split(" ");
    return rules(
      `${policy}-${priority}`,
      Number(priority),
      { network: of("network"), application: of("application") },
      policy,
    );
  });
  return Object.assign({}, ...groups) as Resources;
}

function collectionOf(rule: RandomRule): Readonly<Record<string, unknown>> {
  const sources = { source_addresses: [text(rule.from)] };
  const one =
    rule.type === "network"
      ? networkRule("r", rule.ports.map(String), { ...sources, destination_addresses: [text(rule.to)] })
      : applicationRule("r", [rule.host], sources);
  return collection(`c${rule.collection}`, rule.collection, rule.allows ? "Allow" : "Deny", one);
}

function isAllowed(
  list: readonly RandomRule[],
  from: number,
  to: number,
  port: number,
  host: string,
): boolean {
  const [first] = list
    .filter((rule) => holds(rule.from, from))
    .filter((rule) =>
      rule.type === "network"
        ? holds(rule.to, to) && rule.ports.includes(port)
        : (port === 443 || port === 80) && isHost(rule.host, host),
    )
    .toSorted(
      (a, b) =>
        Number(a.type === "application") - Number(b.type === "application") ||
        Number(a.policy === "own") - Number(b.policy === "own") ||
        a.group - b.group ||
        a.collection - b.collection,
    );
  return first?.allows === true;
}

function isHost(pattern: string, host: string): boolean {
  return pattern === "*" || pattern === host || (pattern.startsWith("*") && host.endsWith(pattern.slice(1)));
}

/** The first rule decides as in the oracle, and a range of sources is judged as all its addresses or not at all. */
export function checkFirewall(numRuns: number): void {
  fc.assert(
    fc.property(
      RULES,
      ADDRESS,
      ADDRESS,
      fc.constantFrom(443, 80, 22),
      fc.constantFrom(...HOSTS, "example.org"),
      (list, from, to, port, hostName) => {
        const of = model({
          ...network("hub", "10.0.0.0/16"),
          ...firewall(),
          "azurerm_firewall_policy.base": {},
          "azurerm_firewall_policy.own": { base_policy_id: id("azurerm_firewall_policy.base") },
          ...written(list),
        });
        const [appliance] = of.firewalls;
        if (appliance === undefined) throw new Error("The scene has no firewall.");
        const destination: Address = addressIn(Cidr.of(addressText(to)));
        const verdict = (source: string): boolean | Unsure =>
          judgeFirewall(
            appliance,
            { source: addressIn(Cidr.of(source)), destination, protocol: "TCP", port, hostName },
            false,
          ).allows;
        const wanted = isAllowed(list, from, to, port, hostName);
        const found = verdict(addressText(from));
        if (found !== wanted) throw new Error(`${format(found)}, not ${String(wanted)}.`);
        const wide = Cidr.of(`${addressText(from)}/27`);
        const ofAll = verdict(wide.toString());
        if (ofAll instanceof Unsure) return;
        for (let offset = 0n; offset < 32n; offset += 5n)
          if (verdict(wide.at(offset).toString()) !== ofAll)
            throw new Error(`${wide.toString()} is ${String(ofAll)}, its address ${offset} is not.`);
      },
    ),
    { numRuns, seed: 1506 },
  );
}

function format(verdict: boolean | Unsure): string {
  return verdict instanceof Unsure ? verdict.on.join(", ") : String(verdict);
}
