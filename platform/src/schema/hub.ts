import { DEFAULTS } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { OF_ANY_FIREWALL, publish } from "./firewall-keys.js";
import { INVALID_VALUE } from "../file-rules.js";
import { bastion } from "./bastion.js";
import { azureName } from "./naming.js";
import { ddos, existingEgressIp, existingPublicIp, ipamPool } from "./existing.js";
import { existingHub } from "./existing-hub.js";
import { existingVirtualWan } from "./existing-virtual-wan.js";
import { networkGateway } from "./network-gateway.js";
import { onPremises } from "./on-premises.js";
import {
  addressSpace,
  cidr,
  domain,
  earlier,
  guid,
  hostAddress,
  idOf,
  ipAddress,
  ipv4Cidr,
  key,
  ofExistingOnly,
  port,
  region,
  type IssueParams,
} from "./values.js";
import { virtualNetworkKind, virtualWanHub } from "./virtual-wan.js";

/** Public addresses that are created for a firewall. */
const firewallIps = z.int().min(1).max(250);

/** The next hop of what a firewall sends to the Internet. */
const forcedTunnelling = z.discriminatedUnion("type", [
  z
    .strictObject({
      type: z.literal("appliance"),
      privateIp: ipAddress.meta({
        description:
          "Private address of the appliance, in the hub's network or in one of its peers. Its team is asked to allow what the firewall sends.",
      }),
    })
    .meta({ description: "A network virtual appliance." }),
]);

const firewall = z
  .strictObject({
    ...OF_ANY_FIREWALL,
    publicIps: z
      .union([firewallIps, z.array(existingEgressIp).min(1).max(250)], {
        error: "expected a number of public addresses, or a list of { id: … } of existing ones",
      })
      .optional()
      .meta({
        description:
          "Public addresses to create, or existing ones; each gives every instance 2,496 SNAT ports. AKS advises 20 in production.",
        fallback: `${DEFAULTS.firewall.publicIps}, or none with forcedTunnelling`,
      }),
    publicIpPrefix: z
      .union(
        [
          z.int().min(28).max(31),
          z.strictObject({
            id: idOf("Microsoft.Network/publicIPPrefixes").meta({
              description: "Id of an existing prefix of the hub's region and subscription.",
            }),
          }),
        ],
        { error: "expected the length of a prefix from 28 to 31, or { id } of an existing one" },
      )
      .optional()
      .meta({
        description:
          "Prefix that the created public addresses are taken from: its length, 28 holds 16, or an existing one. One range of it is enough in allow lists of others.",
        fallback: "addresses without a common range",
      }),
    forcedTunnelling: forcedTunnelling.optional().meta({
      description:
        "Where the firewall sends what goes to the Internet. A firewall that runs already is replaced by it, and it takes no publish.",
      fallback: "none: to the Internet, by its public addresses",
    }),
    managementPublicIp: existingPublicIp.optional().meta({
      description:
        "Existing public address of the firewall's own traffic, on tier Basic and with forcedTunnelling.",
      fallback: "one is created where it is needed",
    }),
    subnetPrefix: ipv4Cidr
      .optional()
      .meta({ description: "Prefix of AzureFirewallSubnet.", fallback: "the hub's first /26" }),
    publish,
  })
  .superRefine(({ publicIps, publicIpPrefix }, context) => {
    if (typeof publicIps !== "object" || publicIpPrefix === undefined) return;
    const params: IssueParams = {
      problem: INVALID_VALUE.code,
      hint: "Remove publicIpPrefix, or write the number of publicIps to create.",
    };
    const message = "the public addresses of the firewall exist already, and none is taken from a prefix";
    context.addIssue({ code: "custom", message, path: ["publicIpPrefix"], params: { ...params } });
  })
  .superRefine(({ tier, managementPublicIp, forcedTunnelling: tunnelling }, context) => {
    if (tier === "Basic" || tunnelling !== undefined || managementPublicIp === undefined) return;
    const params: IssueParams = {
      problem: INVALID_VALUE.code,
      hint: "Remove managementPublicIp, or use tier Basic or forcedTunnelling.",
    };
    const message = `a firewall of tier ${tier} needs no separate address for its own traffic`;
    context.addIssue({ code: "custom", message, path: ["managementPublicIp"], params: { ...params } });
  });

const servers = z
  .array(hostAddress)
  .min(1)
  .max(20)
  .meta({ description: "Addresses of the resolvers, 1 to 20." });

