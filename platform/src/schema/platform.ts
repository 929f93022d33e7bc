import { DEFAULTS } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { backend } from "./backend.js";
import { BASELINE_NAMES } from "../baseline/names.js";
import { cluster } from "./cluster.js";
import { diagnostics } from "./diagnostics.js";
import {
  ddos,
  existingNetwork,
  existingSecurityGroup,
  existingSubnet,
  ipamPool,
  keysOfCreatedNetwork,
  networkInSubscription,
  thingsInSubscription,
  withSubscription,
} from "./existing.js";
import { existingOnce, subnetsAgree } from "./existing-once.js";
import { frontDoorProfile } from "./front-door.js";
import { gateway } from "./gateway.js";
import { governance } from "./governance.js";
import { dns, hub } from "./hub.js";
import { mirrors } from "./mirrors.js";
import { paths } from "./paths.js";
import { privateEndpoint } from "./private-endpoint.js";

import { azureName, naming } from "./naming.js";
import { recipients } from "./recipients.js";
import { routeSync } from "./route-sync.js";
import { attachedInSubscription, subscriptionOf } from "./same-subscription.js";
import {
  addressSpace,
  earlier,
  guid,
  ipv4Cidr,
  key,
  port,
  region,
  tags,
  type IssueParams,
} from "./values.js";
import { CONFLICTING_KEYS, MISSING_KEY } from "../file-rules.js";

/** The shape of the platform file, defined by the schemas of this folder alone. */

const spoke = z
  .strictObject({
    was: earlier(key),
    hub: key.optional().meta({
      description: "Name of the hub that the spoke is peered with; required with several hubs.",
      fallback: "the only hub",
    }),
    name: azureName.optional().meta({
      description: "Name of the virtual network in Azure.",
      fallback: "by the pattern of naming",
    }),
    subscriptionId: guid
      .optional()
      .meta({ description: "Subscription of the spoke.", fallback: "the hub's" }),
    location: region.optional().meta({ description: "Region.", fallback: "the platform's" }),
    addressSpace: addressSpace.meta({ description: "Range or ranges of the spoke's network." }),
    network: existingNetwork
      .optional()
      .meta({ description: "The spoke's network, where it exists already.", fallback: "one is created" }),
    ddos,
    ipamPool,
    subnetAssociations: z.enum(["separate", "inline"]).default("separate").meta({
      description:
        "How new subnets get their security group and route table: as resources of their own, or in the request that creates the subnet, for policies that refuse one without. inline requires azurerm: 5 and version 1.11 of Terraform or OpenTofu.",
    }),
    loadBalancers: z
      .strictObject({
        users: z.array(ipv4Cidr).min(1).optional().meta({
          description:
            "Ranges that may call all internal load balancers of the spoke, such as another spoke's: security groups, the firewalls on the way and the routes of the responses are opened.",
          fallback: "none but gateways, Front Door and the hub's firewall",
        }),
        ports: z
          .array(port)
          .min(1)
          .default([...DEFAULTS.loadBalancers.ports])
          .meta({ description: "Ports that the users call." }),
        subnet: existingSubnet
          .optional()
          .meta({ description: "Existing subnet of internal load balancers.", fallback: "one is created" }),
        securityGroup: existingSecurityGroup
          .optional()
          .meta({ description: "Existing security group of the subnet.", fallback: "the subnet's own" }),
      })
      .refine(({ subnet, securityGroup }) => securityGroup === undefined || subnet !== undefined, {
        error: "the security group belongs to a subnet that exists already: add subnet, or remove it",
        path: ["securityGroup"],
      })
      .optional()
      .meta({
        description: "Internal load balancers of the spoke's clusters.",
        fallback: "created where used",
      }),
    dns: dns
      .default(DEFAULTS.spoke.dns)
      .meta({ description: "DNS resolver of the spoke's network.", fallback: "Azure's own resolver" }),
    privateEndpoints: z.record(key, privateEndpoint).default({}).meta({
      description:
        "Key vaults and container registries that the spoke and its hub reach by a private address, on a subnet of the spoke, by name.",
      fallback: "none",
    }),
    gateways: z.record(key, gateway).default({}).meta({ description: "Application Gateways by name." }),
    clusters: z.record(key, cluster).default({}).meta({ description: "Clusters by name." }),
  })
  .superRefine(networkInSubscription)
  .superRefine(thingsInSubscription)
  .superRefine((spec, context) => {
    attachedInSubscription(subscriptionOf(spec.network?.id) ?? spec.subscriptionId, spec, context);
  })
  .superRefine(subnetsAgree)
  .superRefine(keysOfCreatedNetwork)
  .overwrite(withSubscription);

