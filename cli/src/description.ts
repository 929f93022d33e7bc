import { sortedPorts, type Description, type TeamRequests } from "@aks-topology/platform";
import type { Io } from "./io.js";
import { painter } from "./paint.js";
import { table } from "./table.js";
import { hung } from "./wrap.js";
import { counted } from "./counted.js";

/** Of a file with errors nothing is described. */
export const NO_DESCRIPTION: Description = {
  addressPlan: [],
  egressRules: [],
  callRules: [],
  roleAssignments: [],
  requests: [],
  touches: [],
  otherTeams: [],
  commonNames: [],
};

/** What a platform consists of, and what it asks of others, as tables; nothing for what is empty. */
export function renderDescription(
  {
    addressPlan,
    egressRules,
    callRules,
    roleAssignments,
    requests,
    touches,
    otherTeams,
    commonNames,
  }: Description,
  io: Pick<Io, "stdout" | "env">,
  { wide }: { readonly wide?: true | undefined } = {},
): string {
  const paint = painter(io.stdout, io.env);
  const width = wide ? undefined : io.stdout.columns;
  const section = (title: string, head: readonly string[], rows: readonly (readonly string[])[]): string =>
    rows.length === 0
      ? ""
      : `${paint("bold", hung(title, 0, { columns: width }))}\n${table(
          head.map((text) => paint("dim", text)),
          rows,
          { width },
        )}\n\n`;
  return [
    section(
      "Address plan",
      ["network", "subnet", "prefix", "usable", "needed", "holds nodes"],
      addressPlan.map(({ network, subnet, prefix, usable, needed, holdsNodes }) => [
        network,
        subnet,
        prefix,
        String(usable),
        String(needed),
        holdsNodes === null ? "" : String(holdsNodes),
      ]),
    ),
    section(
      "Firewall rules, derived",
      ["cluster", "rule", "destinations", "ports", "reason"],
      egressRules.map(rowOfRule),
    ),
    section(
      "Firewall rules for calls, derived",
      ["for", "sources", "destinations", "ports", "reason"],
      callRules.map(rowOfCall),
    ),
    section("Role assignments", ["principal", "role", "scope", "reason"], roleAssignments.map(rowOfRole)),
    section(
      "To be set by the teams of what exists, written by synth to other-teams/SPOKE",
      ["of", "for", "name", "setting", "reason"],
      requests.map(({ id, tenant, name, setting, reason }, i) => [
        id === requests[i - 1]?.id ? "" : shortId(id),
        tenant,
        name,
        shortIds(setting),
        reason,
      ]),
    ),
    section(
      "Touches things of others",
      ["resource", "adds", "to"],
      touches.map(({ address, adds, to }) => [short(address), adds, wrappable(to)]),
    ),
    section(
      "For other teams, written by synth to other-teams/HUB",
      ["team of", "has to", "for"],
      otherTeams.flatMap(requestRows),
    ),
    section(
      "Names that any platform with this name and region gets; subscriptionId makes them unique",
      ["unique in Azure"],
      commonNames.map((name) => [name]),
    ),
  ].join("");
}

/** The principal is said once for the roles that follow each other. */
function rowOfRole(
  { holder, role, scope, reason }: Description["roleAssignments"][number],
  i: number,
  all: Description["roleAssignments"],
): string[] {
  return [holder === all[i - 1]?.holder ? "" : short(holder), role, short(scope), reason];
}

function rowOfRule({
  cluster,
  name,
  protocol,
  destinations,
  ports,
  reason,
}: Description["egressRules"][number]): string[] {
  return [cluster, name, destinations.join("\n"), `${protocol} ${sortedPorts(ports).join(", ")}`, reason];
}

function rowOfCall({
  neededBy,
  sources,
  protocol,
  destinations,
  ports,
  reason,
}: Description["callRules"][number]): string[] {
  const on = [protocol, sortedPorts(ports).join(", ")].join(" ").trim();
  return [neededBy, sources.join("\n"), destinations.join("\n"), on, reason];
}

/** One row per thing that the team of a hub has to do; its firewall rules are counted. */
function requestRows(requests: TeamRequests): string[][] {
  const { hub, peerings, routes, zoneLinks, hubs, peerRoutes, firewallRules } = requests;
  const users = [...new Set(firewallRules.map(({ neededBy }) => neededBy))];
  return [
    ...peerings.map(({ name, spoke }) => [hub, `create the peering ${name}`, spoke]),
    ...routes.map(({ name, prefix, nextHop }) => [hub, `route ${prefix} to ${nextHop}`, name]),
    ...zoneLinks.map(({ zone }) => [hub, `link its network to ${zone}`, "its resolvers"]),
    ...hubs.map((other) => [hub, connection(other), `hub ${other.hub}`]),
    ...peerRoutes.map(({ peer, spoke, prefix, nextHop }) => [
      hub,
      `have ${peer} route ${prefix} to ${nextHop}`,
      spoke,
    ]),
    ...users.map((user) => {
      const { length } = firewallRules.filter(({ neededBy }) => neededBy === user);
      return [hub, `allow ${counted(length, "firewall rule")}`, user];
    }),
  ];
}

/** What connects a hub with another one. */
function connection({ peering, prefix, nextHop }: TeamRequests["hubs"][number]): string {
  return [
    ...(peering === undefined ? [] : [`create the peering ${peering}`]),
    ...(nextHop === undefined ? [] : [`route ${prefix} to ${nextHop}`]),
  ].join(", and ");
}

/** An id, with line breaks where it may be broken. */
function wrappable(id: string): string {
  return id.replace(/(\/providers\/)/, "\n$1");
}

/** A Terraform address without its provider prefix, its attribute on a second line; of an id the end, and its group. */
function short(address: string): string {
  const [, group, id] =
    /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)(?:\/.*?([^/]+\/[^/]+))?$/i.exec(address) ?? [];
  if (group !== undefined) return id === undefined ? group : `${id}\n└ ${group}`;
  // The object id of an identity that exists already.
  if (!address.includes(".")) return address;
  const [type = "", name = "", ...part] = address.replace(/^data\./, "").split(".");
  const below = part.at(-1)?.replace("[0]", "");
  return [`${type.replace("azurerm_", "")}.${name}`, ...(below === undefined ? [] : [`└ ${below}`])].join(
    "\n",
  );
}

/** Type and name of a resource, without the subscription and the group of its id. */
function shortId(id: string): string {
  return id.split("/").slice(-2).join("/");
}

function shortIds(text: string): string {
  return text.replaceAll(/\/subscriptions\/\S+/g, shortId);
}
