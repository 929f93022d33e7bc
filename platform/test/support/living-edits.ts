/** Ordinary edits of examples that run, with the effects that are reported for each. */
import type { LivingEdit } from "./living-edit.js";
import { LIVING_HUB_EDITS } from "./living-hub-edits.js";

export const LIVING_EDITS: readonly LivingEdit[] = [
  ...LIVING_HUB_EDITS,
  [
    "a frontend for containers is added",
    "application-gateway-for-containers",
    [["frontends: [public, partners]", "frontends: [public, partners, admins]"]],
    [],
  ],
  [
    "a frontend for containers is removed",
    "application-gateway-for-containers",
    [["frontends: [public, partners]", "frontends: [public]"]],
    [
      "frontend shop/main/for_containers_frontend_partners is deleted: its sites are down, and its host name changes",
    ],
  ],
  [
    "AGIC is gone once requests have moved",
    "application-gateway-for-containers",
    [
      ["          replaces: { type: agic-addon, gateway: old }\n", ""],
      ["    gateways:\n      old: {}\n", ""],
    ],
    [
      "gateway shop/old is deleted: its sites are down",
      "AGIC of cluster shop/back is removed: its gateway does not follow the pods any more",
      "public address shop/gateway/old is deleted: records and allowlists with the address have to follow",
    ],
  ],
  [
    "a firewall for containers only detects",
    "application-gateway-for-containers",
    [["mode: Prevention", "mode: Detection"]],
    [
      "web application firewall shop/main/for_containers_waf only detects: requests are logged, and none is blocked any more",
    ],
  ],
  [
    "the subnet for containers moves",
    "application-gateway-for-containers",
    [["subnetPrefix: 10.1.128.0/24", "subnetPrefix: 10.1.129.0/24"]],
    ["LOCKED_RANGE_MOVES"],
  ],
  [
    "the resolver is removed",
    "private-resolver",
    [
      [/  dns:\n    type: private-resolver[^]*(?=  # Administrators)/, ""],
      ["    dns: { type: hub }\n", ""],
      ["    dns: { type: firewall }\n", ""],
      ["    dns: { type: forwarding-rules }\n", ""],
    ],
    [
      "private resolver hub/dns is deleted: networks that use it cannot resolve names",
      "forwarding ruleset hub/dns/ruleset is deleted: forwarded names do not resolve",
      "forwarding rule hub/dns/rule_corp is deleted: names of its domain do not resolve",
      "forwarding rule hub/dns/rule_legacy is deleted: names of its domain do not resolve",
      "inbound endpoint hub/dns/inbound is deleted: networks that use its address cannot resolve names",
      "outbound endpoint hub/dns/outbound is deleted: forwarded names do not resolve",
      "ruleset link hub/dns/link is deleted: forwarded names do not resolve in that network",
      "ruleset link reports/forwarding is deleted: forwarded names do not resolve in that network",
      "network billing has other DNS servers: nodes ask the earlier ones until they are restarted",
      "network orders has other DNS servers: nodes ask the earlier ones until they are restarted",
    ],
  ],
  [
    "a spoke asks the resolver in place of the firewall",
    "private-resolver",
    [["    dns: { type: firewall }\n", "    dns: { type: hub }\n"]],
    ["network billing has other DNS servers: nodes ask the earlier ones until they are restarted"],
  ],
  [
    "a domain is forwarded to other servers",
    "private-resolver",
    [["servers: [192.168.0.20]", "servers: [192.168.0.21]"]],
    [],
  ],
  [
    "Bastion gets a lower tier",
    "private-resolver",
    [
      ["    tier: Standard\n", "    tier: Basic\n"],
      ["    nativeClient: true\n", ""],
    ],
    ["bastion hub/bastion is replaced: its sessions end"],
  ],
  [
    "egress changes from a NAT gateway to the firewall",
    "private-resolver",
    [["egress: { type: nat-gateway, publicIpPrefix: 30 }", "egress: { type: firewall }"]],
    [
      "egress of cluster orders/main changes: its connections break, and its public addresses change",
      "NAT gateway orders/main is deleted: egress through it stops",
      "a prefix of NAT gateway orders/main is deleted: connections through it break",
      "public prefix orders/main/nat_prefix is deleted: records and allowlists with its addresses have to follow",
    ],
  ],
  [
    "the kind of network gateway changes",
    "private-resolver",
    [[/type: express-route[^]*?(?= {2}onPremises:)/, "type: vpn\n"]],
    [
      "network gateway hub/gateway is replaced: on-premises networks are disconnected meanwhile",
      "connection hub/gateway/frankfurt is deleted: its site is disconnected",
    ],
  ],
  [
    "a DDoS protection plan gives way to protection of addresses",
    "ddos-protection",
    [["ddos: plan", "ddos: ip"]],
    [],
  ],
  [
    "DDoS protection ends",
    "ddos-protection",
    [
      ["  ddos: ip\n", ""],
      ["    ddos: plan\n", ""],
    ],
    [
      "DDoS protection plan ddos/plan is deleted: what it covers has the infrastructure protection of Azure only",
      "public address hub/firewall/1 loses its DDoS protection",
      "public address hub/firewall/2 loses its DDoS protection",
      "public address hub/firewall/3 loses its DDoS protection",
      "resource group ddos/plan is deleted: everything in it is deleted",
      "network shop loses its DDoS protection plan",
    ],
  ],
  [
    "AGIC takes over a gateway",
    "ddos-protection",
    [["type: gateway-to-load-balancer, gateway: edge", "type: agic-addon, gateway: edge"]],
    [
      "AGIC of cluster shop/main takes over its gateway: listeners and rules of others there are replaced",
      "subnet shop/load/balancers is deleted: Azure refuses this while nodes or load balancers of AKS are in it",
    ],
  ],
  [
    "a pool that AKS fills is removed",
    "node-auto-provisioning",
    [[/          # Arm64[^]*/, ""]],
    [
      "subnet shop/main/arm is deleted: Azure refuses this while nodes or load balancers of AKS are in it",
      "pool shop-main/arm goes: its nodes stay until you delete its NodePool",
    ],
  ],
  [
    "the last pool that AKS fills is removed",
    "node-auto-provisioning",
    [[/          # At most 400[^]*/, ""]],
    [
      "nodes of the system pool of cluster shop/main are re-imaged; node auto-provisioning of cluster shop/main is switched off: AKS refuses this while nodes that it created are left",
      "subnet shop/main/arm is deleted: Azure refuses this while nodes or load balancers of AKS are in it",
      "subnet shop/main/work is deleted: Azure refuses this while nodes or load balancers of AKS are in it",
      "pool shop-main/work goes: its nodes stay until you delete its NodePool; pool shop-main/arm goes: its nodes stay until you delete its NodePool",
    ],
  ],
  [
    "a limit falls",
    "node-auto-provisioning",
    [["limits: { cpu: 400 }", "limits: { cpu: 100 }"]],
    ["the limit of pool shop-main/work falls to cpu 100: pods that do not fit on its nodes wait"],
  ],
  [
    "sizes change",
    "node-auto-provisioning",
    [["[Standard_D4ds_v5, Standard_D8ds_v5,", "[Standard_D8ds_v5,"]],
    ["nodes of pool shop-main/work that do not fit its new settings are replaced"],
  ],
  [
    "a pool that AKS fills gets a number of nodes",
    "node-auto-provisioning",
    [
      [
        /            nodes: auto\n.*\n            limits: \{ cpu: 400 \}\n/,
        "            nodes: 5\n            vmSize: Standard_D4ds_v5\n",
      ],
    ],
    ["pool shop-main/work goes: its nodes stay until you delete its NodePool"],
  ],
  [
    "a spoke moves to another hub",
    "two-regions",
    [["  reports:\n    hub: west\n", "  reports:\n    hub: north\n"]],
    [
      "firewall rules of reports/load balancers are replaced: the calls that they allow are blocked meanwhile",
      "firewall rules of reports/main are replaced: its egress is blocked meanwhile",
      "egress of reports/main gets another next hop: its connections break, and its public addresses may change",
      "peering reports/peering/from_hub is replaced: connections between the networks break",
      "peering reports/peering/to_hub is replaced: connections between the networks break",
    ],
  ],
  [
    "the hub is one of several under its key",
    "ddos-protection",
    [
      [
        /hub:\n  addressSpace: 10.0.0.0\/22\n  ddos: ip\n  # .*\n  firewall: (\{.*\})\n/,
        "hubs:\n  hub:\n    addressSpace: 10.0.0.0/22\n    ddos: ip\n    firewall: { publicIps: 3, publicIpPrefix: 30 }\n",
      ],
    ],
    [],
  ],
  [
    "the baseline becomes one of a date",
    "virtual-wan",
    [["baseline: relaxed", "baseline: 2026-11"]],
    [
      "sign-in to cluster reports/main changes: users that Microsoft Entra ID gives no role have no access; local accounts of cluster reports/main are disabled: kubeconfig files with their certificates are refused; cluster reports/main is upgraded automatically from now on: its nodes are drained in its maintenance windows",
      "sign-in to cluster shop/main changes: users that Microsoft Entra ID gives no role have no access; local accounts of cluster shop/main are disabled: kubeconfig files with their certificates are refused; cluster shop/main is upgraded automatically from now on: its nodes are drained in its maintenance windows",
    ],
  ],
  ["azurerm 5 in place of 4", "virtual-wan", [["name: fabrikam", "name: fabrikam\nazurerm: 5"]], []],
  [
    "system pools are for the system alone",
    "virtual-wan",
    [
      [
        "          system: { vmSize: Standard_D4ds_v5, nodes: 3 }\n\n",
        "          system: { vmSize: Standard_D4ds_v5, nodes: 3 }\n          work: { vmSize: Standard_D4ds_v5, nodes: 3 }\n        systemPools: dedicated\n",
      ],
    ],
    [
      "nodes of the system pool of cluster shop/main are re-imaged, and pods of workloads start on other pools or wait",
    ],
  ],
  [
    "nodes trust no certificates of the company any more",
    "operations",
    [[/        trustedCertificates:\n[^]*?END CERTIFICATE-----\n/, ""]],
    ["all nodes of cluster shop/main are replaced, one after another"],
  ],
  [
    "requests no longer arrive at the mesh's gateway",
    "gateway-to-internal-load-balancer",
    [["          controller: istio-add-on\n", ""]],
    [
      "the internal gateway of the mesh of cluster shop/orders is removed: requests do not arrive there any more",
    ],
  ],
  [
    "the mesh is removed",
    "gateway-to-internal-load-balancer",
    [
      ["        serviceMesh: { revisions: [asm-1-30] }\n", ""],
      ["          controller: istio-add-on\n", ""],
    ],
    ["the mesh of cluster shop/orders is removed, with its gateways"],
  ],
  [
    "system pools are for all again",
    "virtual-wan",
    [["        systemPools: dedicated\n", ""]],
    ["nodes of the system pool of cluster shop/main are re-imaged"],
    [
      [
        "          system: { vmSize: Standard_D4ds_v5, nodes: 3 }\n\n",
        "          system: { vmSize: Standard_D4ds_v5, nodes: 3 }\n          work: { vmSize: Standard_D4ds_v5, nodes: 3 }\n        systemPools: dedicated\n",
      ],
    ],
  ],
  [
    "the hub's gateway is no longer named",
    "existing-hub-spoke-only",
    [
      [/  gateway:\n(?: {4}.*\n)+/, ""],
      [/  onPremises:\n(?: {4}.*\n)+/, ""],
    ],
    [
      "peering core/peering/to_hub no longer uses the gateway of the other network: on-premises is disconnected",
    ],
  ],
  [
    "a gateway loses its private frontend",
    "virtual-wan",
    [[/type: public-and-private\n.*\n          users: \[10.50.0.0\/16, 192.168.0.0\/16\]/, "type: public"]],
    [
      "gateway shop/main loses its private address: its sites are down there",
      "firewall rules of shop/gateway/main_on_premises are deleted: the calls that they allow are blocked",
    ],
  ],
];
