/**
 * A network of Azure as Terraform describes it: what decides where a packet goes, and nothing else.
 *
 * Each thing has the key by which others refer to it (its id in lower case, or its Terraform address where the id is not
 * known) and the address by which the output names it.
 */
import type { Address } from "../address.js";
import type { Cidr } from "../cidr.js";

export interface Named {
  readonly key: string;
  /** Terraform address, or the id of what exists outside of the configuration. */
  readonly address: string;
  readonly name: string;
}

export interface Network extends Named {
  readonly space: readonly Cidr[];
  readonly location: string;
  /** Whether its range alone is known: other things in it, and what it is linked to, are not. */
  readonly isOpaque: boolean;
  /** Its resolvers; none for Azure's own. */
  readonly dnsServers: Address[];
  /** Rules by which names that no linked private zone has are forwarded, where the network asks Azure. */
  readonly forwarding: ForwardingRule[];
  /** Ranges of the pods of overlay clusters in it, which Azure routes in the network without routes. */
  readonly podRanges: Cidr[];
  readonly subnets: Subnet[];
  readonly peerings: Peering[];
  /** What it announces to the networks that are connected with it, where it is a virtual hub. */
  readonly announces: Announcement[];
  gateway: NetworkGateway | undefined;
}

/** A range that a virtual hub routes to its firewall. */
export interface Announcement extends Named {
  readonly prefix: Cidr;
  /** Address of the firewall. */
  readonly ip: Address;
}

/** A rule of a ruleset of private DNS resolvers. */
export interface ForwardingRule extends Named {
  /** With its final dot: `corp.contoso.com.`, or `.` for all names. */
  readonly domain: string;
  readonly servers: readonly Address[];
}

/** A private DNS resolver. */
export interface DnsResolver extends Named {
  /** Where it is asked; undefined where its subnet is not described. */
  readonly inbound: { readonly subnet: Subnet; readonly ip: Address } | undefined;
  /** Where it asks other servers from; undefined where it forwards nothing. */
  readonly outbound: Subnet | undefined;
}

export interface Subnet extends Named {
  readonly network: Network;
  readonly prefixes: readonly Cidr[];
  readonly hasDefaultOutbound: boolean;
  readonly serviceEndpoints: readonly string[];
  /** Whether the route table and the security group count for private endpoints in it. */
  readonly endpointPolicies: { readonly routes: boolean; readonly securityGroups: boolean };
  routeTable: RouteTable | undefined;
  securityGroup: SecurityGroup | undefined;
  natGateway: NatGateway | undefined;
}

/** One half of a peering, or of the connection of a network with a virtual hub. */
export interface Peering extends Named {
  readonly network: Network;
  /** The remote network; undefined when nothing describes it. */
  readonly remote: Network | undefined;
  readonly remoteKey: string;
  readonly allowsAccess: boolean;
  readonly allowsForwarded: boolean;
  readonly allowsTransit: boolean;
  readonly usesRemoteGateways: boolean;
  /** Whether a default route that a virtual hub announces is learned. */
  readonly learnsDefault: boolean;
}

/** What connects a network with others: its VPN and ExpressRoute gateways, which share a subnet, as one. */
export interface NetworkGateway extends Named {
  readonly network: Network;
  readonly subnet: Subnet | undefined;
  /** The ranges behind it that are known. */
  readonly prefixes: readonly Cidr[];
  /** What else it may learn from the other side by BGP. */
  readonly learns: "nothing" | "private ranges" | "anything";
}

export interface RouteTable extends Named {
  readonly propagates: boolean;
  readonly routes: TableRoute[];
  /** Where not all routes are known, since nothing describes the table, or which one it mirrors. */
  isOpaque: boolean;
}

export type NextHop =
  | { readonly type: "network" }
  | { readonly type: "peering"; readonly peering: Peering }
  | { readonly type: "appliance"; readonly ip: Address }
  /** The nodes of a cluster, each with the pods of its own range. */
  | { readonly type: "nodes"; readonly cluster: Cluster }
  | { readonly type: "internet" }
  | { readonly type: "gateway"; readonly gateway: NetworkGateway | undefined }
  | { readonly type: "endpoint"; readonly endpoint: PrivateEndpoint }
  /** Over a service endpoint, such as `Microsoft.Storage`. */
  | { readonly type: "service"; readonly service: string }
  | { readonly type: "none" };

export interface TableRoute extends Named {
  readonly prefix: Cidr | { readonly tag: string };
  readonly nextHop: NextHop;
}

export interface SecurityGroup extends Named {
  readonly rules: SecurityRule[];
  /** Where the rules are not known, since nothing describes the group. */
  readonly isOpaque: boolean;
}

export type Direction = "inbound" | "outbound";

