/** Ordinary edits of what connects a platform with others: sites, circuits, resolvers, private endpoints, Front Door. */
import type { LivingEdit } from "./living-edit.js";

export const LIVING_SITE_EDITS: readonly LivingEdit[] = [
  [
    "the gateway gets another number for BGP",
    "on-premises-vpn",
    [["asn: 65010", "asn: 65011"]],
    [
      "network gateway hub/gateway gets another ASN: sites with BGP are disconnected until their devices have it",
    ],
  ],
  [
    "a site gets another device",
    "on-premises-vpn",
    [["device: 203.0.113.10", "device: 203.0.113.11"]],
    [
      "local network gateway hub/gateway/berlin gets another device: its site is disconnected until that is connected",
    ],
  ],
  [
    "a site of a virtual hub gets another device",
    "virtual-wan",
    [["device: 203.0.113.10", "device: 203.0.113.11"]],
    ["VPN site hub/gateway/berlin gets another device: its site is disconnected until that is connected"],
  ],
  [
    "a site has one range more",
    "on-premises-vpn",
    [["prefixes: [172.20.0.0/16]", "prefixes: [172.20.0.0/16, 172.21.0.0/16]"]],
    [],
  ],
  [
    "administrators connect by VPN no more",
    "on-premises-vpn",
    [[/    # Administrators sign in[^]*?(?= {2}onPremises:)/, ""]],
    ["network gateway hub/gateway serves no VPN clients any more: they are disconnected"],
  ],
  [
    "the gateway has one instance",
    "on-premises-vpn",
    [["    activeActive: true\n", ""]],
    [
      "public address hub/gateway/secondIp is deleted: records and allowlists with the address have to follow",
      "network gateway hub/gateway is replaced: on-premises networks are disconnected meanwhile",
      "connection hub/gateway/berlin is replaced: its site is disconnected meanwhile",
      "connection hub/gateway/porto is replaced: its site is disconnected meanwhile",
    ],
  ],
  ["a site is renamed", "on-premises-vpn", [["      porto:\n", "      lisbon:\n        was: porto\n"]], []],
  [
    "a site is renamed in one edit with another device",
    "on-premises-vpn",
    [
      ["      porto:\n", "      lisbon:\n        was: porto\n"],
      ["vpn.porto.fabrikam.example", "vpn.lisbon.fabrikam.example"],
    ],
    [
      "local network gateway hub/gateway/lisbon gets another device: its site is disconnected until that is connected",
    ],
  ],
  [
    "a connection uses another circuit",
    "private-resolver",
    [["erc-frankfurt", "erc-berlin"]],
    ["connection hub/gateway/frankfurt is replaced: its site is disconnected meanwhile"],
  ],
  ["a circuit is preferred less", "private-resolver", [["weight: 100", "weight: 50"]], []],
  [
    "a circuit is renamed",
    "private-resolver",
    [["      frankfurt:\n", "      main:\n        was: frankfurt\n"]],
    [],
  ],
  [
    "another domain is forwarded",
    "private-resolver",
    [["domain: legacy.fabrikam.example", "domain: old.fabrikam.example"]],
    ["forwarding rule hub/dns/rule_legacy is replaced: names of its domain do not resolve"],
  ],
  [
    "forwarded domains change their order",
    "private-resolver",
    [
      [
        /( {6}corp:\n[^]*?)( {6}legacy:\n[^]*?)(?= {2}# Admin)/,
        "      legacy: { domain: legacy.fabrikam.example, servers: [192.168.0.20], port: 5353 }\n      corp: { domain: corp.fabrikam.example, servers: [192.168.0.10, 192.168.0.11] }\n",
      ],
    ],
    [],
  ],
  [
    "Bastion leaves its zones",
    "private-resolver",
    [["    tier: Standard\n    zones: [1, 2, 3]\n", "    tier: Standard\n"]],
    [
      "bastion hub/bastion is replaced: its sessions end",
      "public address hub/bastion is replaced: records and allowlists with the address have to follow",
    ],
  ],
  [
    "the jump host gets another size",
    "private-resolver",
    [["      zone: 1\n", "      zone: 1\n      vmSize: Standard_D2s_v5\n"]],
    ["virtual machine hub/jump-host restarts: its sessions end"],
  ],
  [
    "the jump host gets another key",
    "private-resolver",
    [["4NxkGB admins@fabrikam", "4NxkGC admins@fabrikam"]],
    ["virtual machine hub/jump-host is replaced: its disk is lost with everything on it"],
  ],
  [
    "the jump host is removed",
    "private-resolver",
    [[/ {4}jumpHost:\n.*\n.*zone: 1\n/, ""]],
    [
      "firewall rules of hub/jump-host are deleted: egress that they allow is blocked",
      "virtual machine hub/jump-host is deleted: its disk is lost with everything on it",
    ],
  ],
  [
    "egress has more addresses in another prefix",
    "private-resolver",
    [["publicIpPrefix: 30", "publicIpPrefix: 29"]],
    [
      "a prefix of NAT gateway orders/main is replaced: connections through it break",
      "public prefix orders/main/nat_prefix is replaced: records and allowlists with its addresses have to follow",
    ],
  ],
  [
    "a private endpoint is for another vault",
    "add-ons",
    [["kv-litware-models", "kv-litware-others"]],
    [
      "private endpoint models/private/endpoints_secrets is replaced: private access through it breaks, and its address may change",
    ],
  ],
  [
    "hubs are peered by the other of two keys",
    "two-regions",
    [
      ["    peerWith: [west]\n", ""],
      ["    addressSpace: 10.0.0.0/22\n", "    addressSpace: 10.0.0.0/22\n    peerWith: [north]\n"],
    ],
    [],
  ],
  [
    "load balancers have other users",
    "two-regions",
    [["users: [10.9.0.0/16], ports: [443, 8443]", "users: [10.9.0.0/24, 10.1.0.0/16], ports: [443]"]],
    [],
  ],
  [
    "a third hub is peered with both",
    "two-regions",
    [
      [
        "hubs:\n",
        "hubs:\n  east:\n    location: swedencentral\n    addressSpace: 10.16.0.0/22\n    firewall: {}\n    peerWith: [west, north]\n",
      ],
    ],
    [],
  ],
  [
    "a cluster goes out by one address",
    "monitoring",
    [["publicIps: 2, outboundPorts: 4000", "publicIps: 1, outboundPorts: 4000"]],
    [
      "cluster batch/jobs loses 1 of its outbound addresses: connections through them break, and allowlists have to follow",
    ],
  ],
  [
    "a gateway of AGIC leaves a zone",
    "monitoring",
    [["        zones: [1, 2, 3]\n        instances", "        zones: [1, 2]\n        instances"]],
    [
      "gateway shop/public: the gateway is down while its zones change",
      "public address shop/gateway/public is replaced: records and allowlists with the address have to follow",
      "role assignment shop/main/agic_addon_gateway is replaced: its identity lacks the role for some minutes",
    ],
  ],
  [
    "alerts are not sent any more",
    "monitoring",
    [[/alerts:\n(?: {2}.*\n)+/, ""]],
    ["resource group operator/alerts is deleted: everything in it is deleted"],
  ],
  [
    "flow logs end",
    "monitoring",
    [[/ {2}# Who talks[^]*?flowLogs: .*\n/, ""]],
    ["storage account log/diagnostics/flows_westeurope is deleted: its content is lost"],
  ],
  [
    "an older version of Kubernetes",
    "operations",
    [['kubernetesVersion: "1.34"', 'kubernetesVersion: "1.33"']],
    ["cluster shop/main would go back to Kubernetes 1.33: AKS refuses lower versions"],
  ],
  [
    "the driver of GPUs is installed by AKS",
    "operations",
    [["            gpuDriver: none\n", ""]],
    ["pool shop/main/gpu is replaced: its nodes are lost, and its pods start elsewhere or wait"],
  ],
  [
    "spot nodes become regular ones",
    "operations",
    [["            spot: { maxPrice: 0.2, evictionPolicy: Deallocate }\n", ""]],
    ["pool shop/main/batch is replaced: its nodes are lost, and its pods start elsewhere or wait"],
  ],
  [
    "a Front Door goes back to Standard",
    "front-door-public-origin",
    [["tier: Premium", "tier: Standard"]],
    [
      "FRONT_DOOR_DOWNGRADE",
      "Front Door endpoint shop/main/front_door is replaced: its sites are down, and its host name changes",
      "web application firewall shop/main/front_door_waf is replaced: requests are not filtered meanwhile",
      "origin shop/main/front_door is replaced: it receives no requests",
      "origin group shop/main/front_door is replaced: its sites are down",
      "Front Door profile shop/main/front_door is replaced: its sites are down",
      "Front Door route shop/main/front_door is replaced: its sites are down",
      "security policy shop/main/front_door_waf is replaced: requests are not filtered meanwhile",
    ],
    [["tier: Standard", "tier: Premium"]],
  ],
];