/** What a file without the key has, to be told from an empty map. */
const NO_SPOKES: Record<string, z.output<typeof spoke>> = {};
/** The mirrors of a file that has none. */
const NO_MIRRORS: z.output<typeof mirrors> = {};

const fields = z.strictObject({
  extends: z.string().min(1).optional().meta({
    description:
      "Path of the file that this one extends, relative to this file: maps merge by key, lists and scalars replace, `null` removes.",
    fallback: "none",
  }),
  apiVersion: z.literal("aks-topology/v1").meta({ description: "Version of the file's format." }),
  name: key.meta({ description: "First part of every name." }),
  location: region.meta({ description: "Azure region." }),
  azurerm: z
    .union([z.literal(4), z.literal(5)])
    .default(4)
    .meta({ description: "Major version of the azurerm provider for which output is written." }),
  resourceProviders: z.enum(["azurerm", "register", "none"]).default("azurerm").meta({
    description:
      "Which resource providers Terraform registers in the subscriptions of the file: those that azurerm registers by itself, of version 4 a core set and of version 5 none; register for exactly those that the resources need; none for an identity that may not register any.",
  }),
  baseline: z.enum(BASELINE_NAMES).optional().meta({
    description:
      "Defaults of security and operations: those of a date, which never change, or relaxed for those from before there were baselines. docs/baseline.md lists them.",
    fallback: "as relaxed, with a warning",
  }),
  stacks: z
    .enum(["single", "per-spoke"])
    .default("single")
    .meta({ description: "One state, or one for the hub and one per spoke." }),
  backend: backend
    .optional()
    .meta({ description: "Where Terraform keeps state.", fallback: "the pipeline decides" }),
  tags: tags.optional().meta({ description: "Tags of every resource, at most 50." }),
  naming: naming.optional().meta({
    description: "How Azure resources are named; `name` of a thing names one.",
    fallback: "type, platform and keys, joined by dashes",
  }),
  hub: hub.optional().meta({
    description: "The hub network: firewall, DNS, gateway to on-premises.",
    fallback: "none; either hub or hubs is required",
  }),
  hubs: z
    .record(key, hub)
    .refine((hubs) => Object.keys(hubs).length > 0, { error: "expected at least one hub" })
    .optional()
    .meta({
      description:
        "Several hub networks by name; the first is the main hub. `hub: X` is short for `hubs: { hub: X }`.",
      fallback: "none; either hub or hubs is required",
    }),
  spokes: z
    .record(key, spoke)
    .default(() => NO_SPOKES)
    .meta({ description: "Spokes by name.", fallback: "none; required, except in a file of mirrors" }),
  frontDoors: z.record(key, frontDoorProfile).default({}).meta({
    description: "Front Doors that several clusters share, in one region or several, by name.",
    fallback: "none",
  }),
  mirrors: mirrors
    .default(() => NO_MIRRORS)
    .meta({
      description:
        "Route sync for clusters and gateways that exist already, by name, without hub and spokes or in addition to them.",
      fallback: "none",
    }),
  diagnostics: diagnostics.optional().meta({
    description:
      "Where the logs go of all that is created: the firewall's with what it denied, the gateways' with what their web application firewalls blocked, the API servers' with who changed what.",
    fallback: "none; baseline 2026-11: a new workspace",
  }),
  alerts: recipients.optional().meta({
    description:
      "Alerts for operators, and who is notified: SNAT ports, health and throughput of firewalls, unhealthy hosts and capacity of gateways, failed operations and nodes of clusters, certificates that expire, and Prometheus rules where metrics are on. Each metric of each resource has a small charge per month.",
    fallback: "none",
  }),
  outputs: z.enum(["basic", "all"]).optional().meta({
    description:
      "Terraform outputs: those that pipelines of this project read, or also what other states wire with, such as the issuer, identities, names and subnets per cluster.",
    fallback: "basic; baseline 2026-11: all",
  }),
  paths: paths.default({}).meta({
    description:
      "Ways of packets that have to work, or must not, by name; `aks-topology paths` lists those that follow from the rest of the file.",
    fallback: "none",
  }),
  governance: governance
    .prefault({})
    .meta({ description: "Policies, and the kind of roles that identities are granted." }),
  routeSync: routeSync.optional().meta({
    description: "The runtime that keeps the gateways' route tables in step.",
    fallback: "made where it is needed",
  }),
});