export interface SecurityRule extends Named {
  readonly direction: Direction;
  readonly priority: number;
  readonly allows: boolean;
  /** `TCP`, `UDP`, `ICMP`, …, or `*`. */
  readonly protocol: string;
  readonly sources: readonly AddressSet[];
  readonly destinations: readonly AddressSet[];
  readonly ports: readonly PortRange[];
  readonly sourcePorts: readonly PortRange[];
}

/** What a rule gives as source or destination. */
export type AddressSet =
  | { readonly kind: "any" }
  | { readonly kind: "range"; readonly range: Cidr }
  | { readonly kind: "tag"; readonly tag: string }
  | { readonly kind: "address"; readonly address: Address }
  | { readonly kind: "unknown"; readonly label: string };

export interface PortRange {
  readonly from: number;
  readonly to: number;
}

export interface NatGateway extends Named {
  readonly publicAddresses: readonly string[];
}

export interface Firewall extends Named {
  readonly network: Network;
  readonly subnet: Subnet;
  readonly ip: Address;
  /** Its public addresses, by key. */
  readonly publicAddresses: readonly string[];
  /** Undefined where the rules are not known. */
  readonly policy: FirewallPolicy | undefined;
  /** Whether it is Azure's own, which translates sources and drops what it has not seen begin. */
  readonly isAzure: boolean;
}

export interface FirewallPolicy extends Named {
  readonly parent: FirewallPolicy | undefined;
  readonly groups: FirewallRuleGroup[];
  readonly dnsProxy: boolean;
  readonly dnsServers: readonly Address[];
  /** Destinations whose sources are not translated; undefined for IANA's private ranges. */
  readonly privateRanges: readonly Cidr[] | undefined;
}

export interface FirewallRuleGroup extends Named {
  readonly priority: number;
  readonly collections: readonly FirewallCollection[];
}

export interface FirewallCollection {
  readonly name: string;
  readonly type: "nat" | "network" | "application";
  readonly priority: number;
  readonly allows: boolean;
  readonly rules: readonly FirewallRule[];
}

export interface FirewallRule {
  readonly name: string;
  readonly sources: readonly AddressSet[];
  readonly destinations: readonly AddressSet[];
  /** Host names of a network rule, or of an application rule with `*` in the first label. */
  readonly names: readonly string[];
  readonly nameTags: readonly string[];
  readonly webCategories: readonly string[];
  /** `TCP`, `UDP`, `ICMP`, `*`; of application rules `HTTP`, `HTTPS`, `MSSQL`. */
  readonly protocols: readonly { readonly type: string; readonly ports: readonly PortRange[] }[];
  readonly translated: { readonly address: Address; readonly port: number | undefined } | undefined;
}

export interface PublicAddressThing extends Named {
  /** Known only when it was applied. */
  readonly ip: Cidr | undefined;
}

export interface Listener {
  /** Undefined where it is not known. */
  readonly port: number | undefined;
  readonly isPublic: boolean;
}

export interface ApplicationGateway extends Named {
  readonly subnet: Subnet;
  readonly publicAddresses: readonly string[];
  readonly privateAddress: Address | undefined;
  /** Whether AGIC, or the ALB controller of Application Gateway for Containers, writes listeners, backends and rules. */
  readonly isManaged: boolean;
  /** Whether it may be: plans and states do not show which attributes Terraform ignores. */
  readonly mayBeManaged: boolean;
  /** Those that Terraform has. */
  readonly listeners: readonly Listener[];
}

/** A load balancer that Terraform manages. Those of AKS are described by their addresses only. */
export interface LoadBalancer extends Named {
  /** Private ones. */
  readonly frontends: readonly LoadBalancerFrontend[];
  readonly publicAddresses: readonly string[];
  readonly rules: readonly LoadBalancerRule[];
  /** Inbound NAT rules, each for one of the backends. */
  readonly natRules: readonly LoadBalancerRule[];
  /** What goes out with its public addresses. */
  readonly outbound: readonly LoadBalancerOutbound[];
}

export interface LoadBalancerOutbound {
  /** Keys. */
  readonly publicAddresses: readonly string[];
  readonly backends: LoadBalancerRule["backends"];
}

export interface LoadBalancerFrontend {
  readonly name: string;
  readonly subnet: Subnet | undefined;
  readonly address: Address;
}

export interface LoadBalancerRule extends Named {
  /** Name of the frontend, private or public. */
  readonly frontend: string;
  /** Key of the public address of the frontend. */
  readonly publicAddress: string | undefined;
  /** `TCP`, `UDP`, `*`. */
  readonly protocol: string;
  readonly ports: PortRange;
  /** Undefined for the port of the packet. */
  readonly backendPort: number | undefined;
  /** Whether backends receive packets with the address of the frontend as destination. */
  readonly hasFloatingIp: boolean;
  /** Empty where nothing describes them. */
  readonly backends: readonly { readonly subnet: Subnet; readonly address: Address }[];
}

