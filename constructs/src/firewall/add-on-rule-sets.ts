import { cloudOf } from "../core/clouds.js";
import type { RegistryHosts } from "./egress-requirements.js";
import { featureSet, OUTBOUND_RULES, web, type EgressRule, type RuleSet } from "./rule-set.js";

/** What add-ons need, and the registries and repositories that a cluster reads. */
export const ADD_ON_SETS: readonly RuleSet[] = [
  featureSet("monitoring-logs", {
    when: "addOns.monitoring",
    reason: "Container insights: agent settings, logs and sign-in to the workspace.",
    source: "Azure Monitor documentation, network firewall requirements for monitoring a Kubernetes cluster",
    rules: ({ location }) => {
      const { logs, monitor, name } = cloudOf(location);
      return [
        web(
          "monitoring-logs",
          [
            `*.ods.${logs}`,
            `*.oms.${logs}`,
            // Telemetry of the agent itself goes to the public cloud, which the other clouds are kept apart from.
            ...(name === "public" ? ["dc.services.visualstudio.com", "*.monitoring.azure.com"] : []),
            `*.ingest.${monitor}`,
            `global.handler.control.${monitor}`,
            `${location}.handler.control.${monitor}`,
          ],
          { serviceTags: ["AzureMonitor"] },
        ),
      ];
    },
  }),
  featureSet("monitoring-metrics", {
    when: "addOns.metrics",
    reason: "Managed Prometheus: scrape settings and ingestion.",
    source: "Azure Monitor documentation, network firewall requirements for monitoring a Kubernetes cluster",
    rules: ({ location }) => {
      const { monitor, name } = cloudOf(location);
      return [
        web(
          "monitoring-metrics",
          [
            ...(name === "public" ? ["*.monitoring.azure.com"] : []),
            `*.metrics.ingest.${monitor}`,
            `global.handler.control.${monitor}`,
            `${location}.handler.control.${monitor}`,
          ],
          { serviceTags: ["AzureMonitor"] },
        ),
      ];
    },
  }),
  featureSet("azure-policy", {
    when: "addOns.policy: true",
    reason: "Policies, Gatekeeper artifacts, compliance reports and telemetry of the add-on.",
    source: `${OUTBOUND_RULES}, Azure Policy`,
    rules: ({ location }) => {
      const { policy, name } = cloudOf(location);
      return [
        web("azure-policy", [
          `data.${policy}`,
          `store.${policy}`,
          ...(name === "public" ? ["dc.services.visualstudio.com"] : []),
        ]),
      ];
    },
  }),
  featureSet("defender", {
    when: "addOns.defender",
    reason: "The Defender sensor's events and its workspace.",
    source: `${OUTBOUND_RULES}, Microsoft Defender for Containers; Defender for Cloud documentation, sensor`,
    rules: ({ location }) => {
      const { logs, name } = cloudOf(location);
      return [
        web("defender", [
          `*.ods.${logs}`,
          `*.oms.${logs}`,
          // The page gives no name of the other clouds for it.
          ...(name === "public" ? ["*.cloud.defender.microsoft.com"] : []),
        ]),
      ];
    },
  }),
  featureSet("key-vault", {
    when: "addOns.keyVaultSecrets",
    reason: "The Key Vault provider reads secrets and certificates.",
    // The page names `vault.azure.net` for the public cloud; vaults are hosts below it, as in its row for Government.
    source: `${OUTBOUND_RULES}, CSI secret store`,
    rules: ({ location }) => [
      web("key-vault", [`*.${cloudOf(location).keyVault}`], { serviceTags: ["AzureKeyVault"] }),
    ],
  }),
  featureSet("cluster-extensions", {
    when: "addOns.gitOps",
    reason: "Settings and state of cluster extensions, and their metrics.",
    source: `${OUTBOUND_RULES}, cluster extensions`,
    rules: ({ location }) => {
      const { extensions, name } = cloudOf(location);
      return [
        ...(extensions === undefined
          ? []
          : [
              web("extensions", [`${location}.${extensions}`], {
                serviceTags: ["AzureArcInfrastructure"],
              }),
            ]),
        ...(name === "public"
          ? [web("extension-metrics", ["*.ingestion.msftcloudes.com", "*.microsoftmetrics.com"])]
          : []),
      ];
    },
  }),
  featureSet("alb-controller", {
    when: "ingress: { type: application-gateway-for-containers }",
    reason: "The ALB controller configures the gateway at its endpoint.",
    // No page of Azure lists it: observed by users of restricted networks.
    source: "Azure/AKS #5459",
    rules: ({ location }) =>
      cloudOf(location).name === "public" ? [web("alb-controller", ["*.alb.azure.com"])] : [],
  }),
  featureSet("cert-manager", {
    when: "addOns.certManager",
    reason: "cert-manager orders certificates of Let's Encrypt.",
    source: "Let's Encrypt documentation, ACME directory of the production environment",
    rules: () => [web("cert-manager", ["acme-v02.api.letsencrypt.org"])],
  }),
  {
    name: "git",
    when: "addOns.gitOps.repository",
    reason: "The repository that GitOps reads from.",
    source: "Flux documentation, Git repositories",
    neededBy: ({ gitHosts = [] }) => gitHosts.length > 0,
    rules: ({ gitHosts = [] }) =>
      gitHosts.map(({ host, ssh }) =>
        ssh
          ? { kind: "names", name: `git-${host}`, fqdns: [host], protocol: "TCP", ports: [22] }
          : web(`git-${host}`, [host]),
      ),
  },
  {
    name: "private-registry",
    when: "addOns.registries",
    reason:
      "Images from the team's registries, and their layers: from their data endpoints, or from Azure's storage.",
    source: "Container registry documentation, dedicated data endpoints and firewall access rules",
    neededBy: ({ registries = [] }) => registries.length > 0,
    rules: ({ registries = [], location }) => registries.map((registry) => registryRule(registry, location)),
  },
];

/** A registry redirects to its layers: to an account of Azure's own, whose name changes, unless it has data endpoints. */
function registryRule({ name, locations, dataEndpoint = false }: RegistryHosts, region: string): EgressRule {
  const server = name.toLowerCase();
  const { registry, storage } = cloudOf(region);
  const layers = dataEndpoint
    ? locations.map((location) => `${server}.${location}.data.${registry}`)
    : [`*.blob.${storage}`];
  const tags = dataEndpoint ? ["AzureContainerRegistry"] : ["AzureContainerRegistry", "Storage"];
  return web(`registry-${server}`, [`${server}.${registry}`, ...layers], {
    serviceTags: tags.flatMap((tag) => locations.map((location) => `${tag}.${location}`)),
  });
}