/** Names of a domain that other DNS servers answer. */
const forwarding = z.strictObject({
  was: earlier(key),
  domain: domain.meta({ description: "Domain whose names are forwarded; `.` for all of public DNS." }),
  servers: z
    .array(hostAddress)
    .min(1)
    .max(6)
    .meta({ description: "DNS servers that answer them, such as those on-premises." }),
  port: port.default(DEFAULTS.forwarding.port).meta({ description: "Port of the servers." }),
});

const endpointPrefix = ipv4Cidr.optional();
const LAST_FREE = "the hub's last free /28";

const hubDns = z
  .discriminatedUnion("type", [
    z.strictObject({ type: z.literal("azure") }).meta({ description: "Azure's own resolver." }),
    z
      .strictObject({
        type: z.literal("servers"),
        servers,
      })
      .meta({ description: "Custom resolvers." }),
    z
      .strictObject({
        type: z.literal("private-resolver"),
        inboundSubnetPrefix: endpointPrefix.meta({
          description: "Prefix of the subnet of the inbound endpoint, /28 to /24.",
          fallback: LAST_FREE,
        }),
        outboundSubnetPrefix: endpointPrefix.meta({
          description: "Prefix of the subnet of the outbound endpoint, /28 to /24; only with forward.",
          fallback: LAST_FREE,
        }),
        forward: z
          .record(key, forwarding)
          .default({})
          .meta({ description: "Domains that are forwarded to other DNS servers, by name." }),
      })
      .meta({
        description:
          "A private DNS resolver: spokes, the firewall's DNS proxy and on-premises ask its inbound endpoint.",
      }),
  ])
  .superRefine((dns, context) => {
    if (dns.type !== "private-resolver" || dns.outboundSubnetPrefix === undefined) return;
    if (Object.keys(dns.forward).length > 0) return;
    const params: IssueParams = { problem: INVALID_VALUE.code, hint: "Add forward, or remove the prefix." };
    const message = "a resolver that forwards nothing has no outbound endpoint";
    context.addIssue({ code: "custom", message, path: ["outboundSubnetPrefix"], params: { ...params } });
  });

/** The DNS resolver of a spoke's network. */
export const dns = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("azure") }).meta({ description: "Azure's own resolver." }),
  z
    .strictObject({ type: z.literal("hub") })
    .meta({ description: "The hub's DNS servers, or the inbound endpoint of its private resolver." }),
  z
    .strictObject({ type: z.literal("forwarding-rules") })
    .meta({ description: "Azure's own resolver, with the forwarding rules of the hub's private resolver." }),
  z
    .strictObject({ type: z.literal("firewall") })
    .meta({ description: "The DNS proxy of the hub's firewall, which forwards to the hub's resolvers." }),
  z.strictObject({ type: z.literal("servers"), servers }).meta({ description: "Custom resolvers." }),
]);

/** A hub that is created. */
export const createdHub = z.strictObject({
  type: virtualNetworkKind,
  id: ofExistingOnly,
  was: earlier(key),
  name: azureName.optional().meta({
    description: "Name of the virtual network in Azure.",
    fallback: "by the pattern of naming",
  }),
  subscriptionId: guid
    .optional()
    .meta({ description: "Subscription of the hub.", fallback: "the provider's" }),
  location: region.optional().meta({ description: "Region.", fallback: "the platform's" }),
  addressSpace: addressSpace.meta({ description: "Range or ranges of the hub's network." }),
  firewall: firewall.optional().meta({ description: "The firewall through which all egress passes." }),
  ddos,
  ipamPool,
  dns: hubDns.default({ type: "azure" }).meta({
    description: "DNS resolver of the hub's network, of the firewall's DNS proxy and of spokes with dns hub.",
  }),
  gateway: networkGateway
    .optional()
    .meta({ description: "VPN or ExpressRoute gateway, which the spokes use too.", fallback: "none" }),
  bastion: bastion.optional().meta({
    description: "Azure Bastion: SSH and RDP to machines without public addresses.",
    fallback: "none",
  }),
  peers: z
    .array(cidr)
    .optional()
    .meta({ description: "Ranges of other networks that are peered with the hub.", fallback: "none" }),
  peerWith: z.array(key).default([]).meta({
    description:
      "Other hubs that this one is peered with, created or existing; one of the two names the other. With a firewall in both, traffic between their spokes passes both.",
    fallback: "none",
  }),
  onPremises: onPremises.meta({ description: "The on-premises network, behind the hub's gateway." }),
});

/** A hub: a network or the virtual hub of a Virtual WAN, which is created or exists already, by its id. */
export const hub = z.union([existingHub, createdHub, existingVirtualWan, virtualWanHub]);

export type CreatedHubSpec = z.output<typeof createdHub>;
export type HubSpec = z.output<typeof hub>;
export type FirewallSpec = z.output<typeof firewall>;
export type DnsSpec = z.output<typeof dns>;
