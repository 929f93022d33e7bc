/**
 * What applies where an option is missing. The constructs read it, and so do the schema of the platform file, its reference
 * and generated modules. Defaults that one construct computes from other options are located there.
 */
export const DEFAULTS = {
  firewall: { tier: "Standard", publicIps: 1 },
  existingHub: {
    peering: "both",
    /** First priority of rule collection groups in a policy that has groups of others. */
    basePriority: 1000,
    dnsProxy: false,
  },
  /** Internal load balancers of a spoke that have users. */
  loadBalancers: { ports: [443] },
  publishedService: { protocol: "TCP", publicIp: 1 },
  /** The number is Azure's. Source: VPN Gateway FAQ, BGP and routing. */
  networkGateway: { vpn: "VpnGw2AZ", expressRoute: "ErGw1AZ", activeActive: false, asn: 65_515 },
  /** Source: Virtual WAN documentation, gateway settings. */
  virtualHubGateway: { scaleUnits: 1 },
  bastion: { tier: "Basic" },
  /** Two cores and 8 GiB: enough for kubectl and az. */
  jumpHost: { vmSize: "Standard_B2s_v2" },
  forwarding: { port: 53 },
  spoke: { dns: { type: "azure" } },
  cluster: { tier: "Standard" },
  automaticCluster: { maxNodes: 50 },
  authentication: { authorization: "azure-rbac", localAccounts: "disabled" },
  /** Four hours are the shortest window. Source: AKS documentation, planned maintenance. */
  upgrades: { window: { hours: 4, utcOffset: "+00:00" } },
  spot: { evictionPolicy: "Delete" },
  nodePool: {
    /** Source: AKS documentation, upgrade options, which advises it for production. */
    maxSurge: "33%",
    os: "Linux",
  },
  apiServer: { includeEgress: false },
  privateEndpoint: { approval: "automatic" },
  /** Terraform creates the certificates in the vault, from wherever it runs. */
  vault: { access: { type: "public" } },
  addOns: { gitBranch: "main", retentionDays: 30 },
  /** Source: AKS documentation, configure a public standard load balancer. */
  loadBalancer: { publicIps: 1, outboundPorts: 0, idleTimeoutMinutes: 30 },
  natGateway: { tier: "Standard", publicIps: 1, idleTimeoutMinutes: 4 },
  gateway: {
    tier: "WAF_v2",
    frontend: { type: "public" },
    instances: { min: 2, max: 10 },
    ports: [80, 443],
    routeTable: "mirrored",
    networkIsolation: false,
    tlsPolicy: "AppGwSslPolicy20220101",
  },
  waf: {
    mode: "Prevention",
    ruleSets: [
      { type: "Microsoft_DefaultRuleSet", version: "2.1" },
      { type: "Microsoft_BotManagerRuleSet", version: "1.1" },
    ],
    rateLimit: { minutes: 1, groupBy: "ClientAddr" },
  },
  /** Rule sets on Premium alone: Standard has no managed rules. */
  frontDoorWaf: {
    mode: "Prevention",
    ruleSets: [
      { type: "Microsoft_DefaultRuleSet", version: "2.1" },
      { type: "Microsoft_BotManagerRuleSet", version: "1.1" },
    ],
    rateLimit: { minutes: 1 },
  },
  agic: {
    /** Version of the chart ingress-azure. */
    version: "1.9.8",
  },
  certManager: {
    /** Version of the chart cert-manager. Source: cert-manager, releases, April 2026. */
    version: "v1.20.2",
  },
  albController: {
    /** Version of the chart alb-controller. Source: Application Gateway for Containers documentation, February 2026. */
    version: "1.9.13",
  },
  forContainers: { frontends: ["public"], healthPath: "/" },
  /** Priority and weight: azurerm, azurerm_cdn_frontdoor_origin. */
  frontDoor: { tier: "Standard", healthPath: "/", sessionAffinity: false, priority: 1, weight: 500 },
  /** Days: what security reviews ask for; the first 31 are not charged. */
  diagnostics: { retentionDays: 90 },
  /** Days: long enough to look into an incident; flows are charged by volume. */
  flowLogs: { retentionDays: 30 },
  mirror: { policy: "sync" },
  routeSync: {
    runtimes: "one",
    alertAuth: "function-key",
    eventGrid: "system-topics",
    /** Alerts take up to twenty minutes, and an operator looks again after five. */
    sweepMinutes: 5,
    /** Three sweeps: the heartbeat remains when the timer has stopped. */
    heartbeatMinutes: 15,
    access: "action-groups",
    scm: "denied",
    deployerRole: "assign",
    storage: "public",
    memoryMegabytes: 512,
    nodeVersion: "22",
  },
} as const;
