/** Whole traces on generated networks: what a verdict promises. */
import { Pending, type Hop, type Model, type Trace } from "@aks-topology/trace";
import fc from "fast-check";
import { FIREWALL } from "../support/azure.js";
import { ask, model, type Resources } from "../support/network.js";
import { NETWORKS } from "./networks.js";

const ENDS = fc.constantFrom(
  { from: "10.1.0.0/28", to: "10.2.0.0/28" },
  { from: "10.2.0.0/28", to: "10.1.0.0/29" },
  { from: "10.1.0.0/28", to: "192.168.4.0/28" },
  { from: "10.1.0.0/28", to: "20.30.0.0/28" },
  { from: "10.1.0.0/29", to: "10.1.0.8/29" },
);

function addressesOf(text: string): readonly string[] {
  const [address = "", length] = text.split("/");
  const [a = "", b = "", c = "", first = "0"] = address.split(".");
  const count = 2 ** (32 - Number(length));
  return [0, 3, 5, 6, 9, count - 1]
    .filter((offset) => offset < count)
    .map((offset) => `${a}.${b}.${c}.${Number(first) + offset}`);
}

/**
 * A verdict about ranges that is not unknown is that of all their addresses.
 * @returns how many verdicts were definite
 */
export function checkRanges(numRuns: number): number {
  let definite = 0;
  fc.assert(
    fc.property(NETWORKS, ENDS, (resources, { from, to }) => {
      const of = model(resources);
      const { verdict } = ask(of, { from, to });
      if (verdict === "unknown") return;
      definite += 1;
      const others = addressesOf(to);
      for (const [index, one] of addressesOf(from).entries())
        expectSame(of, verdict, one, others[(index * 2 + definite) % others.length] ?? to);
    }),
    { numRuns, seed: 1507 },
  );
  return definite;
}

function expectSame(of: Model, verdict: string, from: string, to: string): void {
  const one = ask(of, { from, to }).verdict;
  if (one !== verdict) throw new Error(`The range is ${verdict}, ${from} to ${to} is ${one}.`);
}

const PREFIXES = ["10.1.0.0/16", "10.2.0.8/29", "0.0.0.0/0", "192.168.0.0/16"];
const NEXT_HOPS = [FIREWALL.private, "10.0.9.9", "172.16.0.4"];

/**
 * A verdict that does not hang on an unknown value is the same with any value.
 * @returns how many verdicts were definite
 */
export function checkUnknowns(numRuns: number): number {
  let definite = 0;
  fc.assert(
    fc.property(NETWORKS, ENDS, fc.nat(), (resources, ends, seed) => {
      const holes = holesOf(resources);
      const hole = holes[seed % Math.max(1, holes.length)];
      if (hole === undefined) return;
      const [from = "", to = ""] = [addressesOf(ends.from)[2], addressesOf(ends.to)[1]];
      const variable = new Pending({ address: "terraform_data.prefix" }, "output");
      const { verdict } = ask(model(hole.filled(variable)), { from, to });
      if (verdict === "unknown") return;
      definite += 1;
      for (const value of hole.values) expectSame(model(hole.filled(value)), verdict, from, to);
    }),
    { numRuns, seed: 1508 },
  );
  return definite;
}

interface Hole {
  readonly filled: (value: unknown) => Resources;
  readonly values: readonly string[];
}

/** The resources with one next hop, or one source or destination of a rule, left open. */
function holesOf(resources: Resources): readonly Hole[] {
  return Object.entries(resources).flatMap(([address, attributes]) => {
    const put = (name: string, value: unknown): Resources => ({
      ...resources,
      [address]: { ...attributes, [name]: value },
    });
    const nextHop = "next_hop_in_ip_address";
    if (attributes[nextHop] !== undefined)
      return [{ filled: (value: unknown) => put(nextHop, value), values: NEXT_HOPS }];
    const list: unknown = attributes["security_rule"];
    if (!Array.isArray(list)) return [];
    return list.flatMap((rule: object, index) =>
      ["source_address_prefix", "destination_address_prefix"].map((side) => ({
        filled: (value: unknown) => put("security_rule", list.with(index, { ...rule, [side]: value })),
        values: PREFIXES,
      })),
    );
  });
}

/**
 * What is delivered hangs on nothing unknown, ends with the server's address, and its answer comes back to the client through the
 * same firewalls.
 * @returns how many were delivered
 */
export function checkReturns(numRuns: number): number {
  let delivered = 0;
  fc.assert(
    fc.property(NETWORKS, ENDS, (resources, ends) => {
      const [from = "", to = ""] = [addressesOf(ends.from)[1], addressesOf(ends.to)[2]];
      const found = ask(model(resources), { from, to });
      if (found.verdict !== "delivered") return;
      delivered += 1;
      const problem = problemOf(found, from, to);
      if (problem !== undefined) throw new Error(problem);
    }),
    { numRuns, seed: 1509 },
  );
  return delivered;
}

function problemOf({ forward, back, unknowns }: Trace, from: string, to: string): string | undefined {
  const hops = [...forward, ...(back ?? [])];
  if (unknowns.length > 0 || hops.some((hop) => hop.unknowns.length > 0)) return "Delivered and unknown.";
  const [last, answer] = [forward.at(-1), back?.at(-1)];
  if (last === undefined || addressOf(last.destination) !== to) return "It did not arrive at the server.";
  if (answer === undefined || addressOf(answer.destination) !== from)
    return "The answer did not come to the client.";
  if (addressOf(answer.source) !== to) return "The answer has another source than the server.";
  return String(firewallsOf(forward)) === String(firewallsOf(back ?? []).toReversed())
    ? undefined
    : "The answer passes other firewalls.";
}

function addressOf(address: Hop["source"]): string {
  return address.kind === "range" ? address.range.toString() : address.label;
}

function firewallsOf(hops: readonly Hop[]): readonly string[] {
  const passed = hops.map(({ at }) => at).filter((at) => at.startsWith("azurerm_firewall."));
  return passed.filter((at, index) => at !== passed[index - 1]);
}
