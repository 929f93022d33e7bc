import { valueAt, type KeyPath } from "./source-map.js";

const SETTINGS = "Remove it: AKS Automatic fixes it.";
const NODES =
  "Remove it: AKS Automatic creates the nodes; NodePool resources in the cluster bound them. nodes and systemNodes are their subnets.";

/**
 * What a cluster has and AKS Automatic has not, with the reason and the way round. Sources: AKS documentation, introduction
 * to AKS Automatic, feature comparison; azurerm 5.2.0, azurerm_kubernetes_automatic_cluster.
 */
const KEYS: Readonly<Record<string, string>> = {
  kubernetesVersion:
    "Remove it: AKS Automatic upgrades Kubernetes by the channel stable, and azurerm has no version for it.",
  tier: "Remove it: AKS Automatic is of tier Standard.",
  supportPlan: "Remove it: AKS Automatic is of tier Standard, which has no long-term support.",
  dnsPrefix: "Remove it: AKS chooses it, and azurerm has no argument for it.",
  network:
    "Remove it: the network of AKS Automatic is Azure CNI Overlay with Cilium, pods in 10.244.0.0/16 and services in 10.0.0.0/16.",
  nodePools: NODES,
  virtualNodes: NODES,
  systemPools: NODES,
  autoscaler: NODES,
  routeTable: "Remove it: with the load balancer of AKS, no subnet of AKS Automatic needs a route table.",
  mirror: "Remove it: pods of AKS Automatic are on an overlay, which has no node routes.",
  diskEncryptionSet: "Remove it: azurerm has no argument for it with AKS Automatic.",
  kubeletIdentity: "Remove it: AKS creates the identity of the nodes.",
  addOns:
    "Remove it: azurerm has no add-ons for AKS Automatic. A registry is attached after the apply by az aks update --attach-acr.",
  authentication:
    "Remove it: AKS Automatic always uses Entra ID, with Azure RBAC and without local accounts.",
  upgrades: "Remove it: AKS Automatic upgrades by the channels stable and NodeImage.",
  imageCleanerHours: SETTINGS,
  runCommand: "Remove it: azurerm has no argument for it with AKS Automatic.",
  costAnalysis: "Remove it: azurerm has no argument for it with AKS Automatic.",
  keda: "Remove it: AKS Automatic always has KEDA.",
  verticalPodAutoscaler: "Remove it: AKS Automatic always has the vertical pod autoscaler.",
  httpProxy: "Remove it: azurerm has no argument for it with AKS Automatic.",
  trustedCertificates: "Remove it: azurerm has no argument for it with AKS Automatic.",
};

/** What to do in place of a key that AKS Automatic has not; undefined for any other key, and for any other cluster. */
export function insteadInAutomatic(content: unknown, path: KeyPath, key: string): string | undefined {
  const [spokes, , clusters, , ...further] = path;
  if (spokes !== "spokes" || clusters !== "clusters" || path.length !== 4 || further.length > 0)
    return undefined;
  return valueAt(content, [...path, "type"]) === "automatic" ? KEYS[key] : undefined;
}
