import {
  renderTrace,
  traceDocument,
  traceSarif,
  type Locate,
  type Trace,
  verdictSentence,
} from "@aks-topology/trace";
import { Ajv } from "ajv";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ask, half, id, model, network, subnet } from "./support/network.js";

/** Two peered networks; b's subnet admits port 443 only, and a's packets to the Internet leave by a NAT gateway. */
const PEERED = {
  ...network("a", "10.1.0.0/16"),
  ...subnet("a", "a", "10.1.0.0/24"),
  ...network("b", "10.2.0.0/16"),
  ...subnet("b", "b", "10.2.0.0/24", {
    network_security_group_id: id("azurerm_network_security_group.b"),
  }),
  ...half("a", "b"),
  ...half("b", "a"),
  "azurerm_network_security_group.b": {
    security_rule: ["443", "*"].map((port, index) => ({
      name: port === "*" ? "deny-all" : "allow-https",
      priority: 100 + index,
      direction: "Inbound",
      access: port === "*" ? "Deny" : "Allow",
      protocol: "Tcp",
      source_address_prefix: "*",
      source_port_range: "*",
      destination_address_prefix: "*",
      destination_port_range: port,
    })),
  },
  "azurerm_nat_gateway.a": {},
  "azurerm_public_ip.a": { ip_address: "20.50.0.1" },
  "azurerm_nat_gateway_public_ip_association.a": {
    nat_gateway_id: id("azurerm_nat_gateway.a"),
    public_ip_address_id: id("azurerm_public_ip.a"),
  },
  "azurerm_subnet_nat_gateway_association.a": {
    subnet_id: id("azurerm_subnet.a"),
    nat_gateway_id: id("azurerm_nat_gateway.a"),
  },
};

const MODEL = model(PEERED);
const DELIVERED = ask(MODEL, { from: "azurerm_subnet.a", to: "azurerm_subnet.b" });
const DROPPED = ask(MODEL, { from: "azurerm_subnet.a", to: "azurerm_subnet.b", port: 80 });
const OUT = ask(MODEL, { from: "azurerm_subnet.a", to: "internet" });

const LINES: Locate = (address) =>
  address === "azurerm_network_security_group.b" ? { file: "platform.yaml", line: 12 } : undefined;

function verdictOf(text: string): string {
  return text.trimEnd().split("\n\n").at(-1)?.replaceAll("\n", " ") ?? "";
}

describe("the text", () => {
  it("has a line per hop and the verdict at the end", () => {
    expect(renderTrace(DELIVERED, { columns: 120 })).toBe(`\
azurerm_subnet.a -> azurerm_subnet.b, TCP port 443

There
 1 route      azurerm_subnet.a  10.2.0.0/16 -> peering a-b  by azurerm_virtual_network_peering.a-b
 2 allow      azurerm_network_security_group.b  inbound rule allow-https (priority 100)
              by azurerm_network_security_group.b.security_rule["allow-https"]
 3 deliver    azurerm_subnet.b  10.2.0.0/24

Back
 1 route      azurerm_subnet.b  10.1.0.0/16 -> peering b-a  by azurerm_virtual_network_peering.b-a
 2 deliver    azurerm_subnet.a  10.1.0.0/24

Delivered both ways, by the model.
`);
  });

  it("names what drops the packet, and its line", () => {
    const text = renderTrace(DROPPED, { locate: LINES });
    expect(text).toContain("platform.yaml:12");
    expect(verdictOf(text)).toBe(
      'Dropped by azurerm_network_security_group.b.security_rule["deny-all"], by the model: inbound rule deny-all (priority 101).',
    );
  });

  it("calls no decision a denial that depends on something", () => {
    const [hop] = DROPPED.forward.filter(({ action }) => action === "deny");
    const undecided = { ...DROPPED, forward: hop === undefined ? [] : [{ ...hop, unknowns: ["var.x"] }] };
    expect(renderTrace(DROPPED)).toMatch(/^ \d deny /m);
    expect(renderTrace(undecided)).toMatch(/^ 1 unknown .*depends on var\.x$/ms);
  });

  it("shows the address before a translation and after it", () => {
    expect(renderTrace(OUT)).toMatch(
      /source 10\.1\.0\.0\/24 => |source becomes .* source was 10\.1\.0\.0\/24/s,
    );
  });

  it("explains on request why the other candidates lost", () => {
    expect(renderTrace(DELIVERED)).not.toContain("later priority");
    expect(renderTrace(DELIVERED, { explain: true })).toContain("not deny-all (101, deny): later priority");
  });

  it.each([60, 80, 120])("fits %i columns but for words that are longer", (columns) => {
    for (const trace of [DELIVERED, DROPPED, OUT]) {
      const lines = renderTrace(trace, { columns, explain: true }).split("\n");
      const tooLong = lines.filter((line) => line.length > columns && /\s\S+\s+\S/.test(line.slice(14)));
      expect(tooLong).toEqual([]);
    }
  });
});