const HUB_MISSING: IssueParams = {
  problem: MISSING_KEY.code,
  hint: 'Add "hub", "hubs" for several hubs, or "mirrors" for route sync alone.',
};
const SPOKES_MISSING: IssueParams = { problem: MISSING_KEY.code, hint: 'Add "spokes".' };
const MIRRORS_EMPTY: IssueParams = {
  problem: MISSING_KEY.code,
  hint: 'Add a mirror, or "hub" and "spokes".',
};
const HUB_TWICE: IssueParams = {
  problem: CONFLICTING_KEYS.code,
  hint: "Write one hub as hub: { … }, or all hubs by name below hubs.",
};

/** The whole file. The refinements run on a file with other problems too, so that all are reported at once. */
export const platformSchema = fields
  .refine((file) => "hub" in file || "hubs" in file || isOfMirrors(file), {
    path: ["hub"],
    error: 'the key "hub" is missing at the top of the file',
    params: { ...HUB_MISSING },
    when: isMap,
  })
  .refine((file) => file.spokes !== NO_SPOKES || isOfMirrors(file), {
    path: ["spokes"],
    error: 'the key "spokes" is missing at the top of the file',
    params: { ...SPOKES_MISSING },
    when: isMap,
  })
  .refine((file) => !isOfMirrors(file) || !isMap({ value: file.mirrors }) || !isEmpty(file.mirrors), {
    path: ["mirrors"],
    error: "the file has no mirror, and neither hub nor spokes",
    params: { ...MIRRORS_EMPTY },
    when: isMap,
  })
  .refine((file) => !("hub" in file && "hubs" in file), {
    path: ["hubs"],
    error: 'the file has both "hub" and "hubs"',
    params: { ...HUB_TWICE },
    when: isMap,
  })
  .superRefine(existingOnce);

/** Whether a file is about route sync alone: it has mirrors, and no hub or spokes. Its values may be of the wrong type. */
function isOfMirrors(file: {
  readonly hub?: unknown;
  readonly hubs?: unknown;
  readonly spokes: unknown;
  readonly mirrors: unknown;
}): boolean {
  const { hub, hubs, spokes, mirrors: all } = file;
  return (
    hub === undefined && hubs === undefined && isEmpty(spokes) && all !== NO_MIRRORS && all !== undefined
  );
}

function isEmpty(map: unknown): boolean {
  return typeof map !== "object" || map === null || Object.keys(map).length === 0;
}

function isMap({ value }: { readonly value: unknown }): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A platform file whose shape is right, with ranges as value objects and defaults filled in. */
export type Platform = z.output<typeof platformSchema>;
export type SpokeSpec = z.output<typeof spoke>;
