import { cloudOf } from "../core/clouds.js";
import { featureSet, network, OUTBOUND_RULES, web, type RuleSet } from "./rule-set.js";

/** Package servers of Ubuntu on Azure. Source: AKS documentation, outbound network and FQDN rules, optional recommended rules. */
export const UBUNTU_UPDATES = ["security.ubuntu.com", "azure.archive.ubuntu.com", "changelogs.ubuntu.com"];

/** What every cluster needs, and what follows from how it is built. */
export const CLUSTER_SETS: readonly RuleSet[] = [
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