describe("the JSON document", () => {
  it("has the hops, the verdict and what decides it", () => {
    expect(traceDocument(DROPPED, { locate: LINES })).toEqual({
      ok: true,
      problems: [],
      from: "azurerm_subnet.a",
      to: "azurerm_subnet.b",
      protocol: "tcp",
      port: 80,
      verdict: "dropped",
      forward: {
        hops: [
          expect.objectContaining({ at: "azurerm_subnet.a", action: "route", file: null, line: null }),
          {
            at: "azurerm_network_security_group.b",
            action: "deny",
            by: 'azurerm_network_security_group.b.security_rule["deny-all"]',
            detail: "inbound rule deny-all (priority 101)",
            source: "10.1.0.0/24",
            destination: "10.2.0.0/24",
            file: "platform.yaml",
            line: 12,
            unknowns: [],
          },
        ],
      },
      return: null,
      decidedBy: {
        address: 'azurerm_network_security_group.b.security_rule["deny-all"]',
        rule: "inbound rule deny-all (priority 101)",
        file: "platform.yaml",
        line: 12,
      },
      assumptions: [],
    });
  });

  it("says what the verdict takes for granted", () => {
    const assumed = { ...DROPPED, assumptions: ["rules core-main"] };
    expect(traceDocument(assumed).assumptions).toEqual(["rules core-main"]);
    expect(verdictSentence(assumed)).toContain("takes for granted that other teams add rules core-main.");
  });

  it("has the way back, and no decision where all is delivered", () => {
    const document = traceDocument(DELIVERED);
    expect(document.return?.hops.map(({ action }) => action)).toEqual(["route", "deliver"]);
    expect(document.decidedBy).toBeNull();
  });
});

describe("SARIF", () => {
  const schema = JSON.parse(
    readFileSync(new URL("data/sarif-2.1.0.schema.json", import.meta.url), "utf8"),
  ) as object;
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
  const options = { artifact: "./plans/plan #1.json", version: "1.2.3" };
  const unknown: Trace = { ...DROPPED, verdict: "unknown", decidedBy: undefined, unknowns: ["var.x"] };
  const nothing: Trace = { ...unknown, forward: [] };

  it.each([
    ["nothing", []],
    ["a delivered path", [DELIVERED]],
    [
      "each verdict",
      [DELIVERED, DROPPED, unknown, nothing, { ...DELIVERED, verdict: "asymmetric" as const }],
    ],
  ])("of %s is valid", (_, traces) => {
    const log: unknown = JSON.parse(JSON.stringify(traceSarif(traces, { ...options, locate: LINES })));
    expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
  });

  it("has a result for what is not delivered, at its line, with the hops", () => {
    expect(traceSarif([DELIVERED, DROPPED], { ...options, locate: LINES })).toMatchObject({
      runs: [
        {
          results: [
            {
              ruleId: "TRACE_DROPPED",
              level: "error",
              locations: [
                {
                  physicalLocation: { artifactLocation: { uri: "platform.yaml" }, region: { startLine: 12 } },
                },
              ],
              codeFlows: [{ threadFlows: [{ id: "there", locations: [{}, {}] }] }],
            },
          ],
        },
      ],
    });
  });

  it("points to the file that was read where no line is known", () => {
    expect(JSON.stringify(traceSarif([DROPPED], options))).toContain('"uri":"plans/plan%20%231.json"');
  });
});
