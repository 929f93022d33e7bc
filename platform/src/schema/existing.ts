import { parseArmId } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { INVALID_VALUE } from "../file-rules.js";
import { cidr, idOf, ipv4Cidr, ipv6Cidr, type IssueParams } from "./values.js";

/** Parts of a spoke that exist already, by their ids, in the place of those that would be created. */

/** A subnet of the spoke's network that is never changed. */
export const unchangedSubnet = z.strictObject({
  id: idOf("Microsoft.Network/virtualNetworks/subnets").meta({
    description: "Id of an existing subnet in the spoke's network.",
  }),
  prefix: ipv4Cidr.meta({ description: "Range of the subnet." }),
  prefixV6: ipv6Cidr.optional().meta({ description: "IPv6 range of the subnet.", fallback: "none" }),
});

/** A subnet of the spoke's network. */
export const existingSubnet = unchangedSubnet.extend({
  associate: z.boolean().default(false).meta({
    description:
      "Whether the route table, security group and NAT gateway that are created here are associated with the subnet. Without it, nothing of the subnet is changed.",
  }),
});

export const existingSecurityGroup = z.strictObject({
  id: idOf("Microsoft.Network/networkSecurityGroups").meta({
    description: "Id of an existing security group. Its rules are listed by check, not changed.",
  }),
});

export const existingRouteTable = z.strictObject({
  id: idOf("Microsoft.Network/routeTables").meta({
    description: "Id of an existing route table. Its routes are listed by check, not changed.",
  }),
});

/** The network of a spoke. */
export const existingNetwork = z.strictObject({
  id: idOf("Microsoft.Network/virtualNetworks").meta({
    description: "Id of the existing network, whose subscription is the spoke's.",
  }),
  taken: z
    .array(cidr)
    .default([])
    .meta({ description: "Ranges of subnets that others use: nothing is allocated there." }),
  peered: z.boolean().default(false).meta({
    description: "Whether the network is peered with the hub already.",
  }),
});

export type UnchangedSubnetSpec = z.output<typeof unchangedSubnet>;
export type ExistingSubnetSpec = z.output<typeof existingSubnet>;

interface RefineOptions {
  readonly path: string[];
  readonly error: string;
  readonly params: Record<string, unknown>;
  readonly when: (payload: { readonly value: unknown }) => boolean;
}

/** Arguments of `refine`: no prefix of a subnet to create next to the subnet that exists. */
export function prefixOrSubnet(
  subnet: string,
  prefix: string,
): readonly [(spec: object) => boolean, RefineOptions] {
  const params: IssueParams = {
    problem: INVALID_VALUE.code,
    hint: `Remove ${prefix}: the subnet that exists has its range in ${subnet}.prefix.`,
  };
  return [
    (spec) => !(subnet in spec && prefix in spec),
    {
      path: [prefix],
      error: `"${prefix}" is the range of a subnet to create, and "${subnet}" exists already`,
      params: { ...params },
      // On a file with other problems too, so that all are reported at once.
      when: ({ value }) => typeof value === "object" && value !== null,
    },
  ];
}

/** Clusters or gateways by name; those that exist already have an id. */
type Things = Readonly<Record<string, { readonly id?: string | undefined }>>;

interface SpokeWithNetwork {
  readonly subscriptionId?: string | undefined;
  readonly network?: z.output<typeof existingNetwork> | undefined;
  readonly clusters: Things;
  readonly gateways: Things;
}

/** Refuses clusters and gateways of another subscription than the spoke's: their subnets are in its network. */
export function thingsInSubscription(spec: SpokeWithNetwork, context: z.RefinementCtx): void {
  const home = spec.network && parseArmId(spec.network.id)?.subscriptionId;
  for (const kind of ["gateways", "clusters"] as const)
    for (const [key, { id }] of Object.entries(spec[kind])) {
      const own = id === undefined ? undefined : parseArmId(id)?.subscriptionId;
      if (home === undefined || own === undefined || own === home) continue;
      const params: IssueParams = {
        problem: INVALID_VALUE.code,
        hint: "Move it to the spoke of its own network: a cluster and a gateway of several subscriptions are a mirror of their own below mirrors.",
      };
      const message = `"${key}" is in subscription ${own}, the spoke's network in ${home}`;
      context.addIssue({ code: "custom", message, path: [kind, key, "id"], params: { ...params } });
    }
}

/** Refuses a network of another subscription than the spoke's. */
export function networkInSubscription(spec: SpokeWithNetwork, context: z.RefinementCtx): void {
  const { subscriptionId, network } = spec;
  const own = network && parseArmId(network.id)?.subscriptionId;
  if (own === undefined || subscriptionId === undefined || own === subscriptionId) return;
  const params: IssueParams = {
    problem: INVALID_VALUE.code,
    hint: "Remove subscriptionId: the spoke is in the subscription of its network.",
  };
  const message = `the network is in subscription ${own}, the spoke in ${subscriptionId}`;
  context.addIssue({ code: "custom", message, path: ["network", "id"], params });
}

/** The subscription of a spoke whose network exists is the network's. */
export function withSubscription<Spec extends SpokeWithNetwork>(spec: Spec): Spec {
  const subscriptionId = spec.network && parseArmId(spec.network.id)?.subscriptionId;
  return subscriptionId === undefined ? spec : { ...spec, subscriptionId };
}
