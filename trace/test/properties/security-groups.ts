/** Security groups against an evaluator that tries every rule by its priority. */
import fc from "fast-check";
import { addressIn } from "../../src/address.js";
import { Cidr } from "../../src/cidr.js";
import { judge } from "../../src/evaluate/security-group.js";
import { Unsure } from "../../src/tri.js";
import { routeTable, securityGroup } from "../support/azure.js";
import { model, network, subnet } from "../support/network.js";
import { ADDRESS, addressText, holds, range, RANGE, text, type Range } from "./ranges.js";

interface RandomRule {
  readonly priority: number;
  readonly direction: "Inbound" | "Outbound";
  readonly access: "Allow" | "Deny";
  readonly protocol: "Tcp" | "Udp" | "*";
  readonly from: string;
  readonly to: string;
  readonly port: string;
}

const ENDPOINT = fc.oneof(
  { weight: 3, arbitrary: RANGE.map(text) },
  { weight: 2, arbitrary: fc.constantFrom("*", "VirtualNetwork", "Internet", "AzureLoadBalancer") },
);

const RULES: fc.Arbitrary<readonly RandomRule[]> = fc.uniqueArray(
  fc.record({
    priority: fc.integer({ min: 100, max: 120 }),
    direction: fc.constantFrom("Inbound", "Outbound"),
    access: fc.constantFrom("Allow", "Deny"),
    protocol: fc.constantFrom("Tcp", "Udp", "*"),
    from: ENDPOINT,
    to: ENDPOINT,
    port: fc.constantFrom("*", "443", "400-500", "22"),
  }),
  { maxLength: 6, selector: ({ priority, direction }) => `${direction} ${priority}` },
);

interface Scene {
  readonly rules: readonly RandomRule[];
  readonly routes: readonly Range[];
  readonly direction: "Inbound" | "Outbound";
  readonly protocol: "TCP" | "UDP";
  readonly source: number;
  readonly destination: number;
  readonly port: number;
}

const SCENE: fc.Arbitrary<Scene> = fc.record({
  rules: RULES,
  routes: fc.uniqueArray(RANGE, { maxLength: 2, selector: text }),
  direction: fc.constantFrom("Inbound", "Outbound"),
  protocol: fc.constantFrom("TCP", "UDP"),
  source: ADDRESS,
  destination: fc.oneof(ADDRESS, fc.constant(range("168.63.129.16").base)),
  port: fc.constantFrom(22, 80, 443, 450),
});

const SPACE = range("10.0.0.0/16");
const HOST = range("168.63.129.16");
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16"].map(
  range,
);

/** The default rules of a group, as any other. */
const DEFAULTS: readonly RandomRule[] = [
  { priority: 65_000, direction: "Inbound", access: "Allow", from: "VirtualNetwork", to: "VirtualNetwork" },
  { priority: 65_001, direction: "Inbound", access: "Allow", from: "AzureLoadBalancer", to: "*" },
  { priority: 65_500, direction: "Inbound", access: "Deny", from: "*", to: "*" },
  { priority: 65_000, direction: "Outbound", access: "Allow", from: "VirtualNetwork", to: "VirtualNetwork" },
  { priority: 65_001, direction: "Outbound", access: "Allow", from: "*", to: "Internet" },
  { priority: 65_500, direction: "Outbound", access: "Deny", from: "*", to: "*" },
].map((rule) => ({ ...rule, protocol: "*", port: "*" }) as RandomRule);

function isAllowed({ rules, routes, direction, protocol, source, destination, port }: Scene): boolean {
  const inside = [SPACE, HOST, ...routes];
  const isIn = (address: number, entry: string): boolean => {
    if (entry === "*") return true;
    if (entry === "AzureLoadBalancer") return holds(HOST, address);
    if (entry === "VirtualNetwork") return inside.some((one) => holds(one, address));
    if (entry === "Internet")
      return ![...PRIVATE, ...inside.filter(({ length }) => length > 0)].some((one) => holds(one, address));
    return holds(range(entry), address);
  };
  const hasPort = (entry: string): boolean => {
    const [low = "", high = low] = entry.split("-");
    return entry === "*" || (Number(low) <= port && port <= Number(high));
  };
  const first = [...rules, ...DEFAULTS]
    .filter((rule) => rule.direction === direction)
    .filter((rule) => rule.protocol === "*" || rule.protocol.toUpperCase() === protocol)
    .filter((rule) => hasPort(rule.port) && isIn(source, rule.from) && isIn(destination, rule.to))
    .toSorted((a, b) => a.priority - b.priority)[0];
  return first?.access === "Allow";
}

/** Each packet is judged as by the oracle, and a range as all its addresses or not at all. */
export function checkSecurityGroups(numRuns: number): void {
  fc.assert(
    fc.property(SCENE, fc.constantFrom(26, 28, 31), (scene, length) => {
      const of = model({
        ...network("here", text(SPACE)),
        ...subnet("vms", "here", "10.0.0.0/24"),
        ...routeTable(
          "vms",
          ["vms"],
          scene.routes.map((prefix, index) => [`r${index}`, text(prefix), "VnetLocal"] as const),
        ),
        ...securityGroup(
          "vms",
          ["vms"],
          scene.rules.map((rule, index) => ({ ...rule, name: `r${index}` })),
        ),
      });
      const vms = of.networks[0]?.subnets[0];
      if (vms === undefined) throw new Error("The scene has no subnet.");
      const direction = scene.direction === "Inbound" ? "inbound" : "outbound";
      const verdict = (source: string, destination: string): boolean | Unsure =>
        judge(vms, direction, {
          source: addressIn(Cidr.of(source)),
          destination: addressIn(Cidr.of(destination)),
          protocol: scene.protocol,
          port: scene.port,
        }).allows;
      const [source, destination] = [addressText(scene.source), addressText(scene.destination)];
      const found = verdict(source, destination);
      if (found !== isAllowed(scene))
        throw new Error(`${source} to ${destination}: ${format(found)}, not ${String(isAllowed(scene))}.`);
      const wide = Cidr.of(`${source}/${length}`);
      const ofAll = verdict(wide.toString(), destination);
      if (ofAll instanceof Unsure) return;
      for (let offset = 0n; offset < wide.last - wide.first; offset += 7n) {
        const one = wide.at(offset).toString();
        if (verdict(one, destination) !== ofAll)
          throw new Error(`${wide.toString()} is ${String(ofAll)}, ${one} is not.`);
      }
    }),
    { numRuns, seed: 1505 },
  );
}

function format(verdict: boolean | Unsure): string {
  return verdict instanceof Unsure ? verdict.on.join(", ") : String(verdict);
}
