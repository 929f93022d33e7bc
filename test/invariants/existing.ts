import { containsRange } from "./facts.js";
import {
  entries,
  fields,
  isCreated,
  list,
  optional,
  texts,
  type ClusterOf,
  type Fields,
  type GatewayOf,
  type Invariant,
  type Subject,
} from "./subject.js";

/** A thing of the file that exists already: its id, and what the file says of it. */
interface Existing {
  readonly id: string;
  readonly spec: Fields;
}

/** The types that the file takes by id in the place of what would be created, with the arguments of their children. */
const TYPES = [
  { type: "virtualnetworks", resource: "azurerm_virtual_network", parents: [] },
  { type: "subnets", resource: "azurerm_subnet", parents: [] },
  {
    type: "networksecuritygroups",
    resource: "azurerm_network_security_group",
    parents: [["azurerm_network_security_rule", "network_security_group_name"]],
  },
  {
    type: "routetables",
    resource: "azurerm_route_table",
    parents: [["azurerm_route", "route_table_name"]],
  },
  { type: "managedclusters", resource: "azurerm_kubernetes_cluster", parents: [] },
  { type: "applicationgateways", resource: "azurerm_application_gateway", parents: [] },
] as const;

const ASSOCIATIONS = ["route_table", "network_security_group", "nat_gateway"].map(
  (kind) => `azurerm_subnet_${kind}_association`,
);

/** Everything below a value that has an id of Azure. */
function existingIn(value: unknown): Existing[] {
  if (Array.isArray(value)) return value.flatMap(existingIn);
  if (typeof value !== "object" || value === null) return [];
  const spec = fields(value);
  const id = optional(spec["id"]);
  return [
    ...(id?.startsWith("/subscriptions/") === true ? [{ id: id.toLowerCase(), spec }] : []),
    ...Object.values(spec).flatMap(existingIn),
  ];
}

function existingOf(subject: Subject, type: string): Existing[] {
  return subject.spokes
    .flatMap(([, spoke]) => existingIn(spoke))
    .filter(({ id }) => id.split("/").at(-2) === type);
}

/** The group of a resource that the file names, or of one that is created, as text. */
function isIn(body: Fields, { id }: Existing): boolean {
  return optional(body["resource_group_name"])?.toLowerCase() === id.split("/")[4];
}

/** Whether a part of a spoke exists already. */
export function hasExistingParts(subject: Subject): boolean {
  return TYPES.some(({ type }) => existingOf(subject, type).length > 0);
}

/**
 * Invariants that find what they judge by the address of what is created: they hold of platforms without existing parts.
 */
export const OF_CREATED_PARTS: ReadonlySet<string> = new Set([
  "a security group allows exactly the inbound traffic that the platform file declares",
  "a firewall rule names the subnets of the cluster that needs it, and no rule is open at an end",
  "what must leave through a firewall or an appliance has its default route there, and nothing else has one",
  "what comes from on-premises for a spoke passes the firewall, each range of the spoke once",
  "every subnet has the security group of its name, but those of Azure's own services",
  "each network asks the declared resolvers",
  "every subnet of a cluster, pods' included, leaves through the cluster's NAT gateway and routes",
  "a filtered cluster reaches its networks and declared destinations, never all addresses",
  "a custom role is assignable exactly in the subscriptions where it is assigned, and allows no actions by a star",
  "AGIC as add-on starts when the gateway's subnet has a table",
  "an API server is reached by whom the platform file names",
  "a pool has the declared nodes: a number, or what the autoscaler may make of it",
  "the halves of a peering are made one after the other, and after the hub's gateway",
  "peerings join each spoke with the hub, in both directions",
  "each identity has exactly the roles of its tasks, each once, each on the one resource that it takes",
  "a controller's Service is internal and takes calls from its gateway alone, or from Front Door alone",
  "pods of the sample refuse all traffic but DNS and what their ingress sends",
  "the runtime mirrors the table of each cluster with node routes into its gateway's",
  "a gateway, a firewall and a subscription to events use the subnet, policy, address and queue of their own",
  "a subnet is in the network of its spoke or the hub, and zones are linked to networks of the platform",
  "a gateway's subnet has a table of its own, or the one of a cluster that shares it",
  "everything is in a resource group of the platform but what goes into zones and topics that exist already",
]);

