import { cloudOf } from "../core/clouds.js";
import { ofFamily } from "../net/cidr.js";
import { FAMILY_RULES } from "../net/well-known.js";
import type {
  EgressFeature,
  EgressRequirements,
  PortRange,
  RegistryHosts,
  Transport,
} from "./egress-requirements.js";
import { PUBLIC_REGISTRY_SETS } from "./public-registries.js";

/** One rule of a rule set. Web rules may name the service tags that contain the addresses of the same names. */
export type EgressRule =
  | {
      readonly kind: "fqdnTag";
      readonly name: string;
      readonly fqdnTag: string;
      readonly serviceTags: readonly string[];
    }
  | {
      readonly kind: "fqdns";
      readonly name: string;
      readonly fqdns: readonly string[];
      readonly ports: readonly number[];
      /** @default none: only names identify these destinations */
      readonly serviceTags?: readonly string[] | undefined;
      /** Whether nodes work without it, so that a filter that knows no names leaves it out. @default false */
      readonly optional?: boolean | undefined;
    }
  | {
      /** Names over other protocols than HTTP: the firewall resolves them, through its DNS proxy. */
      readonly kind: "names";
      readonly name: string;
      readonly fqdns: readonly string[];
      readonly protocol: Transport;
      readonly ports: readonly PortRange[];
    }
  | {
      readonly kind: "network";
      readonly name: string;
      readonly protocol: Transport;
      readonly destinations: readonly string[];
      readonly ports: readonly PortRange[];
    };

/** Rules that belong together, why they are there, and who says so. */
export interface RuleSet {
  /** Ends the names of its rule collections. */
  readonly name: string;
  /** When a platform gets the set, in the platform file's words. */
  readonly when: string;
  /** Why it is there. */
  readonly reason: string;
  /** Who says that it is needed. */
  readonly source: string;
  /** Whether a platform needs it. */
  readonly neededBy: (requirements: EgressRequirements) => boolean;
  /** The rules, for a platform that needs them. */
  readonly rules: (requirements: EgressRequirements) => readonly EgressRule[];
}

const UBUNTU_UPDATES = ["security.ubuntu.com", "azure.archive.ubuntu.com", "changelogs.ubuntu.com"];

const OUTBOUND_RULES = "AKS documentation, outbound network and FQDN rules";

/** A set that one feature brings. */
function featureSet(
  feature: EgressFeature,
  set: Omit<RuleSet, "name" | "neededBy"> & { readonly name?: string },
): RuleSet {
  return { name: feature, neededBy: ({ features }) => features.has(feature), ...set };
}

/** What every cluster needs, and what follows from how it is built. */
const CLUSTER_SETS: readonly RuleSet[] = [
  {
    name: "aks",
    when: "always",
    reason: "Images, packages, Azure Resource Manager and sign-in, kept current by Microsoft under one tag.",
    source: `${OUTBOUND_RULES}; limit network traffic with Azure Firewall`,
    neededBy: () => true,
    rules: ({ location }) => {
      // The registry's images and the package servers are delivered by Front Door; the rest is in the region.
      // Source: virtual network documentation, service tags (MicrosoftContainerRegistry and its dependency).
      const serviceTags = [
        "MicrosoftContainerRegistry",
        "AzureFrontDoor.FirstParty",
        "AzureFrontDoor.Frontend",
        "AzureResourceManager",
        "AzureActiveDirectory",
        `AzureCloud.${location}`,
      ];
      const name = "azure-kubernetes-service";
      const { nodeNames } = cloudOf(location);
      return nodeNames === undefined
        ? [{ kind: "fqdnTag", name, fqdnTag: "AzureKubernetesService", serviceTags }]
        : [web(name, nodeNames(location), { serviceTags })];
    },
  },
  {
    name: "os-updates",
    when: "always",
    reason:
      "Security updates of Ubuntu between two node images; without them nodes get updates with a new image only.",
    source: `${OUTBOUND_RULES}, optional recommended FQDN / application rules`,
    neededBy: () => true,
    // The firewall's tag for AKS contains the other servers, in the cloud where it is documented.
    rules: ({ location }) => [
      { ...web("ubuntu-snapshots", ["snapshot.ubuntu.com"]), optional: true },
      ...(cloudOf(location).nodeNames === undefined
        ? []
        : [{ ...web("ubuntu-updates", UBUNTU_UPDATES, { port: 80 }), optional: true }]),
    ],
  },
  {
    name: "api-server-tunnel",
    when: "apiServer: { type: public }",
    reason: "Public API server without VNet Integration: the node's tunnel to the control plane.",
    source: `${OUTBOUND_RULES}, required network rules`,
    neededBy: ({ apiServerTunnel }) => apiServerTunnel,
    rules: ({ location }) => [
      network("tunnel-udp", "UDP", [`AzureCloud.${location}`], 1194),
      network("tunnel-tcp", "TCP", [`AzureCloud.${location}`], 9000),
    ],
  },
  {
    name: "custom-dns",
    when: "dns: { type: servers }",
    reason: "Custom resolvers, over UDP and, for long answers, TCP.",
    source: `${OUTBOUND_RULES}; private clusters, prerequisites`,
    neededBy: ({ dnsServers = [] }) => dnsServers.length > 0,
    rules: ({ dnsServers = [] }) => [
      network("dns-udp", "UDP", dnsServers, 53),
      network("dns-tcp", "TCP", dnsServers, 53),
    ],
  },
  featureSet("ntp", {
    when: "egress.ntp: true",
    reason: "Time from Ubuntu's servers: only nodes made before March 2021 need it.",
    source: `${OUTBOUND_RULES}, required network rules`,
    rules: () => [{ kind: "names", name: "ntp", fqdns: ["ntp.ubuntu.com"], protocol: "UDP", ports: [123] }],
  }),
  featureSet("windows", {
    when: "a node pool with os: Windows",
    reason: "Binaries and updates of Windows nodes, for these nodes.",
    source: `${OUTBOUND_RULES}, Windows Server based node pools`,
    rules: () => [
      web("windows-https", ["onegetcdn.azureedge.net", "go.microsoft.com"]),
      web("windows-http", ["*.mp.microsoft.com", "www.msftconnecttest.com", "ctldl.windowsupdate.com"], {
        port: 80,
      }),
    ],
  }),
  featureSet("gpu", {
    when: "a node pool of an N-series size with NVIDIA's GPUs",
    reason:
      "Drivers of NVIDIA's GPUs, for the nodes that have them; AMD's come with an operator in the cluster.",
    source: `${OUTBOUND_RULES}, GPU enabled clusters`,
    rules: () => [web("gpu-drivers", ["nvidia.github.io", "us.download.nvidia.com", "download.docker.com"])],
  }),
];

