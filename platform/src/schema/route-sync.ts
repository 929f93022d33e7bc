import { DEFAULTS, parseArmId } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { existingRouteTable, existingSubnet, prefixOrSubnet } from "./existing.js";
import { recipients } from "./recipients.js";
import { guid, idOf, ipv4Cidr, key, resourceGroupName, type IssueParams } from "./values.js";
import { INVALID_VALUE } from "../file-rules.js";

const DEFAULT = DEFAULTS.routeSync;

const alert = z.discriminatedUnion("auth", [
  z.strictObject({
    auth: z
      .literal("function-key")
      .meta({ description: "The key of the function, which the action group keeps." }),
  }),
  z.strictObject({
    auth: z.literal("entra").meta({ description: "A token of Entra ID for an application." }),
    applicationId: guid.meta({ description: "Client id of an existing application." }),
    objectId: guid.meta({ description: "Object id of its service principal." }),
    identifierUri: z
      .string()
      .regex(/^(api|https):\/\/\S+$/, { error: "expected a URI beginning with api:// or https://" })
      .optional()
      .meta({ description: "Its application id URI.", fallback: "api://APPLICATIONID" }),
    tenantId: guid
      .optional()
      .meta({ description: "Its tenant.", fallback: "that of the deploying identity" }),
  }),
]);

/** A system topic by its id, or by its name and group. */
const systemTopic = z
  .strictObject({
    id: idOf("Microsoft.EventGrid/systemTopics")
      .optional()
      .meta({ description: "Id of the topic, instead of name and group." }),
    name: z
      .string()
      .regex(/^[A-Za-z0-9-]{3,128}$/, { error: "expected 3 to 128 letters, digits and dashes" })
      .optional()
      .meta({ description: "Name of the topic." }),
    resourceGroup: resourceGroupName.optional().meta({ description: "Resource group of the topic." }),
  })
  .transform(({ id, ...given }, context) => {
    const {
      subscriptionId: subscription,
      resourceGroupName: resourceGroup = given.resourceGroup,
      name = given.name,
    } = parseArmId(id ?? "") ?? {};
    const once = (id === undefined) === (given.name !== undefined);
    if (once && name !== undefined && resourceGroup !== undefined)
      return { name, resourceGroup, subscription };
    const params: IssueParams = {
      problem: INVALID_VALUE.code,
      hint: "Write { id } or { name, resourceGroup }.",
    };
    context.addIssue({ code: "custom", message: "a system topic has an id, or a name and a group", params });
    return z.NEVER;
  });

const eventGrid = z.discriminatedUnion("type", [
  z.strictObject({
    type: z
      .literal("system-topics")
      .meta({ description: "Event Grid, by the system topic of each resource group." }),
    existing: z.record(key, systemTopic).default({}).meta({
      description:
        "Existing topics, by the spoke whose resource group they cover; SPOKE-CLUSTER for a node resource group. Azure allows one per group. They need a system-assigned identity.",
    }),
  }),
  z.strictObject({ type: z.literal("none").meta({ description: "No events: alerts and the sweep alone." }) }),
]);

/** Intervals that a schedule of minutes can express, shorter than the 30 minutes of the alarm on silence. */
const SWEEPS = ["1m", "2m", "3m", "4m", "5m", "6m", "10m", "12m", "15m"] as const;

/** Intervals of Azure's log alerts, without those that cost more than they gain here. */
const HEARTBEATS = ["5m", "10m", "15m", "30m", "none"] as const;

/** Denied, open to any caller, or ranges of public addresses. */
const scm = z.union(
  [
    z.enum(["denied", "anywhere"]),
    z.array(ipv4Cidr).min(1, { error: "expected at least one address range" }),
  ],
  { error: "expected denied, anywhere, or a list of address ranges" },
);

