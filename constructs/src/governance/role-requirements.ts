/**
 * What identities of a platform have to do, each with the built-in role that allows it and the actions that it takes.
 *
 * Sources: AKS documentation, "Use kubenet with your own IP address ranges" and "Delegate access to other resources";
 * AGIC documentation, installation, and #1463; Application Gateway for Containers documentation, web application firewall; Azure
 * role-based access control, built-in roles; AKS documentation, access and identity options, cluster permissions, and AKS
 * Automatic, quickstart with a custom virtual network.
 */
const NEEDS = {
  "join-subnet": {
    builtIn: "Network Contributor",
    words: "subnet joiner",
    description: "Lets nodes, load balancers and gateways join a subnet.",
    actions: [
      "Microsoft.Network/virtualNetworks/read",
      "Microsoft.Network/virtualNetworks/joinLoadBalancer/action",
      "Microsoft.Network/virtualNetworks/subnets/read",
      "Microsoft.Network/virtualNetworks/subnets/join/action",
    ],
  },
  "run-automatic": {
    builtIn: "Network Contributor",
    words: "cluster network user",
    description: "Lets AKS Automatic create nodes in the subnets of a network, and delegate one of them.",
    // Node auto-provisioning reads the network, and the subnet of the system nodes is delegated once the cluster exists.
    actions: [
      "Microsoft.Network/virtualNetworks/read",
      "Microsoft.Network/virtualNetworks/joinLoadBalancer/action",
      "Microsoft.Network/virtualNetworks/subnets/read",
      "Microsoft.Network/virtualNetworks/subnets/write",
      "Microsoft.Network/virtualNetworks/subnets/join/action",
    ],
  },
  "write-routes": {
    builtIn: "Network Contributor",
    words: "route table writer",
    description: "Reads and writes a route table and its routes.",
    // AKS writes the whole table, so routes alone are not enough.
    actions: [
      "Microsoft.Network/routeTables/read",
      "Microsoft.Network/routeTables/write",
      "Microsoft.Network/routeTables/routes/read",
      "Microsoft.Network/routeTables/routes/write",
      "Microsoft.Network/routeTables/routes/delete",
    ],
  },
  "write-dns-zone": {
    builtIn: "Private DNS Zone Contributor",
    words: "private DNS zone writer",
    description: "Writes records and links of a private DNS zone.",
    actions: ["Microsoft.Network/privateDnsZones/*"],
  },
  "prove-names": {
    builtIn: "DNS Zone Contributor",
    words: "DNS name prover",
    description: "Writes text records of a public DNS zone, which prove names.",
    actions: [
      "Microsoft.Network/dnsZones/read",
      "Microsoft.Network/dnsZones/TXT/read",
      "Microsoft.Network/dnsZones/TXT/write",
      "Microsoft.Network/dnsZones/TXT/delete",
    ],
  },
  "link-dns-zone": {
    builtIn: "Network Contributor",
    words: "network linker",
    description: "Links a network to a private DNS zone.",
    actions: ["Microsoft.Network/virtualNetworks/read", "Microsoft.Network/virtualNetworks/join/action"],
  },
  "offer-private-link": {
    builtIn: "Network Contributor",
    words: "private link subnet writer",
    description: "Lets a private link service take addresses of a subnet.",
    // The cloud provider switches network policies of the subnet off for private link services.
    actions: [
      "Microsoft.Network/virtualNetworks/read",
      "Microsoft.Network/virtualNetworks/joinLoadBalancer/action",
      "Microsoft.Network/virtualNetworks/subnets/read",
      "Microsoft.Network/virtualNetworks/subnets/write",
      "Microsoft.Network/virtualNetworks/subnets/join/action",
    ],
  },
  "join-public-ip": {
    builtIn: "Network Contributor",
    words: "public address joiner",
    description: "Lets a load balancer use a public address.",
    actions: [
      "Microsoft.Network/publicIPAddresses/read",
      "Microsoft.Network/publicIPAddresses/write",
      "Microsoft.Network/publicIPAddresses/join/action",
    ],
  },
  "use-disk-encryption": {
    builtIn: "Reader",
    words: "disk encryption user",
    description: "Creates disks that a disk encryption set encrypts.",
    actions: ["Microsoft.Compute/diskEncryptionSets/read"],
  },
  "read-group": {
    builtIn: "Reader",
    words: "gateway finder",
    description: "Finds gateways and addresses in a resource group.",
    actions: [
      "Microsoft.Resources/subscriptions/resourceGroups/read",
      "Microsoft.Network/applicationGateways/read",
      "Microsoft.Network/publicIPAddresses/read",
    ],
  },
  "configure-gateway": {
    builtIn: "Contributor",
    words: "gateway writer",
    description: "Writes listeners, pools and rules of an Application Gateway.",
    actions: [
      "Microsoft.Network/applicationGateways/read",
      "Microsoft.Network/applicationGateways/write",
      "Microsoft.Network/applicationGateways/backendhealth/action",
    ],
  },
  "use-waf-policy": {
    builtIn: "Network Contributor",
    words: "firewall policy user",
    description: "Refers to a web application firewall policy.",
    actions: [
      "Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies/read",
      "Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies/join/action",
    ],
  },
  "assign-identity": {
    builtIn: "Managed Identity Operator",
    words: "identity assigner",
    description: "Writes a resource that acts as a user-assigned identity.",
    actions: [
      "Microsoft.ManagedIdentity/userAssignedIdentities/read",
      "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action",
    ],
  },
  "pull-images": {
    builtIn: "AcrPull",
    words: "image puller",
    description: "Pulls images of a container registry.",
    actions: ["Microsoft.ContainerRegistry/registries/pull/read"],
  },
  "read-secrets": {
    builtIn: "Key Vault Secrets User",
    words: "secret reader",
    description: "Reads the secrets of a vault.",
    actions: [],
    dataActions: [
      "Microsoft.KeyVault/vaults/secrets/getSecret/action",
      "Microsoft.KeyVault/vaults/secrets/readMetadata/action",
    ],
  },
} as const satisfies Record<string, RoleRequirement>;

/** Something that an identity has to be allowed, as a built-in role and as a custom one. */
export interface RoleRequirement {
  /** The built-in role that allows it, and more. */
  readonly builtIn: string;
  /** Last words of the custom role's name. */
  readonly words: string;
  /** Shown in the portal. */
  readonly description: string;
  /** Exactly what is needed on the resources themselves … */
  readonly actions: readonly string[];
  /** … and on the data in them. @default none */
  readonly dataActions?: readonly string[] | undefined;
}

/** A need by its name. */
export type RoleRequirementName = keyof typeof NEEDS;

/** Everything that identities here have to be allowed. */
export const ROLE_REQUIREMENTS: Readonly<Record<RoleRequirementName, RoleRequirement>> = NEEDS;
