import type { Cidr } from "../net/cidr.js";
import type { IpGroup, IpGroupReference } from "./ip-groups.js";

/** Features that need destinations in addition to those of every cluster. */
export const EGRESS_FEATURES = [
  "windows",
  "gpu",
  "ntp",
  "monitoring-logs",
  "monitoring-metrics",
  "azure-policy",
  "defender",
  "key-vault",
  "cluster-extensions",
  "alb-controller",
  "cert-manager",
  "docker-hub",
  "registry.k8s.io",
  "google-storage",
  "quay",
  "github-container-registry",
] as const;

/** One of `EGRESS_FEATURES`. */
export type EgressFeature = (typeof EGRESS_FEATURES)[number];

/** Public registries that nodes may be allowed to pull from. None is reachable by default. */
export const PUBLIC_REGISTRIES = [
  "docker-hub",
  "registry.k8s.io",
  "google-storage",
  "quay",
  "github-container-registry",
] as const satisfies readonly EgressFeature[];

/** One of `PUBLIC_REGISTRIES`. */
export type PublicRegistry = (typeof PUBLIC_REGISTRIES)[number];

/** A port from 1 to 65535, or a range of them such as `11000-11999`. */
export type PortRange = number | string;

/** Protocol of a rule that is not web traffic. */
export type Transport = "TCP" | "UDP";

/** A destination that the team names. One kind of five, with nothing that stands for everything. */
export type AllowedTarget =
  /** Web names, which the firewall recognizes in the request itself; port 80 is HTTP, any other one HTTPS. */
  | {
      readonly type: "web";
      readonly fqdns: readonly string[];
      readonly ports: readonly number[];
      /** Whether the firewall decrypts what is sent there, and signs in the servers' place. @default false */
      readonly inspectTls?: boolean | undefined;
    }
  /** Names over another protocol, which the firewall resolves itself: its DNS proxy is turned on for them. */
  | {
      readonly type: "names";
      readonly fqdns: readonly string[];
      readonly ports: readonly PortRange[];
      readonly protocol: Transport;
    }
  | {
      readonly type: "addresses";
      readonly ranges: readonly Cidr[];
      readonly ports: readonly PortRange[];
      readonly protocol: Transport;
    }
  /** IP groups of the firewall, or those that exist already, in any subscription and region. */
  | {
      readonly type: "ip-groups";
      readonly groups: readonly IpGroupReference[];
      readonly ports: readonly PortRange[];
      readonly protocol: Transport;
    }
  | {
      readonly type: "service-tags";
      readonly tags: readonly string[];
      readonly ports: readonly PortRange[];
      readonly protocol: Transport;
    };

/** A private container registry that nodes pull from. */
export interface RegistryHosts {
  /** Name of the Azure container registry. */
  readonly name: string;
  /** Regions that it is replicated to, its own included. */
  readonly locations: readonly string[];
  /**
   * Whether it serves layers from a dedicated data endpoint per region, a setting of tier Premium, and not from Azure's storage.
   * @default false
   */
  readonly dataEndpoint?: boolean | undefined;
}

/** What determines the destinations that a cluster needs. */
export interface EgressRequirements {
  /** Azure region, such as `westeurope`. */
  readonly location: string;
  /** Whether nodes reach the API server through a tunnel over the public endpoint. */
  readonly apiServerTunnel: boolean;
  /** The features in use that need egress. */
  readonly features: ReadonlySet<EgressFeature>;
  /** Private registries. @default none */
  readonly registries?: readonly RegistryHosts[] | undefined;
  /** Git servers that GitOps reads from. @default none */
  readonly gitHosts?: readonly { readonly host: string; readonly ssh: boolean }[] | undefined;
  /** Resolvers other than Azure's and the firewall. @default none */
  readonly dnsServers?: readonly string[] | undefined;
  /** The team's own destinations by name. @default none */
  readonly allow?: Readonly<Record<string, AllowedTarget>> | undefined;
  /** IP groups that are created with the firewall, by name. @default none */
  readonly ipGroups?: ReadonlyMap<string, IpGroup> | undefined;
}
