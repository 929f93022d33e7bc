import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EgressRule } from "../../src/firewall/rule-set.js";
import {
  Cidr,
  deriveEgress,
  EGRESS_FEATURES,
  PUBLIC_REGISTRIES,
  RULE_SETS,
  type EgressRequirements,
  type EgressFeature,
} from "../../src/internal.js";

const features = fc.uniqueArray(fc.constantFrom(...EGRESS_FEATURES)).map((list) => new Set(list));

const EVERYTHING: EgressRequirements = {
  location: "westeurope",
  apiServerTunnel: true,
  features: new Set(EGRESS_FEATURES),
  registries: [{ name: "Images", locations: ["westeurope", "northeurope"] }],
  gitHosts: [
    { host: "github.com", ssh: false },
    { host: "git.contoso.example", ssh: true },
  ],
  dnsServers: ["10.0.2.4"],
  allow: {
    web: { type: "web", fqdns: ["api.example.com"], ports: [443] },
    mail: { type: "names", fqdns: ["smtp.example.com"], ports: [587], protocol: "TCP" },
    erp: { type: "addresses", ranges: [Cidr.of("192.168.1.0/24")], ports: [1521], protocol: "TCP" },
    sql: { type: "service-tags", tags: ["Sql.westeurope"], ports: [1433], protocol: "TCP" },
  },
};

function plain(active: ReadonlySet<EgressFeature>, apiServerTunnel = false): EgressRequirements {
  return { location: "westeurope", apiServerTunnel, features: active };
}

function derivedNames(requirements: EgressRequirements): string[] {
  return deriveEgress(requirements).map(({ set }) => set.name);
}

function destinationsOf(rule: EgressRule): readonly string[] {
  switch (rule.kind) {
    case "fqdnTag":
      return [rule.fqdnTag];
    case "network":
      return rule.destinations;
    case "ipGroups":
      return rule.ids;
    case "fqdns":
    case "names":
      return rule.fqdns;
  }
}

