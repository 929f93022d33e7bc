import * as z from "zod";
import { INVALID_VALUE } from "../file-rules.js";
import { subscriptionOf } from "./same-subscription.js";
import { cidr, guid, idOf, ipv4Cidr, ipv6Cidr, publicAddress, type IssueParams } from "./values.js";

/** Parts of a spoke that exist already, by their ids: no others are created. */

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

/** A public address whose value nothing derives from. */
export const existingPublicIp = z.strictObject({
  id: idOf("Microsoft.Network/publicIPAddresses").meta({
    description: "Id of an existing public address, a static one of the Standard SKU.",
  }),
});

/** A public address that traffic leaves with. */
export const existingEgressIp = existingPublicIp.extend({
  address: publicAddress.optional().meta({
    description: "The address itself.",
    fallback: "not known; required by published services and by authorized ranges of API servers",
  }),
});

/** What encrypts disks with a key of one's own. */
export const existingDiskEncryptionSet = z.strictObject({
  id: idOf("Microsoft.Compute/diskEncryptionSets").meta({
    description: "Id of an existing disk encryption set, whose identity may use its key.",
  }),
});

/** A user-assigned identity, which roles are granted to. */
export const existingIdentity = z.strictObject({
  id: idOf("Microsoft.ManagedIdentity/userAssignedIdentities").meta({
    description: "Id of an existing user-assigned identity.",
  }),
  principalId: guid.meta({ description: "Object id of its service principal, which roles are granted to." }),
});

/** DDoS protection of a network. */
export const ddos = z
  .union(
    [
      z.enum(["none", "ip", "plan"]),
      z.strictObject({
        plan: z
          .strictObject({
            id: idOf("Microsoft.Network/ddosProtectionPlans").meta({
              description: "Id of an existing plan, in any subscription of the tenant.",
            }),
          })
          .meta({
            description: "The DDoS protection plan of the network, which protects its public addresses.",
          }),
      }),
    ],
    { error: "expected none, ip, plan, or { plan: { id: … } } of an existing one" },
  )
  .optional()
  .meta({
    description:
      "DDoS protection: ip for each public address that is created here, except those of NAT gateways; plan for all public addresses of the network, by a plan that is created for all networks with this value, or by an existing one, of which a tenant needs one; none for Azure's infrastructure protection, which is free and always there. ip and plans have a standing charge.",
    fallback: "none",
  });

export type DdosSpec = z.output<typeof ddos>;

/** The pool that a network has its ranges from. */
export const ipamPool = z
  .strictObject({
    id: idOf("Microsoft.Network/networkManagers/ipamPools").meta({
      description:
        "Id of an existing pool of Azure Virtual Network Manager, in any subscription of the tenant. The deploying identity needs Network Contributor on it.",
    }),
  })
  .optional()
  .meta({
    description:
      "IPAM pool in which the IPv4 ranges of addressSpace are reserved, as a static CIDR with the network's name, before the network is created: Azure refuses them where the pool has given them to another.",
    fallback: "none",
  });

/** The network of a spoke. */
export const existingNetwork = z.strictObject({
  id: idOf("Microsoft.Network/virtualNetworks").meta({
    description: "Id of the existing network, whose subscription is the spoke's.",
  }),
  taken: z.array(cidr).optional().meta({
    description:
      "Ranges of subnets that others use: nothing is allocated there. An empty list says that there are none.",
    fallback: "none; a subnet that is allocated in the network is a warning then",
  }),
  peered: z.boolean().default(false).meta({
    description: "Whether the network is peered with the hub already.",
  }),
});

export type UnchangedSubnetSpec = z.output<typeof unchangedSubnet>;
export type ExistingEgressIpSpec = z.output<typeof existingEgressIp>;
export type ExistingIdentitySpec = z.output<typeof existingIdentity>;
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
  const home = subscriptionOf(spec.network?.id);
  if (home === undefined) return;
  const things = (["gateways", "clusters"] as const).flatMap((kind) =>
    Object.entries(spec[kind]).flatMap(([key, { id }]) => {
      const own = subscriptionOf(id);
      return own === undefined ? [] : [{ kind, key, own }];
    }),
  );
  const [first, ...others] = things;
  // Where all agree on another one, the network's is the mistake.
  if (
    first !== undefined &&
    first.own !== home &&
    others.length > 0 &&
    others.every((thing) => thing.own === first.own)
  ) {
    const hint =
      "Correct the id of the network, or move the clusters and gateways to the spoke of their own network.";
    const params: IssueParams = { problem: INVALID_VALUE.code, hint };
    const message = `the network is in subscription ${home}, and its ${things.length} clusters and gateways are in ${first.own}`;
    context.addIssue({ code: "custom", message, path: ["network", "id"], params });
    return;
  }
  for (const { kind, key, own } of things) {
    if (own === home) continue;
    const params: IssueParams = {
      problem: INVALID_VALUE.code,
      hint: "Move it to the spoke of its own network. For route sync between two subscriptions, write a mirror below mirrors.",
    };
    const message = `"${key}" is in subscription ${own}, the spoke's network in ${home}`;
    context.addIssue({ code: "custom", message, path: [kind, key, "id"], params });
  }
}

/** Keys of a network that is created, with what is wrong with them next to one that exists already, and the remedy. */
const OF_CREATED_NETWORKS = {
  ddos: [
    "the network exists already, and its DDoS protection is not changed",
    "Remove ddos, and ask the network's team to add the plan.",
  ],
  ipamPool: [
    "the network exists already, and its ranges are not reserved here",
    "Remove ipamPool: the network's team has its ranges from the pool.",
  ],
  name: [
    '"name" is the name of a network to create, and "network" exists already',
    "Remove name: the id of the network ends in its name.",
  ],
} as const;

/** Refuses keys of a network that is created next to one that exists already, and is not changed; protected addresses are created. */
export function keysOfCreatedNetwork(
  {
    network,
    ...spec
  }: {
    readonly network?: unknown;
    readonly ddos?: DdosSpec;
    readonly ipamPool?: unknown;
    readonly name?: unknown;
  },
  context: z.RefinementCtx,
): void {
  if (network === undefined) return;
  const given = {
    ddos: spec.ddos === "plan" || typeof spec.ddos === "object",
    ipamPool: spec.ipamPool !== undefined,
    name: spec.name !== undefined,
  };
  for (const key of ["ddos", "ipamPool", "name"] as const) {
    if (!given[key]) continue;
    const [message, hint] = OF_CREATED_NETWORKS[key];
    const params: IssueParams = { problem: INVALID_VALUE.code, hint };
    context.addIssue({ code: "custom", message, path: [key], params: { ...params } });
  }
}

/** Refuses a network of another subscription than the spoke's. */
export function networkInSubscription(spec: SpokeWithNetwork, context: z.RefinementCtx): void {
  const { subscriptionId, network } = spec;
  const own = subscriptionOf(network?.id);
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
  const subscriptionId = subscriptionOf(spec.network?.id);
  return subscriptionId === undefined ? spec : { ...spec, subscriptionId };
}
