import { PUBLIC_REGISTRIES } from "@aks-topology/constructs";
import { z } from "zod";
import { cidr, idOf, ipAddress, key, port, unsupported } from "./values.js";

const fqdn = z.string().regex(/^(\*|(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*)$/i, {
  error: "expected a host name, or one with * for its first part",
});
const serviceTag = z.string().regex(/^(\*|[A-Za-z][A-Za-z0-9]*(\.[A-Za-z0-9]+)?)$/, {
  error: "expected a service tag such as Storage.westeurope",
});
const protocol = z.enum(["TCP", "UDP"]);
const ports = z.array(port).min(1);

/** A destination of the team's own: hosts, address ranges or service tags. */
const target = z.union(
  [
    z.strictObject({
      fqdns: z.array(fqdn).min(1).meta({ description: "Host names; * may stand for the first part." }),
      ports: ports.default([443]),
      protocol: protocol
        .optional()
        .meta({ description: "For other than web traffic: the firewall then resolves the names itself." }),
    }),
    z.strictObject({ addresses: z.array(cidr).min(1), ports, protocol: protocol.default("TCP") }),
    z.strictObject({
      serviceTags: z.array(serviceTag).min(1),
      ports: ports.default([443]),
      protocol: protocol.default("TCP"),
    }),
  ],
  {
    error:
      "expected { fqdns }, { addresses, ports } or { serviceTags }, and nothing else beside ports and protocol",
  },
);

const own = {
  allow: z
    .record(key, target)
    .optional()
    .meta({ description: "Destinations that the workloads need, by name. Default: none." }),
  registries: z
    .array(z.enum(PUBLIC_REGISTRIES))
    .optional()
    .meta({ description: "Registries open to everybody that nodes may pull from. Default: none." }),
  ntp: z
    .boolean()
    .optional()
    .meta({ description: "Time from Ubuntu's servers; only nodes made before March 2021 need it." }),
};

const filtered = {
  filter: z.literal("nsg").optional().meta({
    description:
      "Outbound rules of security groups by service tag, the rest refused. Default: everything passes.",
  }),
  ...own,
};

const ALIAS = "is the word that AKS has for it";

const idle = (minutes: number): { description: string } => ({
  description: `Minutes after which an idle flow is forgotten. Default: ${minutes}.`,
});

/** How traffic leaves the cluster. */
export const egress = z.discriminatedUnion("type", [
  z
    .strictObject({ type: z.literal("firewall"), ...own })
    .meta({ description: "Through the hub's firewall, whose rules are derived." }),
  z
    .strictObject({
      type: z.literal("appliance"),
      privateIp: ipAddress.meta({ description: "Address of the network virtual appliance." }),
    })
    .meta({ description: "Through an appliance of the team's." }),
  z
    .strictObject({
      type: z.literal("load-balancer"),
      publicIps: z
        .union(
          [
            z.int().min(1).max(100),
            z.array(idOf("Microsoft.Network/publicIPAddresses", "a public address")).min(1).max(100),
          ],
          {
            error: "expected a number of public addresses, or the ids of the team's own",
          },
        )
        .optional()
        .meta({
          description:
            "Public addresses that AKS makes, or the ids of the team's own (of both families beside ipv6). Default: 1.",
        }),
      outboundPorts: z
        .int()
        .min(0)
        .max(64000)
        .multipleOf(8)
        .optional()
        .meta({ description: "SNAT ports a node; 0 lets AKS decide." }),
      idleTimeoutMinutes: z.int().min(4).max(100).optional().meta(idle(30)),
      ...filtered,
    })
    .meta({ description: "Through a load balancer that AKS makes." }),
  z
    .strictObject({
      type: z.literal("managed-nat-gateway"),
      publicIps: z
        .int()
        .min(1)
        .max(16)
        .optional()
        .meta({ description: "Public addresses that AKS makes. Default: 1." }),
      idleTimeoutMinutes: z.int().min(4).max(120).optional().meta(idle(4)),
      ...filtered,
    })
    .meta({
      deprecated: true,
      description: "Refused: AKS makes such a gateway only in a network of its own. Use nat-gateway.",
    }),
  z
    .strictObject({
      type: z.literal("nat-gateway"),
      publicIps: z
        .int()
        .min(0)
        .max(16)
        .optional()
        .meta({ description: "Public addresses. Default: 1, or none beside a prefix." }),
      publicIpPrefix: z
        .int()
        .min(28)
        .max(31)
        .optional()
        .meta({ description: "Length of a prefix of public addresses: 28 holds 16. Default: no prefix." }),
      idleTimeoutMinutes: z.int().min(4).max(120).optional().meta(idle(4)),
      zone: z
        .union([z.literal(1), z.literal(2), z.literal(3)])
        .optional()
        .meta({ description: "Zone that it stands in; it has no more than one. Default: Azure chooses." }),
      ...filtered,
    })
    .meta({ description: "Through a NAT gateway that is made for the cluster's subnets." }),
  z
    .strictObject({
      type: z.literal("none"),
      registry: idOf("Microsoft.ContainerRegistry/registries", "a container registry").optional().meta({
        description:
          "Registry of the team's that caches Microsoft's images under aks-managed-repository, with a private endpoint. Default: one that AKS makes.",
      }),
    })
    .meta({ description: "No way out: nodes start from a registry in the network." }),
  unsupported(
    ["managedNATGatewayV2", "managed-nat-gateway-v2", "block"],
    "OUTBOUND_TYPE_UNSUPPORTED",
    "Use firewall, appliance, load-balancer, nat-gateway or none.",
  ),
  unsupported(["managedNATGateway", "userAssignedNATGateway"], "INVALID_VALUE", "Write nat-gateway.", ALIAS),
  unsupported(["loadBalancer"], "INVALID_VALUE", "Write load-balancer.", ALIAS),
  unsupported(["userDefinedRouting"], "INVALID_VALUE", "Write firewall, or appliance.", ALIAS),
]);

export type EgressSpec = z.output<typeof egress>;
export type TargetSpec = z.output<typeof target>;
