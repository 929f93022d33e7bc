import { mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { loadPlatform, parsePlatform } from "../src/index.js";
import { objectsIn, writtenManifests } from "./support/manifests.js";
import { clusterYaml, platformYaml, spokeYaml } from "./support/platform-yaml.js";

const examples = fileURLToPath(new URL("../../examples/", import.meta.url));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "manifests-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The manifests of an example's clusters, by `folder/name`. */
function manifestsOf(example: string): Map<string, string> {
  return manifestsIn(loadPlatform(join(examples, `${example}.yaml`)));
}

function manifestsIn(result: ReturnType<typeof loadPlatform>): Map<string, string> {
  return writtenManifests(result, folder);
}

test.each([
  ["kubenet-agic", ["shop-main/network-policies.yaml", "shop-main/sample-app.yaml"]],
  [
    "agic-helm-shared-gateway",
    ["blue", "green"].flatMap((key) =>
      ["agic-values", "network-policies", "sample-app"].map((name) => `shop-${key}/${name}.yaml`),
    ),
  ],
  [
    "gateway-to-internal-load-balancer",
    [
      "shop-main/controller-service.yaml",
      "shop-main/controller.yaml",
      ...["gateways", "network-policies", "sample-app"].map((name) => `shop-main/${name}.yaml`),
      ...["controller-service", "gateways", "network-policies", "sample-app"].map(
        (name) => `shop-orders/${name}.yaml`,
      ),
    ],
  ],
  [
    "front-door-private-link",
    ["controller-service", "controller", "gateways", "network-policies", "sample-app"].map(
      (name) => `shop-main/${name}.yaml`,
    ),
  ],
  [
    "application-gateway-for-containers",
    [
      ...["alb-values", "gateways", "network-policies", "sample-app"].map((name) => `shop-back/${name}.yaml`),
      "shop-main/alb-values.yaml",
      "shop-main/cert-manager-values.yaml",
      "shop-main/certificates.yaml",
      ...["gateways", "network-policies", "sample-app"].map((name) => `shop-main/${name}.yaml`),
    ],
  ],
  ["internal-only-policy", ["records-main/network-policies.yaml"]],
  ["on-premises-vpn", ["network-policies", "published-services"].map((name) => `orders-main/${name}.yaml`)],
])("%s gets the manifests that its ingress needs", (example, files) => {
  const manifests = manifestsOf(example);
  expect([...manifests.keys()].sort()).toEqual(files);
  for (const [name, text] of manifests) {
    for (const document of parseAllDocuments(text)) expect(document.errors, name).toEqual([]);
  }
});

test("a cluster whose AGIC is replaced gets the files of both, and accepts requests of both gateways", () => {
  const main = clusterYaml({
    network: "{ plugin: azure-cni }",
    ingress:
      "{ type: application-gateway-for-containers, subnetPrefix: 10.1.128.0/24, replaces: { type: agic-helm, gateway: edge } }",
  });
  const edge = { subnetPrefix: "10.1.129.0/24" };
  const text = platformYaml({ spokes: { shop: spokeYaml({ gateways: { edge }, clusters: { main } }) } });
  const files = manifestsIn(parsePlatform(text, "platform.yaml"));
  const names = ["agic-values", "alb-values", "gateways", "network-policies", "sample-app"];
  expect([...files.keys()].sort()).toEqual(names.map((name) => `shop-main/${name}.yaml`));
  expect(files.get("shop-main/network-policies.yaml")?.match(/(?<=cidr: )10\..*/g)).toEqual([
    "10.1.128.0/24",
    "10.1.129.0/24",
  ]);
});

test("the Service has the address that the gateway sends to", () => {
  const files = manifestsOf("gateway-to-internal-load-balancer");
  const [text, other] = ["main", "orders"].map((key) => files.get(`shop-${key}/controller-service.yaml`));
  const terraform = readFileSync(join(folder, "stacks", "contoso", "cdk.tf.json"), "utf8");
  const addresses = [text, other].map((file) => /azure-load-balancer-ipv4: (\S+)/.exec(file ?? "")?.[1]);
  expect(addresses).toEqual([expect.any(String), expect.any(String)]);
  expect(JSON.parse(terraform)).toMatchObject({
    resource: {
      azurerm_application_gateway: {
        shop_gateway_edge: {
          backend_address_pool: addresses.map((address) => ({ ip_addresses: [address] })),
        },
      },
      azurerm_subnet: { shop_load_balancers: { name: /internal-subnet: (\S+)/.exec(text ?? "")?.[1] } },
    },
  });
});

describe("a controller of the Gateway API", () => {
  test.each([
    ["gateway-to-internal-load-balancer", "shop-main", ["shop.contoso.com"]],
    ["front-door-private-link", "shop-main", undefined],
  ])("of %s has a Gateway on its Service, to which the sample's route belongs", (example, cluster, names) => {
    const files = manifestsOf(example);
    const service = objectsIn(files.get(`${cluster}/controller-service.yaml`)).find(
      ({ kind }) => kind === "Service",
    );
    const [gateway] = objectsIn(files.get(`${cluster}/gateways.yaml`));
    const { name, namespace } = service?.metadata ?? expect.fail("There is no Service.");
    expect(gateway).toMatchObject({
      kind: "Gateway",
      metadata: { name, namespace },
      spec: {
        addresses: [{ type: "Hostname", value: `${name}.${namespace}.svc.cluster.local` }],
        listeners: [{ name: "https", port: 443, protocol: "HTTPS" }],
      },
    });
    const sample = objectsIn(files.get(`${cluster}/sample-app.yaml`));
    expect(sample.map(({ kind }) => kind)).not.toContain("Ingress");
    const [route, ...others] = sample.filter(({ kind }) => kind === "HTTPRoute");
    expect(others).toEqual([]);
    expect(route?.spec["parentRefs"]).toEqual([{ name, namespace, sectionName: "https" }]);
    expect(route?.spec["hostnames"]).toEqual(names);
  });

  test("is called in plain HTTP where the gateway does so, at the port of the load balancer", () => {
    const main = clusterYaml({
      ingress:
        "{ type: gateway-to-load-balancer, gateway: edge, controller: gateway-api, backend: { port: 8080 } }",
    });
    const text = platformYaml({
      spokes: { shop: spokeYaml({ gateways: { edge: {} }, clusters: { main } }) },
    });
    const [gateway] = objectsIn(
      manifestsIn(parsePlatform(text, "platform.yaml")).get("shop-main/gateways.yaml"),
    );
    expect(gateway?.spec["listeners"]).toEqual([
      { name: "http", port: 8080, protocol: "HTTP", allowedRoutes: { namespaces: { from: "All" } } },
    ]);
  });
});

test("a published service has the address and port that the firewall translates to", () => {
  const text = manifestsOf("on-premises-vpn").get("orders-main/published-services.yaml") ?? "";
  const [, api, feed] = parseAllDocuments(text).map((document): unknown => {
    const object: unknown = document.toJSON();
    return object;
  });
  const prefix = "service.beta.kubernetes.io/azure-load-balancer";
  const service = (name: string, address: string, port: number): object => ({
    metadata: {
      name,
      annotations: {
        [`${prefix}-internal`]: "true",
        [`${prefix}-internal-subnet`]: "snet-fabrikam-orders-load-balancers",
        [`${prefix}-ipv4`]: address,
      },
    },
    spec: { loadBalancerSourceRanges: ["10.70.0.0/26"], ports: [{ port, protocol: "TCP" }] },
  });
  expect(api).toMatchObject(service("api", "10.71.254.10", 8443));
  expect(feed).toMatchObject(service("feed", "10.71.254.11", 5671));
});

const VAULT =
  "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-x";
const SECRETS = "https://kv-x.vault.azure.net/secrets";
function behindAgic(podCidr: string, hostName: string) {
  return clusterYaml({
    network: { plugin: "azure-cni-overlay", podCidr },
    ingress: { type: "agic-helm", gateway: "edge", hostNames: [hostName] },
    addOns: "{ keyVaultSecrets: {} }",
  });
}
function twoClusters(tls: string): Map<string, string> {
  const clusters = {
    blue: behindAgic("10.244.0.0/16", "blue.x.com"),
    green: behindAgic("10.245.0.0/16", "green.y.com"),
  };
  const text = platformYaml({ spokes: { shop: spokeYaml({ gateways: { edge: { tls } }, clusters }) } });
  return manifestsIn(parsePlatform(text, "platform.yaml"));
}
function certificateOf(files: Map<string, string>, cluster: string): string | undefined {
  return /appgw-ssl-certificate: (\S+)/.exec(files.get(`shop-${cluster}/sample-app.yaml`) ?? "")?.[1];
}

test("an Ingress has the certificate of its own host name, and the vault is called by its name", () => {
  const files = twoClusters(
    "{ type: own-key-vault, certificates: { blue: [blue.x.com], green: [www.y.com, green.y.com] } }",
  );
  expect([certificateOf(files, "blue"), certificateOf(files, "green")]).toEqual(["blue", "green"]);
  const terraform = readFileSync(join(folder, "stacks", "contoso", "cdk.tf.json"), "utf8");
  const text = files.get("shop-green/key-vault.yaml") ?? "";
  expect(terraform).toContain(`"name": "${/keyvaultName: (\S+)/.exec(text)?.[1] ?? ""}"`);
  const [namespace, provider] = parseAllDocuments(text).map((document): unknown => {
    const object: unknown = document.toJSON();
    return object;
  });
  expect(namespace).toMatchObject({ kind: "Namespace", metadata: { name: "ingress" } });
  expect(provider).toMatchObject({ metadata: { name: "green", namespace: "ingress" } });
});

test("the sample shows the annotations by which an Ingress of AGIC uses what its gateway has", () => {
  const example = readFileSync(
    fileURLToPath(new URL("../../examples/gateway-to-internal-load-balancer.yaml", import.meta.url)),
    "utf8",
  );
  const { spokes } = parse(example, { merge: true }) as {
    readonly spokes: {
      readonly shop: { readonly gateways: { readonly edge: { clientCertificates: object } } };
    };
  };
  const certificates = spokes.shop.gateways.edge.clientCertificates;
  const rewrites = "{ headers: [{ responseHeaders: { Server: '' } }], paths: [{ path: /v2 }] }";
  const sampleOf = (gateway: Readonly<Record<string, string>>): string => {
    const clusters = { main: behindAgic("10.244.0.0/16", "blue.x.com") };
    const text = platformYaml({ spokes: { shop: spokeYaml({ gateways: { edge: gateway }, clusters }) } });
    return manifestsIn(parsePlatform(text, "platform.yaml")).get("shop-main/sample-app.yaml") ?? "";
  };
  const annotations = (sample: string): readonly string[] =>
    sample.split("\n").flatMap((line) => /^# +(appgw\.ingress\S+: .*)$/.exec(line)?.[1] ?? []);
  expect(annotations(sampleOf({ clientCertificates: JSON.stringify(certificates), rewrites }))).toEqual([
    "appgw.ingress.kubernetes.io/appgw-ssl-profile: partners",
    "appgw.ingress.kubernetes.io/rewrite-rule-set: headers",
    "appgw.ingress.kubernetes.io/rewrite-rule-set: paths",
  ]);
  expect(annotations(sampleOf({ tier: "WAF_v2" }))).toEqual([]);
});

test("certificates of a vault that exists are guessed only where there is one", () => {
  const one = twoClusters(`{ type: key-vault, id: ${VAULT}, certificates: { tls: ${SECRETS}/star } }`);
  expect(certificateOf(one, "green")).toBe("tls");
  expect(one.get("shop-green/key-vault.yaml")).toContain("keyvaultName: kv-x");
  expect(one.get("shop-green/key-vault.yaml")).toContain("objectName: star");
  const certificates = `{ a: ${SECRETS}/a, b: ${SECRETS}/b }`;
  const two = twoClusters(`{ type: key-vault, id: ${VAULT}, certificates: ${certificates} }`);
  expect(certificateOf(two, "green")).toBeUndefined();
});

test("every placeholder names an output that there is", () => {
  for (const [example, platform] of [
    ["agic-helm-shared-gateway", "contoso"],
    ["front-door-private-link", "contoso"],
    ["front-door-public-origin", "contoso"],
    ["add-ons", "litware"],
  ] as const) {
    const texts = [...manifestsOf(example).values()].join("\n");
    const terraform: unknown = JSON.parse(
      readFileSync(join(folder, "stacks", platform, "cdk.tf.json"), "utf8"),
    );
    const outputs = [...texts.matchAll(/terraform output -raw (\S+)/g)].map(([, name = ""]) => name);
    expect(outputs).not.toEqual([]);
    expect(texts.match(/terraform output/g)).toHaveLength(outputs.length);
    // Each is named where it is waited for.
    for (const name of texts.match(/(?<=OUTPUT_)[\w-]*/g) ?? []) expect(outputs).toContain(name);
    for (const name of outputs) expect(terraform).toHaveProperty(["output", name, "value"]);
  }
});

test("a cluster that is gone takes its files along", () => {
  const gone = join(folder, "kubernetes", "shop-gone");
  mkdirSync(gone, { recursive: true });
  writeFileSync(join(gone, "sample-app.yaml"), "");
  expect([...manifestsOf("kubenet-agic").keys()]).not.toContain("shop-gone/sample-app.yaml");
});