const ADD_ON_SETS: readonly RuleSet[] = [
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

const OWN_SET: RuleSet = {
  name: "allow",
  when: "egress.allow",
  reason: "A destination that the team asked for.",
  source: "The platform file",
  neededBy: ({ allow = {} }) => Object.keys(allow).length > 0,
  rules: ({ allow = {} }) =>
    Object.entries(allow).flatMap(([key, target]): EgressRule[] => {
      const name = `allow-${key}`;
      switch (target.type) {
        case "web":
          return [{ kind: "fqdns", name, fqdns: target.fqdns, ports: target.ports }];
        case "names":
          return [
            { kind: "names", name, fqdns: target.fqdns, protocol: target.protocol, ports: target.ports },
          ];
        case "addresses":
          return FAMILY_RULES.flatMap(({ family, ending }): EgressRule[] => {
            const destinations = ofFamily(target.ranges, family).map(String);
            const { protocol, ports } = target;
            return destinations.length === 0
              ? []
              : [{ kind: "network", name: `${name}${ending}`, protocol, destinations, ports }];
          });
        case "service-tags":
          return [
            {
              kind: "network",
              name,
              protocol: target.protocol,
              destinations: target.tags,
              ports: target.ports,
            },
          ];
      }
    }),
};

/** Every rule set that can be derived. A platform gets those whose condition holds, and nothing else. */
export const RULE_SETS: readonly RuleSet[] = [
  ...CLUSTER_SETS,
  ...ADD_ON_SETS,
  ...PUBLIC_REGISTRY_SETS.map(({ feature, fqdns, ...set }) =>
    featureSet(feature, {
      when: `egress.registries: [${feature}]`,
      ...set,
      rules: () => [web(`registry-${feature.replaceAll(".", "-")}`, fqdns)],
    }),
  ),
  OWN_SET,
];

/** The rule sets that a cluster needs, with their rules. */
export function deriveEgress(
  requirements: EgressRequirements,
): { set: RuleSet; rules: readonly EgressRule[] }[] {
  return RULE_SETS.filter((set) => set.neededBy(requirements)).map((set) => ({
    set,
    rules: set.rules(requirements),
  }));
}

function web(
  name: string,
  fqdns: readonly string[],
  options: { readonly port?: number; readonly serviceTags?: readonly string[] } = {},
): EgressRule {
  const { port = 443, serviceTags } = options;
  return { kind: "fqdns", name, fqdns, ports: [port], serviceTags };
}

function network(
  name: string,
  protocol: Transport,
  destinations: readonly string[],
  port: number,
): EgressRule {
  return { kind: "network", name, protocol, destinations, ports: [port] };
}