/** An address of a network interface that Terraform describes. The primary one comes first. */
export interface NetworkInterface extends Named {
  readonly subnet: Subnet;
  readonly ip: Address;
  /** Terraform addresses of the virtual machines that have it. */
  readonly machines: readonly string[];
  /** Key of its public address. */
  readonly publicAddress: string | undefined;
  /** Whether it may receive packets that are for another address. */
  readonly forwards: boolean;
  securityGroup: SecurityGroup | undefined;
}

export interface PrivateEndpoint extends Named {
  readonly subnet: Subnet;
  readonly ip: Address;
  /** The id of what it leads to. */
  readonly target: string;
  /** Name of what it leads to, by which its host names begin. */
  readonly targetName: string | undefined;
  /** Keys of the zones that Azure writes its host names into. */
  readonly zones: readonly string[];
}

export interface PrivateZone extends Named {
  /** By the keys of the networks that are linked to it. */
  readonly links: Map<string, ZoneLink>;
  /** Addresses by label; `@` for the zone itself, `*` for any name. */
  readonly records: Map<string, readonly Address[]>;
  /** Host names that labels are aliases of. */
  readonly aliases: Map<string, string>;
}

export interface ZoneLink {
  /** Whether Azure writes the names of the network's machines into the zone. */
  readonly registers: boolean;
  /** Whether public DNS is asked for names that the zone does not have. */
  readonly fallsBack: boolean;
}

/** "none" is a plugin that nothing describes, "tunnel" an installed one whose nodes wrap what pods of the cluster send each other. */
export type NetworkPlugin = "kubenet" | "node-subnet" | "pod-subnet" | "overlay" | "tunnel" | "none";

export interface NodePool {
  readonly name: string;
  readonly address: string;
  readonly subnet: Subnet | undefined;
  readonly podSubnet: Subnet | undefined;
}

export type ApiServer =
  /** Of a cluster that exists already, when nothing says how its API server is reached. */
  | { readonly type: "undescribed" }
  | { readonly type: "public"; readonly authorized: readonly AddressSet[] }
  | {
      readonly type: "private";
      /** `System`, `None`, or the key of a zone. */
      readonly zone: string;
      readonly hasPublicName: boolean;
      readonly subnet: Subnet | undefined;
    }
  | {
      readonly type: "integrated";
      readonly isPrivate: boolean;
      readonly zone: string;
      readonly hasPublicName: boolean;
      readonly authorized: readonly AddressSet[];
      readonly subnet: Subnet | undefined;
    };

export interface Cluster extends Named {
  readonly location: string;
  /** Key of its node resource group, where AKS manages a route table. */
  readonly nodeGroup: string;
  readonly plugin: NetworkPlugin;
  readonly podRanges: readonly Cidr[];
  /** UDP port between nodes; undefined for plugins of AKS. */
  readonly tunnelPort: number | undefined;
  readonly pools: readonly NodePool[];
  /** First part of its API server's host name; AKS adds a hash. */
  readonly dnsPrefix: string;
  /** `loadBalancer`, `userDefinedRouting`, … */
  readonly outboundType: string;
  readonly api: ApiServer;
  /** Key of the Application Gateway that its AGIC add-on writes. */
  readonly gateway: string | undefined;
}

/** An origin of Azure Front Door. */
export interface FrontDoorOrigin extends Named {
  /** Terraform addresses by which a question may name it: its own, and those of the profile and its endpoints. */
  readonly addresses: readonly string[];
  readonly port: number;
  readonly backend: FrontDoorBackend;
}

export type FrontDoorBackend =
  | { readonly type: "public"; readonly address: Address }
  /** A private link service, whose addresses are in the subnet, in front of a load balancer. */
  | { readonly type: "private-link"; readonly subnet: Subnet; readonly address: Address }
  /** Where nothing describes what the origin's host name or its private link service is. */
  | { readonly type: "undescribed"; readonly label: string };

/** The address of a Kubernetes Service of type LoadBalancer, which AKS adds to its internal or its public load balancer. */
export interface ServiceAddress {
  readonly ip: Address;
  readonly cluster: Cluster;
}

/** A route table that follows the one of a cluster. */
export interface Mirror {
  readonly name: string;
  /** Key of the table; undefined where it is one of several. */
  readonly source: string | undefined;
  readonly target: string;
  readonly podRanges: readonly Cidr[];
}

export interface Model {
  readonly networks: readonly Network[];
  readonly firewalls: readonly Firewall[];
  readonly gateways: readonly ApplicationGateway[];
  readonly loadBalancers: readonly LoadBalancer[];
  readonly interfaces: readonly NetworkInterface[];
  readonly endpoints: readonly PrivateEndpoint[];
  readonly zones: readonly PrivateZone[];
  readonly resolvers: readonly DnsResolver[];
  readonly clusters: readonly Cluster[];
  readonly publicAddresses: readonly PublicAddressThing[];
  readonly mirrors: readonly Mirror[];
  readonly services: readonly ServiceAddress[];
  readonly frontDoors: readonly FrontDoorOrigin[];
}
