import { defineRule } from "../../core/rule.js";
import { names, poolProp, windowsPools, type ClusterChoices } from "../cluster-choices.js";

const VIRTUAL_NODES_NOT_SUPPORTED = defineRule({
  code: "VIRTUAL_NODES_NOT_SUPPORTED",
  title: "Virtual nodes with unsupported settings of the cluster",
  explanation:
    "Virtual nodes run pods in Azure Container Instances on a subnet of the network. Only Azure CNI on the node subnet reaches them, they cannot call an API server that is restricted to authorized ranges, and AKS does not combine them with disk encryption sets.",
  remedy:
    "Use azure-cni without authorized ranges and without a disk encryption set, or remove virtual nodes.",
  source: "AKS documentation, virtual nodes, limitations",
  terraform: "structure",
});

/** What virtual nodes do not support. */
export const VIRTUAL_NODE_COMBINATIONS = [
  VIRTUAL_NODES_NOT_SUPPORTED.case({
    title: "a plugin other than azure-cni × virtual nodes",
    source: "AKS documentation, virtual nodes, network requirements",
    matches: ({ network, virtualNodes }: ClusterChoices) => virtualNodes && network.type !== "azure-cni",
    prop: "virtualNodes",
    message: ({ network }) =>
      `Virtual nodes run pods on a subnet of the network, which ${network.type} does not reach.`,
    remedy: "Use azure-cni, or remove virtualNodes.",
  }),
  VIRTUAL_NODES_NOT_SUPPORTED.case({
    title: "authorized ranges of the API server × virtual nodes",
    matches: ({ virtualNodes, authorizedRanges }: ClusterChoices) => virtualNodes && authorizedRanges,
    prop: "virtualNodes",
    message:
      "Virtual nodes call the API server from addresses of Azure Container Instances, which authorizedIpRanges and includeEgress do not authorize.",
    remedy: "Make the API server private, allow any caller, or remove virtualNodes.",
  }),
  VIRTUAL_NODES_NOT_SUPPORTED.case({
    title: "a disk encryption set × virtual nodes",
    source: "AKS documentation, bring your own keys with Azure managed disks, limitations",
    matches: ({ virtualNodes, diskEncryption }: ClusterChoices) => virtualNodes && diskEncryption,
    prop: "virtualNodes",
    message: "Virtual nodes do not support disks that a key of one's own encrypts.",
    remedy: "Remove diskEncryptionSet or virtualNodes.",
  }),
] as const;

const NETWORK_ISOLATION_NOT_SUPPORTED = defineRule({
  code: "NETWORK_ISOLATION_NOT_SUPPORTED",
  title: "Unsupported configuration of a network-isolated cluster",
  explanation:
    "Clusters with outbound type none start from a registry in the network. AKS supports them with a private or integrated API server, on Linux nodes, without Flux, and not on kubenet.",
  remedy: "Choose what the message names, or another egress.",
  source: "AKS documentation, network isolated clusters, limitations",
  terraform: "structure",
});

