import { DEFAULTS, NAT_GATEWAY_TIERS, type NatGatewayEgressOptions } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { existingEgressIp } from "../../schema/existing.js";
import { INVALID_VALUE } from "../../file-rules.js";
import { idOf, ipv4Cidr, type IssueParams } from "../../schema/values.js";
import { publicIpAttributes } from "../../topology/existing.js";
import { FILTERED, filterOptions } from "./destinations.js";
import { egressKind } from "./kind.js";

export const natGatewayIdleTimeout = z.int().min(4).max(120).optional().meta({
  description: "Minutes after which an idle flow is dropped.",
  default: DEFAULTS.natGateway.idleTimeoutMinutes,
});

/** Source: azurerm_public_ip_prefix, and NAT Gateway documentation: at most 16 addresses. */
const existingPrefix = z.strictObject({
  id: idOf("Microsoft.Network/publicIPPrefixes").meta({
    description: "Id of an existing prefix of public addresses.",
  }),
  prefix: ipv4Cidr
    .refine(({ family, prefixLength }) => family === 6 || (prefixLength >= 28 && prefixLength <= 31), {
      error: "expected a /28 to /31: a NAT gateway has at most 16 addresses",
      params: { problem: INVALID_VALUE.code, hint: "Specify the prefix's own range." } satisfies IssueParams,
    })
    .meta({ description: "Its addresses, a /28 to /31." }),
});

export const natGateway = egressKind({
  schema: z
    .strictObject({
      type: z.literal("nat-gateway"),
      tier: z.enum(NAT_GATEWAY_TIERS).default(DEFAULTS.natGateway.tier).meta({
        description:
          "Tier of the gateway: Standard is in one zone, StandardV2 in all zones of the region, with addresses of SKU StandardV2, existing ones too.",
      }),
      publicIps: z
        .union([z.int().min(0).max(16), z.array(existingEgressIp).min(1).max(16)], {
          error: "expected a number of public addresses, or a list of { id: … } of existing ones",
        })
        .optional()
        .meta({
          description: "Public addresses to create, or existing ones.",
          fallback: `${DEFAULTS.natGateway.publicIps}, or none with a prefix`,
        }),
      publicIpPrefix: z
        .union([z.int().min(28).max(31), existingPrefix], {
          error: "expected the length of a prefix from 28 to 31, or { id, prefix } of an existing one",
        })
        .optional()
        .meta({
          description: "Length of a prefix of public addresses, 28 holds 16, or an existing one.",
          fallback: "no prefix",
        }),
      idleTimeoutMinutes: natGatewayIdleTimeout,
      zone: z
        .union([z.literal(1), z.literal(2), z.literal(3)])
        .optional()
        .meta({
          description: "Zone of a gateway of tier Standard, which has at most one.",
          fallback: "Azure chooses",
        }),
      ...FILTERED,
    })
    .meta({ description: "Through a NAT gateway that is created for the cluster's subnets." }),
  egress: (spec) => ({
    ...spec,
    ...filterOptions(spec),
    publicIps: typeof spec.publicIps === "object" ? spec.publicIps.map(publicIpAttributes) : spec.publicIps,
    publicIpPrefix: prefixOf(spec.publicIpPrefix),
    zone: spec.zone?.toString(),
  }),
  features: [
    { name: "user-assigned NAT gateway", key: "type: nat-gateway" },
    {
      name: "zone-redundant NAT gateway",
      key: "tier: StandardV2",
      usedBy: ({ tier }) => tier === "StandardV2",
    },
    {
      name: "NAT gateway with a prefix",
      key: "publicIpPrefix",
      usedBy: ({ publicIpPrefix }) => publicIpPrefix !== undefined,
    },
    {
      name: "NAT gateway with existing addresses",
      key: "publicIps: [{ id }]",
      usedBy: ({ publicIps }) => Array.isArray(publicIps),
    },
  ],
  variations: {
    tier: ["Standard", "StandardV2"],
    publicIps: [0, 1, 2, 3],
    publicIpPrefix: [28, 30, 31],
    zone: [1, 2, 3],
  },
});

function prefixOf(
  spec: number | z.output<typeof existingPrefix> | undefined,
): NatGatewayEgressOptions["publicIpPrefix"] {
  return typeof spec === "object" ? { publicIpPrefixId: spec.id, prefix: spec.prefix } : spec;
}