describe("the table of rule sets", () => {
  test("a plain private cluster needs the AKS tag and Ubuntu's updates, and nothing else", () => {
    expect(deriveEgress(plain(new Set())).flatMap(({ rules }) => rules)).toEqual([
      expect.objectContaining({ kind: "fqdnTag", fqdnTag: "AzureKubernetesService" }),
      expect.objectContaining({ fqdns: ["snapshot.ubuntu.com"], ports: [443] }),
    ]);
  });

  test("each set says when it applies, why, and who says so", () => {
    for (const { when, reason, source } of RULE_SETS) expect([when, reason, source]).not.toContain("");
    expect(new Set(RULE_SETS.map(({ name }) => name)).size).toBe(RULE_SETS.length);
  });

  test("switching a feature on changes exactly its own rules", () => {
    fc.assert(
      fc.property(features, fc.constantFrom(...EGRESS_FEATURES), fc.boolean(), (others, feature, tunnel) => {
        const without = new Set(others);
        without.delete(feature);
        const before = derivedRules(plain(without, tunnel));
        const after = derivedRules(plain(new Set([...without, feature]), tunnel));
        expect(after.filter(({ set }) => set !== feature)).toEqual(before);
        expect(after.some(({ set }) => set === feature)).toBe(true);
      }),
    );
  });

  test("a public API server, custom resolvers, registries and the team's list bring their own sets only", () => {
    const base = derivedNames(plain(new Set()));
    const added = (requirements: Partial<EgressRequirements>): string[] =>
      derivedNames({ ...plain(new Set()), ...requirements }).filter((name) => !base.includes(name));
    expect(added({ apiServerTunnel: true })).toEqual(["api-server-tunnel"]);
    expect(added({ dnsServers: ["10.0.2.4"] })).toEqual(["custom-dns"]);
    expect(added({ registries: [{ name: "images", locations: ["westeurope"] }] })).toEqual([
      "private-registry",
    ]);
    expect(added({ gitHosts: [{ host: "github.com", ssh: false }] })).toEqual(["git"]);
    expect(added({ allow: EVERYTHING.allow ?? {} })).toEqual(["allow"]);
  });

  test("names of rules are unique, as a collection wants them", () => {
    const names = derivedRules(EVERYTHING).map(({ rule }) => rule.name);
    expect(new Set(names).size).toBe(names.length);
  });

  test("every destination is a host, a range or a tag", () => {
    for (const location of ["westeurope", "usgovvirginia", "chinanorth3"])
      for (const { rule } of derivedRules({ ...EVERYTHING, location })) {
        const hosts = rule.kind === "fqdns" || rule.kind === "names" ? rule.fqdns : [];
        for (const host of hosts) expect(host).toMatch(/^(\*\.)?[\w-]+(\.[\w-]+)+$/);
        const tags = "serviceTags" in rule ? (rule.serviceTags ?? []) : [];
        for (const tag of tags) expect(tag).toMatch(/^[A-Z]\w+(\.\w+)?$/);
      }
  });

  test("each rule has its protocol, its ports and its service tags", () => {
    const lines = derivedRules(EVERYTHING).map(({ set, rule }) => {
      const protocol = "protocol" in rule ? rule.protocol : "HTTP";
      const ports = "ports" in rule ? rule.ports.join(" ") : "80 443";
      const tags = "serviceTags" in rule ? (rule.serviceTags ?? []).join(" ") : "";
      const optional = "optional" in rule && rule.optional === true ? "optional" : "";
      return [set, rule.name, rule.kind, protocol, ports, optional, tags].join(" | ");
    });
    expect(lines).toMatchInlineSnapshot(`
      [
        "aks | azure-kubernetes-service | fqdnTag | HTTP | 80 443 |  | MicrosoftContainerRegistry AzureFrontDoor.FirstParty AzureFrontDoor.Frontend AzureResourceManager AzureActiveDirectory AzureCloud.westeurope",
        "os-updates | ubuntu-snapshots | fqdns | HTTP | 443 | optional | ",
        "api-server-tunnel | tunnel-udp | network | UDP | 1194 |  | ",
        "api-server-tunnel | tunnel-tcp | network | TCP | 9000 |  | ",
        "custom-dns | dns-udp | network | UDP | 53 |  | ",
        "custom-dns | dns-tcp | network | TCP | 53 |  | ",
        "ntp | ntp | names | UDP | 123 |  | ",
        "windows | windows-https | fqdns | HTTP | 443 |  | ",
        "windows | windows-http | fqdns | HTTP | 80 |  | ",
        "gpu | gpu-drivers | fqdns | HTTP | 443 |  | ",
        "monitoring-logs | monitoring-logs | fqdns | HTTP | 443 |  | AzureMonitor",
        "monitoring-metrics | monitoring-metrics | fqdns | HTTP | 443 |  | AzureMonitor",
        "azure-policy | azure-policy | fqdns | HTTP | 443 |  | ",
        "defender | defender | fqdns | HTTP | 443 |  | ",
        "key-vault | key-vault | fqdns | HTTP | 443 |  | AzureKeyVault",
        "cluster-extensions | extensions | fqdns | HTTP | 443 |  | AzureArcInfrastructure",
        "cluster-extensions | extension-metrics | fqdns | HTTP | 443 |  | ",
        "alb-controller | alb-controller | fqdns | HTTP | 443 |  | ",
        "cert-manager | cert-manager | fqdns | HTTP | 443 |  | ",
        "git | git-github.com | fqdns | HTTP | 443 |  | ",
        "git | git-git.contoso.example | names | TCP | 22 |  | ",
        "private-registry | registry-images | fqdns | HTTP | 443 |  | AzureContainerRegistry.westeurope AzureContainerRegistry.northeurope Storage.westeurope Storage.northeurope",
        "docker-hub | registry-docker-hub | fqdns | HTTP | 443 |  | ",
        "registry.k8s.io | registry-registry-k8s-io | fqdns | HTTP | 443 |  | ",
        "google-storage | registry-google-storage | fqdns | HTTP | 443 |  | ",
        "quay | registry-quay | fqdns | HTTP | 443 |  | ",
        "github-container-registry | registry-github-container-registry | fqdns | HTTP | 443 |  | ",
        "allow | allow-web | fqdns | HTTP | 443 |  | ",
        "allow | allow-mail | names | TCP | 587 |  | ",
        "allow | allow-erp | network | TCP | 1521 |  | ",
        "allow | allow-sql | network | TCP | 1433 |  | ",
      ]
    `);
  });

  test("each rule has its destinations", () => {
    const lines = derivedRules(EVERYTHING).map(
      ({ rule }) => `${rule.name}: ${destinationsOf(rule).join(" ")}`,
    );
    expect(lines).toMatchInlineSnapshot(`
      [
        "azure-kubernetes-service: AzureKubernetesService",
        "ubuntu-snapshots: snapshot.ubuntu.com",
        "tunnel-udp: AzureCloud.westeurope",
        "tunnel-tcp: AzureCloud.westeurope",
        "dns-udp: 10.0.2.4",
        "dns-tcp: 10.0.2.4",
        "ntp: ntp.ubuntu.com",
        "windows-https: onegetcdn.azureedge.net go.microsoft.com",
        "windows-http: *.mp.microsoft.com www.msftconnecttest.com ctldl.windowsupdate.com",
        "gpu-drivers: nvidia.github.io us.download.nvidia.com download.docker.com",
        "monitoring-logs: *.ods.opinsights.azure.com *.oms.opinsights.azure.com dc.services.visualstudio.com *.monitoring.azure.com *.ingest.monitor.azure.com global.handler.control.monitor.azure.com westeurope.handler.control.monitor.azure.com",
        "monitoring-metrics: *.monitoring.azure.com *.metrics.ingest.monitor.azure.com global.handler.control.monitor.azure.com westeurope.handler.control.monitor.azure.com",
        "azure-policy: data.policy.core.windows.net store.policy.core.windows.net dc.services.visualstudio.com",
        "defender: *.ods.opinsights.azure.com *.oms.opinsights.azure.com *.cloud.defender.microsoft.com",
        "key-vault: *.vault.azure.net",
        "extensions: westeurope.dp.kubernetesconfiguration.azure.com",
        "extension-metrics: *.ingestion.msftcloudes.com *.microsoftmetrics.com",
        "alb-controller: *.alb.azure.com",
        "cert-manager: acme-v02.api.letsencrypt.org",
        "git-github.com: github.com",
        "git-git.contoso.example: git.contoso.example",
        "registry-images: images.azurecr.io *.blob.core.windows.net",
        "registry-docker-hub: docker.io registry-1.docker.io auth.docker.io production.cloudflare.docker.com production.cloudfront.docker.com docker-images-prod.6aa30f8b08e16409b46e0173d6de2f56.r2.cloudflarestorage.com",
        "registry-registry-k8s-io: registry.k8s.io asia-east1-docker.pkg.dev asia-northeast1-docker.pkg.dev asia-northeast2-docker.pkg.dev asia-south1-docker.pkg.dev australia-southeast1-docker.pkg.dev europe-north1-docker.pkg.dev europe-southwest1-docker.pkg.dev europe-west1-docker.pkg.dev europe-west2-docker.pkg.dev europe-west4-docker.pkg.dev europe-west8-docker.pkg.dev europe-west9-docker.pkg.dev southamerica-west1-docker.pkg.dev us-central1-docker.pkg.dev us-east1-docker.pkg.dev us-east4-docker.pkg.dev us-east5-docker.pkg.dev us-south1-docker.pkg.dev us-west1-docker.pkg.dev us-west2-docker.pkg.dev prod-registry-k8s-io-us-east-1.s3.dualstack.us-east-1.amazonaws.com",
        "registry-google-storage: storage.googleapis.com gcr.io",
        "registry-quay: quay.io *.quay.io",
        "registry-github-container-registry: ghcr.io pkg-containers.githubusercontent.com",
        "allow-web: api.example.com",
        "allow-mail: smtp.example.com",
        "allow-erp: 192.168.1.0/24",
        "allow-sql: Sql.westeurope",
      ]
    `);
  });

  test("no rule allows all egress", () => {
    for (const { rule } of derivedRules(EVERYTHING)) {
      const destinations = destinationsOf(rule);
      expect(destinations.length).toBeGreaterThan(0);
      for (const destination of destinations)
        expect(destination).not.toMatch(/^(\*|0\.0\.0\.0\/0|Internet)$/);
    }
  });

  test("every public registry has to be asked for", () => {
    for (const registry of PUBLIC_REGISTRIES) {
      expect(derivedNames(plain(new Set()))).not.toContain(registry);
      expect(derivedNames(plain(new Set([registry])))).toContain(registry);
    }
  });

  test.each([
    [
      "westeurope",
      true,
      ["images.azurecr.io", "images.westeurope.data.azurecr.io", "images.northeurope.data.azurecr.io"],
    ],
    ["westeurope", false, ["images.azurecr.io", "*.blob.core.windows.net"]],
    ["usgovvirginia", false, ["images.azurecr.us", "*.blob.core.usgovcloudapi.net"]],
    ["chinanorth3", false, ["images.azurecr.cn", "*.blob.core.chinacloudapi.cn"]],
  ])(
    "a registry in %s with dedicated data endpoints (%s) is reached at %s",
    (location, dataEndpoint, fqdns) => {
      const locations = ["westeurope", "northeurope"];
      const registries = [{ name: "Images", locations, dataEndpoint }];
      const rules = deriveEgress({ ...plain(new Set()), location, registries })
        .filter(({ set }) => set.name === "private-registry")
        .flatMap((derived) => derived.rules);
      const services = ["AzureContainerRegistry", ...(dataEndpoint ? [] : ["Storage"])];
      const serviceTags = services.flatMap((service) => locations.map((each) => `${service}.${each}`));
      expect(rules).toEqual([expect.objectContaining({ fqdns, serviceTags })]);
    },
  );
});

function derivedRules(requirements: EgressRequirements) {
  return deriveEgress(requirements).flatMap(({ set, rules }) =>
    rules.map((rule) => ({ set: set.name, rule })),
  );
}
