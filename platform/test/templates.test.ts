import { evaluate } from "@aks-topology/terraform";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { parsePlatform } from "../src/index.js";
import { moduleFiles } from "../src/module/files/module-files.js";
import { errorsOfText, synthText } from "./support/synth.js";
import { platformOfCluster, platformYaml } from "./support/platform-yaml.js";
import { textKeys } from "./support/text-keys.js";

/** A text of each form that a free key may require. */
type Text = (form: (text: string) => string) => string;

/** A platform with a text of its own in every key whose text is free, except for names in Azure. */
function platformWith(text: Text): string {
  const free = (): string => text((given) => given);
  const path = (): string => text((given) => `/${given}`);
  const url = (start: string): string => text((given) => start + given.replaceAll(/\s/g, "_"));
  const pools = { system: { vmSize: "Standard_D4ds_v5", nodes: 3 } };
  const network = { plugin: "azure-cni-overlay" };
  const egress = { type: "load-balancer" };
  const origin = { type: "front-door", origin: "public", originHost: "shop.contoso.com" };
  const key = free();
  const waf = (exclusion: string, header: string): object => ({
    exclusions: [{ matchVariable: exclusion, operator: "Equals", selector: free() }],
    rules: [
      {
        name: "agents",
        action: "Block",
        conditions: [{ matchVariable: header, selector: free(), operator: "Contains", values: [free()] }],
      },
    ],
  });
  const frontDoorWaf = (): object => waf("RequestHeaderNames", "RequestHeader");
  return stringify({
    apiVersion: "aks-topology/v1",
    name: "contoso",
    location: "westeurope",
    tags: Object.fromEntries([
      ["owner", free().slice(0, 200)],
      [`k${key.replaceAll(/[<>%&\\?/]/g, "")}`, "value"],
    ]),
    hub: { addressSpace: "10.0.0.0/22", firewall: {} },
    spokes: {
      shop: {
        addressSpace: "10.1.0.0/16",
        gateways: {
          edge: {
            waf: waf("RequestArgNames", "RequestHeaders"),
            rewrites: {
              all: [
                {
                  conditions: [{ variable: "var_host", pattern: free() }],
                  requestHeaders: { "X-Request": free() },
                  responseHeaders: { "X-Response": free() },
                  path: path(),
                  queryString: free(),
                },
              ],
            },
          },
          agic: {},
        },
        clusters: {
          main: {
            network,
            httpProxy: { http: "http://proxy:3128", noProxy: [free()] },
            addOns: {
              policy: true,
              gitOps: {
                repository: { url: url("https://git.contoso.com/"), branch: free(), path: free() },
              },
            },
            ingress: {
              type: "gateway-to-load-balancer",
              gateway: "edge",
              backend: { healthPath: path() },
            },
            nodePools: pools,
          },
          own: {
            network,
            egress,
            ingress: { ...origin, tier: "Premium", waf: frontDoorWaf(), healthPath: path() },
            nodePools: pools,
          },
          shared: { network, egress, ingress: { ...origin, frontDoor: "all" }, nodePools: pools },
          pods: {
            network: { plugin: "kubenet", podCidr: "10.244.0.0/16" },
            ingress: { type: "agic-addon", gateway: "agic" },
            nodePools: pools,
          },
        },
      },
    },
    frontDoors: { all: { tier: "Premium", waf: frontDoorWaf(), healthPath: path() } },
    routeSync: {
      alert: {
        auth: "entra",
        applicationId: "00000000-0000-0000-0000-000000000001",
        objectId: "00000000-0000-0000-0000-000000000002",
        identifierUri: url("api://"),
      },
      names: { roles: free().slice(0, 60) },
    },
    governance: {
      roles: "custom",
      policies: {
        own: {
          type: "definition",
          id: "/providers/Microsoft.Authorization/policyDefinitions/00000000-0000-0000-0000-000000000001",
          parameters: { [free()]: { value: [free()], [free()]: free() } },
          changes: true,
          roles: [free()],
        },
      },
    },
  });
}

