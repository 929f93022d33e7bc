import { Fn, Token } from "cdktf";
import { knownText } from "../core/known.js";
import { omitUndefined } from "../core/omit-undefined.js";
import type { KubernetesClusterConfig } from "@cdktf/provider-azurerm/lib/kubernetes-cluster/index.js";
import type { Cidr } from "../net/cidr.js";
import type { IPrivateDnsZone } from "../network/private-dns-zone.js";
import type { ISubnet } from "../network/subnet.js";

/** Who answers the name of a private API server. */
export type PrivateDns =
  /** No private zone: the public name resolves to the private address. Needs no zone, link or role. */
  | { readonly type: "public-fqdn" }
  /** A zone that AKS makes in the node resource group and links to the cluster's network only. */
  | { readonly type: "system-zone" }
  /** A zone that exists, linked where DNS is answered. */
  | { readonly type: "custom-zone"; readonly zone: IPrivateDnsZone };

/** An address range in CIDR notation, a single public address, or a reference to one. */
export type AuthorizedRange = Cidr | string;

/** How users and nodes reach the API server. */
export type ApiServer =
  | {
      readonly type: "public";
      /** Allowed callers. @default any caller */
      readonly authorizedIpRanges?: readonly AuthorizedRange[] | undefined;
    }
  | { readonly type: "private"; readonly dns: PrivateDns }
  | {
      readonly type: "vnet-integration";
      /** Subnet of the API server, at least a /28, delegated to AKS. */
      readonly subnet: ISubnet;
      readonly access:
        | {
            readonly type: "public";
            /** Allowed callers. @default any caller */
            readonly authorizedIpRanges?: readonly AuthorizedRange[] | undefined;
          }
        | { readonly type: "private"; readonly dns: PrivateDns };
    };

type AccessArguments = Pick<
  KubernetesClusterConfig,
  | "privateClusterEnabled"
  | "privateClusterPublicFqdnEnabled"
  | "privateDnsZoneId"
  | "apiServerAccessProfile"
  | "dnsPrefix"
  | "dnsPrefixPrivateCluster"
>;

/** The arguments of a cluster that say how its API server is reached and called, with the prefix that its name begins with. */
export function accessArguments(
  apiServer: ApiServer,
  name: string,
  dnsPrefix: string | undefined,
): AccessArguments {
  const access = accessOf(apiServer, asPrefix(name));
  // A cluster has either a prefix or a subdomain.
  return dnsPrefix === undefined
    ? access
    : omitUndefined({ ...access, dnsPrefixPrivateCluster: undefined, dnsPrefix });
}

/** A cluster's name may have underscores, and a prefix not. Source: azurerm, azurerm_kubernetes_cluster, dns_prefix. */
function asPrefix(name: string): string {
  if (!Token.isUnresolved(name)) return name.replaceAll("_", "-");
  // A variable's own value decides, where it may have one.
  return knownText(name)?.includes("_") === true ? Fn.replace(name, "_", "-") : name;
}

function accessOf(apiServer: ApiServer, name: string): AccessArguments {
  switch (apiServer.type) {
    case "public":
      return { ...publicArguments(name), ...profile(authorized(apiServer.authorizedIpRanges)) };
    case "private":
      return privateArguments(apiServer.dns, name);
    case "vnet-integration": {
      const { access, subnet } = apiServer;
      const integration = { virtualNetworkIntegrationEnabled: true, subnetId: subnet.subnetId };
      return access.type === "private"
        ? { ...privateArguments(access.dns, name), ...profile(integration) }
        : {
            ...publicArguments(name),
            ...profile({ ...integration, ...authorized(access.authorizedIpRanges) }),
          };
    }
  }
}

function publicArguments(name: string): AccessArguments {
  return { privateClusterEnabled: false, dnsPrefix: name };
}

function privateArguments(dns: PrivateDns, name: string): AccessArguments {
  switch (dns.type) {
    case "public-fqdn":
      return {
        privateClusterEnabled: true,
        privateClusterPublicFqdnEnabled: true,
        privateDnsZoneId: "None",
        dnsPrefix: name,
      };
    case "system-zone":
      return {
        privateClusterEnabled: true,
        privateClusterPublicFqdnEnabled: false,
        privateDnsZoneId: "System",
        dnsPrefix: name,
      };
    case "custom-zone":
      return {
        privateClusterEnabled: true,
        privateClusterPublicFqdnEnabled: false,
        privateDnsZoneId: dns.zone.zoneId,
        // In a zone of its own a cluster has a subdomain instead of a prefix.
        dnsPrefixPrivateCluster: name,
      };
  }
}

function authorized(ranges: readonly AuthorizedRange[] | undefined): { authorizedIpRanges?: string[] } {
  return ranges === undefined || ranges.length === 0 ? {} : { authorizedIpRanges: ranges.map(String) };
}

function profile(values: NonNullable<KubernetesClusterConfig["apiServerAccessProfile"]>): AccessArguments {
  return Object.keys(values).length === 0 ? {} : { apiServerAccessProfile: values };
}

/** The only ranges that may call the API server; empty where any caller may, or where it has no public address. */
export function authorizedRangesOf(apiServer: ApiServer): readonly AuthorizedRange[] {
  const access = apiServer.type === "vnet-integration" ? apiServer.access : apiServer;
  return access.type === "public" ? (access.authorizedIpRanges ?? []) : [];
}

/** Who answers the API server's name, where it has only a private address. */
export function privateDnsOf(apiServer: ApiServer): PrivateDns | undefined {
  switch (apiServer.type) {
    case "public":
      return undefined;
    case "private":
      return apiServer.dns;
    case "vnet-integration":
      return apiServer.access.type === "private" ? apiServer.access.dns : undefined;
  }
}