/** What a cluster without egress does not support. */
export const ISOLATION_COMBINATIONS = [
  NETWORK_ISOLATION_NOT_SUPPORTED.case({
    title: "egress none × kubenet",
    source: "AKS documentation, network isolated clusters; kubenet, limitations",
    matches: ({ outbound, network }: ClusterChoices) => outbound === "none" && network.type === "kubenet",
    prop: "egress",
    message: "AKS does not support clusters without egress on kubenet.",
    remedy: "Use azure-cni-overlay, or choose another egress.",
  }),
  NETWORK_ISOLATION_NOT_SUPPORTED.case({
    title: "egress none × a plugin that is installed",
    source: "Cilium and Calico documentation, installation: images on quay.io",
    matches: ({ outbound, network }: ClusterChoices) =>
      outbound === "none" && network.type === "none" && network.install !== undefined,
    prop: "network.plugin",
    message: "Nodes without egress do not get the plugin's images, which are on quay.io.",
    remedy: "Use azure-cni-overlay, or choose another egress.",
  }),
  NETWORK_ISOLATION_NOT_SUPPORTED.case({
    title: "egress none × a Windows pool",
    matches: (choices: ClusterChoices) => choices.outbound === "none" && windowsPools(choices).length > 0,
    prop: (choices) => poolProp(windowsPools(choices)),
    message: (choices) =>
      `Windows nodes do not start without egress; ${names(windowsPools(choices))} runs Windows.`,
    remedy: "Make the pool a Linux pool, or choose another egress.",
  }),
  NETWORK_ISOLATION_NOT_SUPPORTED.case({
    title: "egress none × an API server on a public address",
    source: "AKS documentation, create a network isolated cluster",
    matches: ({ outbound, publicEndpoint }: ClusterChoices) => outbound === "none" && publicEndpoint,
    prop: "apiServer",
    message: "Nodes without egress do not reach an API server on a public address.",
    remedy: "Use apiServer: { type: private } or { type: vnet-integration }, or choose another egress.",
  }),
  NETWORK_ISOLATION_NOT_SUPPORTED.case({
    title: "egress none × gitOps",
    source: "AKS documentation, network isolated clusters, extensions",
    matches: ({ outbound, gitOps }: ClusterChoices) => outbound === "none" && gitOps,
    prop: "addOns.gitOps",
    message: "The Flux extension does not run in a cluster without egress.",
    remedy: "Remove gitOps, or choose another egress.",
  }),
  NETWORK_ISOLATION_NOT_SUPPORTED.case({
    title: "egress none × certManager",
    source: "Let's Encrypt documentation, ACME directory of the production environment",
    matches: ({ outbound, certManager }: ClusterChoices) => outbound === "none" && certManager,
    prop: "addOns.certManager",
    message: "cert-manager does not reach Let's Encrypt from a cluster without egress.",
    remedy: "Remove certManager, or choose another egress.",
  }),
] as const;

/** What keeps the nodes of a private cluster from finding their API server. */
export const PRIVATE_DNS_COMBINATIONS = [
  defineRule({
    code: "KUBENET_PRIVATE_CUSTOM_DNS",
    title: "Private kubenet cluster with a custom route table and custom DNS servers",
    explanation:
      "AKS cannot create this combination: the nodes never find the API server, and the creation fails after half an hour.",
    remedy: "Use azure-cni-overlay, or Azure-provided DNS.",
    source: "AKS documentation, private clusters, limitations",
    terraform: "structure",
  }).case({
    title: "kubenet × private API server × custom route table × custom DNS servers",
    source: "AKS documentation, create a private cluster, limitations",
    matches: ({ network, privateDns, outbound, customDns }: ClusterChoices) =>
      network.type === "kubenet" && privateDns !== undefined && outbound === "route-table" && customDns,
    prop: "network.plugin",
    message:
      "AKS does not create a private kubenet cluster with a custom route table in a network with custom DNS servers.",
    remedy: "Use azure-cni-overlay, or leave the network on Azure-provided DNS.",
  }),

  defineRule({
    code: "SYSTEM_ZONE_CUSTOM_DNS",
    title: "System private DNS zone that custom DNS servers cannot resolve",
    explanation:
      "With custom DNS servers, the zone must be linked to the resolvers' network before the nodes start. AKS creates the zone of type System during the creation of the cluster, in the node resource group.",
    remedy: "Use a custom zone, or the public FQDN.",
    source: "AKS documentation, private clusters, hub and spoke",
    terraform: "structure",
  }).case({
    title: "private API server with system-zone × custom DNS servers",
    source: "AKS documentation, create a private cluster, hub and spoke with custom DNS",
    matches: ({ privateDns, customDns }: ClusterChoices) => privateDns === "system-zone" && customDns,
    prop: "apiServer.dns",
    message:
      "The nodes ask the custom DNS servers for the API server's name, and the zone that AKS creates exists too late to be linked to the resolvers' network.",
    remedy: "Use dns: { type: custom-zone } or dns: { type: public-fqdn }.",
  }),

  defineRule({
    code: "CNI_MISSING",
    title: "Cluster without a network plugin",
    explanation: "AKS installs none: nodes are NotReady and pods Pending until a plugin is installed.",
    remedy: "Install a plugin right after the cluster is created.",
    source: "AKS documentation, bring your own CNI",
    terraform: "structure",
  }).case({
    title: "plugin none × anything",
    severity: "warning",
    matches: ({ network }: ClusterChoices) => network.type === "none",
    prop: "network.plugin",
    message: "Nodes stay NotReady until a network plugin is installed in the cluster.",
    remedy: ({ network }) =>
      network.type === "none" && network.install !== undefined
        ? `Install ${network.install.plugin} with the values of cni-values.yaml, right after the cluster is created.`
        : "Install a plugin right after the cluster is created; install: cilium or calico writes its values.",
  }),
] as const;