/** The clusters and gateways of the file that exist already; `id` is the first part of the addresses that created ones have. */
function existingThings({ allClusters, allGateways }: Subject): (ClusterOf | GatewayOf)[] {
  return [...allClusters, ...allGateways].filter(({ spec }) => !isCreated(spec));
}

/** What may be created for an existing cluster or gateway: its identity for AGIC, Front Door, records, and the table that mirrors. */
const FOR_EXISTING =
  /^azurerm_(role_assignment|user_assigned_identity|federated_identity_credential|route_table|subnet_route_table_association|dns_a_record|private_dns_\w+|dns_zone|cdn_frontdoor_\w+|public_ip)\./;

export const EXISTING: readonly Invariant[] = [
  {
    name: "of an existing cluster or gateway nothing is created but what others need of it",
    broken: (subject) =>
      existingThings(subject).flatMap(({ id, spec }) =>
        subject.elements
          .filter(({ name }) => name === id || name.startsWith(`${id}_`))
          .filter(({ address }) => !FOR_EXISTING.test(address))
          .map(({ address }) => `${address} is part of ${String(spec["id"])}`),
      ),
  },
  {
    name: "nothing that exists already is created again",
    broken: (subject) =>
      TYPES.flatMap(({ type, resource, parents }) =>
        existingOf(subject, type).flatMap((thing) => {
          const name = thing.id.split("/").at(-1);
          const named = (argument: string) => (body: Fields) =>
            optional(body[argument])?.toLowerCase() === name && isIn(body, thing);
          return [[resource, "name"] as const, ...parents].flatMap(([child, argument]) =>
            subject
              .of(child)
              .filter(({ body }) => named(argument)(body))
              .map(({ address }) => `${address} is or changes ${thing.id}`),
          );
        }),
      ),
  },
  {
    name: "an existing subnet is used by the cluster or gateway that the file names it for",
    broken: (subject) => {
      const used = JSON.stringify(subject.elements.map(({ body }) => body)).toLowerCase();
      // The subnet of load balancers is used by the first one. What exists already is on its subnets.
      return [...subject.clusters, ...subject.gateways]
        .flatMap(({ spec }) => existingIn(spec))
        .map(({ id }) => id)
        .filter((id) => /\/subnets\/[^/]+$/.test(id))
        .filter((id) => !used.includes(`"${id}"`))
        .map((id) => `${id} is used by nothing`);
    },
  },
  {
    name: "an existing subnet is associated with something only where the file says so",
    broken: (subject) => {
      const subnets = existingOf(subject, "subnets");
      // A mirror names the subnet that gets its table.
      const mirrored = entries(subject.file["mirrors"]).flatMap(([, mirror]) =>
        existingIn(mirror["gatewaySubnet"]),
      );
      const changeable = [...subnets.filter(({ spec }) => spec["associate"] === true), ...mirrored].map(
        ({ id }) => id,
      );
      return ASSOCIATIONS.flatMap((type) => subject.of(type)).flatMap(({ address, body }) => {
        const id = optional(body["subnet_id"])?.toLowerCase() ?? "";
        return id.startsWith("/subscriptions/") && !changeable.includes(id)
          ? [`${address} changes ${id}`]
          : [];
      });
    },
  },
  {
    name: "no subnet is created in a range that others use",
    broken: (subject) =>
      subject.spokes.flatMap(([key, spoke]) => {
        const network = fields(spoke["network"]);
        const name = optional(network["id"])?.split("/").at(-1);
        const taken = [
          ...texts(network["taken"]),
          ...existingIn(spoke).flatMap(({ spec }) => optional(spec["prefix"]) ?? []),
        ];
        return subject
          .of("azurerm_subnet")
          .filter(({ body }) => name !== undefined && body["virtual_network_name"] === name)
          .flatMap(({ address, body }) =>
            list(body["address_prefixes"]).flatMap((prefix) =>
              taken
                .filter(
                  (range) => containsRange(range, String(prefix)) || containsRange(String(prefix), range),
                )
                .map((range) => `${address} of ${key} overlaps ${range}`),
            ),
          );
      }),
  },
];