/** The runtime that keeps the gateways' tables in step. */
export const routeSync = z.strictObject({
  runtimes: z.enum(["one", "per-region"]).default(DEFAULT.runtimes).meta({
    description:
      "One runtime in the main hub's region for all gateways, or one per region of the spokes, which an outage of another region does not stop.",
  }),
  subscriptionId: guid.optional().meta({
    description: "Subscription of the runtime, in a file without a hub.",
    fallback: "the hub's; without a hub, that of the mirrors' tables",
  }),
  alert: alert.default({ auth: DEFAULT.alertAuth }).meta({
    description: "How Azure Monitor authenticates: by the function's key, or by a token as well.",
  }),
  eventGrid: eventGrid.prefault({ type: DEFAULT.eventGrid }).meta({
    description: "Events, which arrive within seconds, in addition to the alerts, which take minutes.",
  }),
  sweep: z
    .enum(SWEEPS)
    .default(`${DEFAULT.sweepMinutes}m`)
    .meta({ description: "Interval at which all tables are reconciled, with or without an event." }),
  heartbeat: z.enum(HEARTBEATS).default(`${DEFAULT.heartbeatMinutes}m`).meta({
    description:
      "Interval at which Azure Monitor triggers a reconciliation of all tables, in case the runtime's timer has stopped.",
  }),
  access: z.enum(["action-groups", "anywhere"]).default(DEFAULT.access).meta({
    description:
      "Callers that reach the runtime's functions: the addresses of Azure Monitor's action groups, or any caller.",
  }),
  scm: scm.prefault(DEFAULT.scm).meta({
    description:
      "Access to the function app's deployment site, which Terraform does not use: denied, any caller, or a list of address ranges.",
  }),
  network: z
    .strictObject({
      spoke: key.meta({ description: "The spoke whose network routes the runtime's calls." }),
      subnetPrefix: ipv4Cidr.optional().meta({
        description: "Prefix of its subnet, a /27 or larger.",
        fallback: "allocated from the spoke",
      }),
      subnet: existingSubnet.optional().meta({
        description: "Existing subnet in that network, a /27 or larger.",
        fallback: "one is created",
      }),
      routeTable: existingRouteTable.optional().meta({
        description: "Existing route table of the subnet.",
        fallback: "one is created where the hub has a firewall or an appliance",
      }),
    })
    .refine(...prefixOrSubnet("subnet", "subnetPrefix"))
    .optional()
    .meta({ description: "Integration into a spoke.", fallback: "calls leave from Azure's own addresses" }),
  storage: z.enum(["public", "private"]).default(DEFAULT.storage).meta({
    description:
      "Who reaches the runtime's storage account: any caller with a role, or the network alone, by private endpoints of the spoke of network; Terraform, which uploads the package, has to run there.",
  }),
  workspace: z
    .strictObject({ id: idOf("Microsoft.OperationalInsights/workspaces").meta({ description: "Its id." }) })
    .optional()
    .meta({
      description: "Existing Log Analytics workspace for the runtime's telemetry.",
      fallback: "one is created",
    }),
  deployerRole: z.enum(["assign", "none"]).default(DEFAULT.deployerRole).meta({
    description: "Whether the deploying identity is granted the role it needs to upload the package.",
  }),
  notify: recipients.optional().meta({
    description: "Recipients of alarms on the runtime.",
    fallback: "those of alerts; without any, alarms are visible in Azure Monitor",
  }),
  names: z
    .strictObject({
      functionApp: z
        .string()
        .regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,58}[A-Za-z0-9])$/, {
          error: "expected 2 to 60 letters, digits and dashes",
        })
        .optional()
        .meta({ description: "Name of the function app." }),
      storageAccount: z
        .string()
        .regex(/^[a-z0-9]{3,24}$/, { error: "expected 3 to 24 lower-case letters and digits" })
        .optional()
        .meta({ description: "Name of its storage account." }),
      roles: z
        .string()
        .min(1)
        .max(64)
        .optional()
        .meta({ description: "First part of the custom roles' names.", fallback: "the platform's name" }),
    })
    .default({})
    .meta({
      description: "Names that must be unique in Azure or in the tenant.",
      fallback: "made by the naming scheme",
    }),
  memory: z
    .enum(["512MB", "2048MB", "4096MB"])
    .default(`${DEFAULT.memoryMegabytes}MB`)
    .meta({ description: "Memory of an instance." }),
  node: z
    .union([z.literal(22), z.literal(24)])
    .default(22)
    .meta({ description: "Node's major version." }),
});

export type RouteSyncSpec = z.output<typeof routeSync>;