/** Keys of free text that are no part of the platform above: why. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  extends: "a path on this computer",
  "backend.key": "a name of a blob, in a block in which Terraform evaluates nothing",
  "paths.*.from": "an endpoint, not in Terraform",
  "paths.*.to": "an endpoint, not in Terraform",
  "paths.*.ignore": "a reason, not in Terraform",
  // Refused by the rules for names of Kubernetes.
  "spokes.*.clusters.*.nodePools.*.labels.*": "refused",
  "spokes.*.clusters.*.nodePools.*.taints[]": "refused",
};

const FREE = [
  "tags.*",
  "spokes.*.gateways.*.waf.exclusions[].selector",
  "spokes.*.gateways.*.waf.rules[].conditions[].selector",
  "spokes.*.gateways.*.waf.rules[].conditions[].values[]",
  "spokes.*.gateways.*.rewrites.*[].conditions[].pattern",
  "spokes.*.gateways.*.rewrites.*[].requestHeaders.*",
  "spokes.*.gateways.*.rewrites.*[].responseHeaders.*",
  "spokes.*.gateways.*.rewrites.*[].path",
  "spokes.*.gateways.*.rewrites.*[].queryString",
  "spokes.*.clusters.*.httpProxy.noProxy[]",
  "spokes.*.clusters.*.addOns.gitOps.repository.url",
  "spokes.*.clusters.*.addOns.gitOps.repository.branch",
  "spokes.*.clusters.*.addOns.gitOps.repository.path",
  "spokes.*.clusters.*.ingress.backend.healthPath",
  "spokes.*.clusters.*.ingress.healthPath",
  "spokes.*.clusters.*.ingress.waf.exclusions[].selector",
  "spokes.*.clusters.*.ingress.waf.rules[].conditions[].selector",
  "spokes.*.clusters.*.ingress.waf.rules[].conditions[].values[]",
  "frontDoors.*.waf.exclusions[].selector",
  "frontDoors.*.waf.rules[].conditions[].selector",
  "frontDoors.*.waf.rules[].conditions[].values[]",
  "frontDoors.*.healthPath",
  "routeSync.alert.identifierUri",
  "routeSync.names.roles",
  "governance.policies.*.roles[]",
];

const PROBES = ["a${b}c", "a%{b}c", "/a${b}", "https://x/${b}", "a%{b}=x:NoSchedule", "api://${b}"];

/** Numbered texts, each of the next pieces, and the list of those that were given. */
function texts(pieces: readonly string[]): { readonly text: Text; readonly given: string[] } {
  const given: string[] = [];
  const text: Text = (form) => {
    const made = form(`t${given.length}${pieces[given.length % pieces.length] ?? ""}`);
    given.push(made);
    return made;
  };
  return { text, given };
}

function unknown(): undefined {
  return undefined;
}

/** All texts of evaluated JSON, keys included, and those of JSON in texts. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value, ...(/^[[{]/.test(value) ? textsIn(parsed(value)) : [])];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const PIECES = ["${", "%{", "$${", "%%{", "}", "~}", "$", "%", "var.x", "if true", " ", "\\", '"', "{"];

const template = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 6 })
  .map((pieces) => pieces.join(""));

describe("templates of Terraform in a platform file", () => {
  test("are in keys that are tried or refused here", () => {
    const takes = textKeys().filter(({ read }) => PROBES.some((probe) => read(probe) !== undefined));
    expect(new Set(takes.map(({ path }) => path))).toEqual(new Set([...FREE, ...Object.keys(ELSEWHERE)]));
  });

  test("are text, wherever text is free", () => {
    fc.assert(
      fc.property(fc.array(template, { minLength: 20, maxLength: 20 }), (pieces) => {
        const { text, given } = texts(pieces);
        const stacks = [...synthText(platformWith(text)).values()].map(({ json }) => json);
        const found = textsIn(evaluate(stacks, unknown));
        const lost = given.filter((each) => !found.some((other) => isWritten(each, other)));
        expect(lost).toEqual([]);
      }),
      { numRuns: 3, seed: 7, endOnFailure: true },
    );
  });

  test.each([
    platformYaml({
      naming: '{ names: { rg-contoso-shop: "a${b}" } }',
      hub: '{ addressSpace: 10.0.0.0/22, name: "a${b}", firewall: { name: "a%{b}" } }',
      spokes: { shop: { addressSpace: "10.1.0.0/16", name: '"a${b}"' } },
    }),
    platformOfCluster({
      nodePools: {
        system: {
          vmSize: "Standard_D4ds_v5",
          nodes: 3,
          labels: '{ a: "a${b}" }',
          taints: '["a%{b}=x:NoSchedule"]',
        },
      },
    }),
  ])("are refused in names of Azure and of Kubernetes, at their lines", (text) => {
    const lines = text.split("\n").flatMap((line, i) => (/[$%]\{/.test(line) ? [i + 1] : []));
    expect(lines.length).toBeGreaterThan(1);
    expect(errorsOfText(text).map(({ line }) => line)).toEqual(expect.arrayContaining(lines));
  });

  test("are text in the variables of a module, in both notations", () => {
    const owner = "${var.x} %{ if true } $${y}";
    const platform = platformYaml({ tags: JSON.stringify({ owner }), spokes: "{}" });
    const loaded = parsePlatform(platform, "platform.yaml");
    if (!loaded.ok) expect.fail(JSON.stringify(loaded.problems));
    const json = parsed(String(moduleFiles(loaded.loaded, "json").get("variables.tf.json")));
    expect(json).toMatchObject({ variable: { tags: { default: { owner } } } });
    const hcl = String(moduleFiles(loaded.loaded, "hcl").get("variables.tf"));
    expect(hcl).toContain('"$${var.x} %%{ if true } $$${y}"');
  });
});

/** Tags and roles hold beginnings of long texts; names of tags lack what Azure refuses. */
function isWritten(text: string, found: string): boolean {
  return found.includes(text.slice(0, 60)) || found === `k${text.replaceAll(/[<>%&\\?/]/g, "")}`;
}
