import type { KubernetesClusterConfig } from "@cdktf/provider-azurerm/lib/kubernetes-cluster/index.js";
import type { Cidr } from "../net/cidr.js";
import type { ISubnet } from "../network/subnet.js";

/** Who answers the name of a private API server. */
export type PrivateDns =
  /** No private zone: the public name resolves to the private address. Needs no zone, link or role. */
  | { readonly kind: "public-fqdn" }
  /** A zone that AKS makes in the node resource group and links to the cluster's network only. */
  | { readonly kind: "system-zone" }
  /** A zone of the team's, linked where DNS is answered. */
  | { readonly kind: "custom-zone"; readonly zoneId: string };

/** How people and nodes reach the API server. */
export type ApiServer =
  | { readonly kind: "public"; readonly authorizedIpRanges: readonly (Cidr | string)[] }
  | { readonly kind: "private"; readonly dns: PrivateDns }
  | {
      readonly kind: "vnet-integration";
      /** Subnet of the API server, at least a /28, delegated to AKS. */
      readonly subnet: ISubnet;
      /** Private DNS of a private API server, or public access. */
      readonly access: { readonly kind: "public" } | { readonly kind: "private"; readonly dns: PrivateDns };
    };

type AccessArguments = Pick<
  KubernetesClusterConfig,
  "privateClusterEnabled" | "privateClusterPublicFqdnEnabled" | "privateDnsZoneId" | "apiServerAccessProfile"
>;

/** The arguments of a cluster that say how its API server is reached. */
export function accessArguments(apiServer: ApiServer): AccessArguments {
  switch (apiServer.kind) {
    case "public":
      return {
        privateClusterEnabled: false,
        ...(apiServer.authorizedIpRanges.length === 0
          ? {}
          : { apiServerAccessProfile: { authorizedIpRanges: apiServer.authorizedIpRanges.map(String) } }),
      };
    case "private":
      return privateArguments(apiServer.dns);
    case "vnet-integration":
      return {
        ...(apiServer.access.kind === "private"
          ? privateArguments(apiServer.access.dns)
          : { privateClusterEnabled: false }),
        apiServerAccessProfile: {
          virtualNetworkIntegrationEnabled: true,
          subnetId: apiServer.subnet.subnetId,
        },
      };
  }
}

function privateArguments(dns: PrivateDns): AccessArguments {
  switch (dns.kind) {
    case "public-fqdn":
      return { privateClusterEnabled: true, privateClusterPublicFqdnEnabled: true, privateDnsZoneId: "None" };
    case "system-zone":
      return {
        privateClusterEnabled: true,
        privateClusterPublicFqdnEnabled: false,
        privateDnsZoneId: "System",
      };
    case "custom-zone":
      return {
        privateClusterEnabled: true,
        privateClusterPublicFqdnEnabled: false,
        privateDnsZoneId: dns.zoneId,
      };
  }
}

/** Whether the API server has no public address. */
export function isPrivate(apiServer: ApiServer): boolean {
  return (
    apiServer.kind === "private" ||
    (apiServer.kind === "vnet-integration" && apiServer.access.kind === "private")
  );
}

/** Whether nodes keep a tunnel to the control plane over its public address. */
export function hasPublicTunnel(apiServer: ApiServer): boolean {
  return apiServer.kind === "public";
}
