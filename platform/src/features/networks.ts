import { NETWORK_FEATURES } from "../kinds/network/index.js";
import { anywhere, inCluster, policy, type Feature } from "./feature.js";

/** Network plugins, and what pods need of the network. */
export const NETWORK_ROWS: readonly Feature[] = [
  ...NETWORK_FEATURES.map(({ name, key, usedBy }) =>
    anywhere(
      "network plugins",
      name,
      `clusters.*.network: { ${key} }`,
      inCluster(({ network }) => usedBy(network)),
    ),
  ),
  policy("azure"),
  policy("calico"),
  policy("cilium"),
  anywhere(
    "network plugins",
    "dual stack",
    "clusters.*.network.ipv6",
    inCluster(({ network }) => "ipv6" in network && network.ipv6 !== undefined),
  ),
  anywhere(
    "network plugins",
    "pods that peers and on-premises networks call by their addresses",
    "clusters.*.network.reachableFrom",
    inCluster(({ network }) => (network.reachableFrom ?? []).length > 0),
  ),
  anywhere(
    "network plugins",
    "virtual nodes",
    "clusters.*.virtualNodes",
    inCluster(({ virtualNodes }) => virtualNodes !== undefined),
  ),
  anywhere(
    "network plugins",
    "service endpoints",
    "clusters.*.serviceEndpoints",
    inCluster(({ serviceEndpoints = [] }) => serviceEndpoints.length > 0),
  ),
];
