import type { RequestedHub, RequestedPeerRoute, RequestedRule, TeamRequests } from "./requests.js";

/** Columns of the list of rules, in the order in which a firewall's team enters them. */
const COLUMNS: readonly (readonly [title: string, cell: (rule: RequestedRule) => string])[] = [
  ["needed by", ({ neededBy }) => neededBy],
  ["rule set", ({ ruleSet }) => ruleSet],
  ["name", ({ name }) => name],
  ["sources", ({ sources }) => sources.join(" ")],
  ["destinations", ({ destinations }) => destinations.join(" ")],
  ["protocol", ({ protocol }) => protocol],
  ["ports", ({ ports }) => (ports.length === 0 ? "*" : sortedPorts(ports).join(" "))],
  ["through", ({ through }) => through],
  ["reason", ({ reason }) => reason],
  ["source", ({ source }) => source],
];

/** Ports and ranges of them, the lowest first. */
export function sortedPorts<Port extends number | string>(ports: readonly Port[]): readonly Port[] {
  return ports.toSorted(
    (one, other) => Number.parseInt(String(one), 10) - Number.parseInt(String(other), 10),
  );
}

/** The rules as comma-separated values (RFC 4180); several values of one cell are separated by blanks. */
export function rulesCsv(rules: readonly RequestedRule[]): string {
  const rows = [
    COLUMNS.map(([title]) => title),
    ...rules.map((rule) => COLUMNS.map(([, cell]) => cell(rule))),
  ];
  return rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
}

/** Spreadsheets run a cell that begins like a formula. */
const LIKE_A_FORMULA = /^[=+\-@\t\r]/;

function csvCell(text: string): string {
  const safe = LIKE_A_FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The rules as a table in Markdown. */
export function rulesMarkdown(rules: readonly RequestedRule[]): string {
  return table(
    COLUMNS.map(([title]) => title),
    rules.map((rule) => COLUMNS.map(([, cell]) => cell(rule))),
  );
}

/** The page that begins the folder: what has to be done, in which order, and which file has it. */
export function readmeOf(platform: string, requests: TeamRequests): string {
  const { hub, network, peerings, routes, zoneLinks, hubs, peerRoutes, firewallRules } = requests;
  const hasNetwork = peerings.length + routes.length + zoneLinks.length + hubs.length > 0;
  return [
    `# ${platform}: what the team of ${hub} has to do`,
    "Written by `aks-topology`. Nothing in this folder is applied by the platform's own Terraform.",
    ...whereIs(requests),
    ...(hasNetwork
      ? [
          `## The network ${network.name}`,
          "The folder `network` is a Terraform module with all of this; call it with a provider of the hub's subscription.",
        ]
      : []),
    ...(peerings.length > 0
      ? [
          "Create the hub's half of each peering once the spoke's network exists. Until then the spoke's half stays `Initiated` and carries no traffic, and clusters that leave through the hub cannot be created.",
          table(
            ["peering", "spoke", "remote network", "allow forwarded traffic", "allow gateway transit"],
            peerings.map(({ name, spoke, remoteVirtualNetworkId, allowGatewayTransit }) => [
              name,
              spoke,
              remoteVirtualNetworkId ?? `output ${spoke}_virtual_network_id`,
              "yes",
              allowGatewayTransit ? "yes" : "no",
            ]),
          ),
        ]
      : []),
    ...(routes.length > 0
      ? [
          "Add these routes to the table of GatewaySubnet, so that traffic from on-premises passes the same firewall or appliance as the responses. The table must keep propagating gateway routes.",
          table(
            ["route", "address prefix", "next hop (virtual appliance)"],
            routes.map(({ name, prefix, nextHop }) => [name, prefix, nextHop]),
          ),
        ]
      : []),
    ...(zoneLinks.length > 0
      ? [
          "Link the hub's network to these private DNS zones: its resolvers answer for the spokes.",
          table(
            ["zone", "id"],
            zoneLinks.map(({ zone, zoneId }) => [zone, zoneId]),
          ),
        ]
      : []),
    ...(hubs.length > 0 ? otherHubs(hubs) : []),
    ...(peerRoutes.length > 0 ? otherNetworks(peerRoutes) : []),
    ...(firewallRules.length > 0
      ? [
          "## Firewall rules",
          "Allow the following before the clusters are created: AKS checks its egress first. The same list is in `firewall-rules.json`, `firewall-rules.csv` and `firewall-rules.md`; for the policy of an Azure Firewall, the folder `firewall-rules` is a Terraform module.",
          rulesMarkdown(firewallRules),
        ]
      : []),
  ]
    .join("\n\n")
    .concat("\n");
}

/** Where the hub's network is, and what the platform's identity needs there. */
function whereIs({ network: { id, subscriptionId }, permissions }: TeamRequests): string[] {
  if (id === undefined || subscriptionId === undefined) return [];
  const isVirtual = /\/virtualHubs\//i.test(id);
  const role = `First assign the identity that applies the platform a role with ${permissions.map((action) => `\`${action}\``).join(", ")}`;
  return [
    `The ${isVirtual ? "virtual hub" : "network of the hub"} is \`${id}\`, in subscription \`${subscriptionId}\`.`,
    ...(permissions.length === 0
      ? []
      : [
          isVirtual
            ? `${role} on it: the connections of the spokes are part of the virtual hub.`
            : `${role} on this network: Azure checks a peering on both networks. An identity that creates halves in this network needs \`Microsoft.Network/virtualNetworks/peer/action\` on the other networks.`,
        ]),
  ];
}

function otherHubs(hubs: readonly RequestedHub[]): string[] {
  return [
    "## Other hubs",
    "Peer the network with that of each hub, forwarded traffic allowed. Add the routes to the table of the firewall's or appliance's subnet; Azure Firewall's table also needs 0.0.0.0/0 to the Internet.",
    table(
      ["hub", "its network", "peering", "address prefix", "next hop (virtual appliance)"],
      hubs.map(({ hub, network, peering, prefix, nextHop }) => [
        hub,
        network,
        peering ?? "none: the platform creates both halves",
        prefix,
        nextHop ?? "none: by the peering",
      ]),
    ),
  ];
}

function otherNetworks(routes: readonly RequestedPeerRoute[]): string[] {
  return [
    "## Other networks that are peered with this one",
    "Their teams add these routes to the tables of the subnets that call the spokes, or are called: requests and responses pass the same firewall or appliance.",
    table(
      ["network", "spoke", "address prefix", "next hop (virtual appliance)"],
      routes.map(({ peer, spoke, prefix, nextHop }) => [peer, spoke, prefix, nextHop]),
    ),
  ];
}

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
