/** A hub that exists already: nothing of it is made, and it is changed only where the platform file says so. */
import {
  fields,
  list,
  optional,
  texts,
  unless,
  type Fields,
  type Invariant,
  type Subject,
} from "./subject.js";

/** What the file says of each existing hub, by its name. */
export function existingHubs({ hubs }: Subject): readonly (readonly [string, Fields])[] {
  return hubs.filter((hub) => !isCreated(hub));
}

/** Whether a hub of the file is created, and does not exist already. */
export function isCreated([, spec]: readonly [string, Fields]): boolean {
  return spec["id"] === undefined;
}

/** Whether a hub of the file is the virtual hub of a Virtual WAN. */
export function isVirtualWan(spec: Fields): boolean {
  return spec["type"] === "virtual-wan";
}

/** Private address that traffic for the firewall of a hub, or for its appliance, is routed to. */
export function firewallAddress(hub: string, spec: Fields): string {
  return (
    optional(fields(spec["firewall"] ?? spec["appliance"])["privateAddress"]) ??
    `\${azurerm_firewall.${hub}_firewall.${isVirtualWan(spec) ? "virtual_hub" : "ip_configuration"}[0].private_ip_address}`
  );
}

/** The appliance that the firewall of a hub sends 0.0.0.0/0 to. */
export function tunnelOf(spec: Fields): string | undefined {
  return optional(fields(fields(spec["firewall"])["forcedTunnelling"])["privateIp"]);
}

/** Whether rules for the hub's firewall are made here, and not by its team. */
export function writesRules(hub: Fields): boolean {
  const { firewall } = hub;
  return firewall !== undefined && (hub["id"] === undefined || fields(firewall)["policy"] !== undefined);
}

/** Whether both halves of each peering are made here. */
export function makesBothHalves(hub: Fields): boolean {
  return hub["peering"] !== "spoke-only";
}

/** Addresses of the clusters' traffic that an existing hub declares, as ranges. */
export function declaredAddresses(of: unknown): readonly string[] {
  return texts(fields(of)["publicAddresses"]).map((address) =>
    address.includes("/") ? address : `${address}/32`,
  );
}

/** The id of a policy or table that the file allows to change; undefined where it allows none. */
function allowed(part: unknown, key: string): string | undefined {
  return optional(fields(fields(part)[key])["id"]);
}

/** Texts that name a part of the existing hub, by the types that may write there. */
function declared(hub: Fields): readonly (readonly [type: string, texts: readonly string[]])[] {
  const id = optional(hub["id"]) ?? "";
  const table = allowed(hub["gateway"], "routeTable");
  const policy = allowed(hub["firewall"], "policy");
  return [
    ["azurerm_virtual_network_peering", hub["peering"] === "spoke-only" ? [id] : [id, lastOf(id)]],
    ["azurerm_route", table === undefined ? [] : [lastOf(table)]],
    ["azurerm_firewall_policy_rule_collection_group", policy === undefined ? [] : [policy]],
  ];
}

function lastOf(id: string): string {
  return id.split("/").at(-1) ?? "";
}

const untouched: Invariant = {
  name: "nothing of an existing hub is made, and only what the platform file names is changed",
  broken: (subject) => {
    const hubs = existingHubs(subject);
    const places = hubs.flatMap(([, hub]) => declared(hub));
    const mayChange = (type: string, text: string): boolean =>
      places.some(([place, names]) => place === type && names.includes(text));
    // Networks and tables of spokes that exist already are judged by other invariants.
    const ofSpokes = JSON.stringify(subject.file["spokes"] ?? {});
    return subject.elements.flatMap(({ address, type, name, body }) => {
      const own = [body["virtual_network_name"], body["route_table_name"], body["firewall_policy_id"]];
      const literal = [...own, body["remote_virtual_network_id"]].flatMap((value) => {
        const text = optional(value);
        return text === undefined || text.includes("${") || ofSpokes.includes(text) ? [] : [text];
      });
      return unless([
        ...hubs.flatMap(([key, hub]) => {
          const isInGroup = optional(body["resource_group_name"]) === optional(hub["id"])?.split("/")[4];
          return [
            [name !== key && !name.startsWith(`${key}_`), `${address} is of ${key}, which exists already.`],
            [
              !isInGroup || declared(hub).some(([place]) => place === type),
              `${address} is made in its group.`,
            ],
          ] as const;
        }),
        ...(hubs.length === 0 ? [] : literal).map(
          (text) =>
            [mayChange(type, text), `${address} changes ${text}, which the file does not declare.`] as const,
        ),
      ]);
    });
  },
};

/** First and last priority of the platform's groups in an existing policy: 100 for each spoke of the hub. */
const priorities: Invariant = {
  name: "rule groups in an existing policy have the priorities that the platform file gives them",
  broken: (subject) =>
    existingHubs(subject).flatMap(([key, hub]) => {
      const policy = fields(fields(hub["firewall"])["policy"]);
      const first = typeof policy["priority"] === "number" ? policy["priority"] : 1000;
      const spokes = subject.spokes.filter(([spoke]) => subject.hubKeyOf(spoke) === key);
      return subject
        .of("azurerm_firewall_policy_rule_collection_group")
        .filter(({ body }) => policy["id"] !== undefined && body["firewall_policy_id"] === policy["id"])
        .flatMap(({ address, name, body }) => {
          const spoke = spokes.findIndex(([named]) => name.startsWith(`${named}_`));
          const priority = Number(list(body["priority"])[0]);
          const start = first + 100 * spoke;
          return unless([
            [priority >= start && priority < start + 100, `${address} has the priority ${String(priority)}.`],
          ]);
        });
    }),
};

export const EXISTING_HUB: readonly Invariant[] = [untouched, priorities];
