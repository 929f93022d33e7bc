import type { RequestedHub } from "./requests.js";

type Json = Readonly<Record<string, unknown>>;
type Blocks = readonly (readonly [label: string, body: Json])[];

/** Blocks of the module for a hub's team: the peerings with other hubs, and the routes on its firewall's subnet. */

export function hubVariables(hubs: readonly RequestedHub[], resourceGroup: string): Json {
  const routed = hubs.filter(({ nextHop }) => nextHop !== undefined);
  return {
    ...Object.fromEntries(
      hubs
        .filter(({ peering }) => peering !== undefined)
        .map(({ hub, network }) => [
          networkVariable(hub),
          valueOf(`Id of the network of hub ${hub}`, network),
        ]),
    ),
    ...(routed.length === 0
      ? {}
      : {
          firewall_route_table_name: variable("Name of the table of the firewall's or appliance's subnet."),
          firewall_route_table_resource_group_name: variable("Resource group of that table.", resourceGroup),
        }),
    ...Object.fromEntries(
      routed.map(({ hub, nextHop = "" }) => [
        hopVariable(hub),
        valueOf(`Private address of the firewall of hub ${hub}`, nextHop),
      ]),
    ),
  };
}

export function peeringsWithHubs(hubs: readonly RequestedHub[]): Blocks {
  return hubs
    .filter(
      ({ peering }, i) => peering !== undefined && i === hubs.findIndex((each) => each.peering === peering),
    )
    .map(({ hub, peering }) => [
      hub,
      {
        name: peering,
        resource_group_name: "${var.resource_group_name}",
        virtual_network_name: "${var.virtual_network_name}",
        remote_virtual_network_id: `\${var.${networkVariable(hub)}}`,
        allow_forwarded_traffic: true,
      },
    ]);
}

export function routesToHubs(hubs: readonly RequestedHub[]): Blocks {
  return hubs
    .filter(({ nextHop }) => nextHop !== undefined)
    .map(({ hub, prefix }) => {
      const name = `to-${hub}-${prefix.replaceAll(/[./]/g, "-")}`;
      return [
        name,
        {
          name,
          resource_group_name: "${var.firewall_route_table_resource_group_name}",
          route_table_name: "${var.firewall_route_table_name}",
          address_prefix: prefix,
          next_hop_type: "VirtualAppliance",
          next_hop_in_ip_address: `\${var.${hopVariable(hub)}}`,
        },
      ];
    });
}

/** A variable of type string. */
export function variable(description: string, value?: string): Json {
  return { type: "string", description, ...(value === undefined ? {} : { default: value }) };
}

/** A variable with the value as its default, unless an output of the platform has it. */
function valueOf(what: string, value: string): Json {
  const [, output] = /^output (.*)$/.exec(value) ?? [];
  return output === undefined
    ? variable(`${what}.`, value)
    : variable(`${what}: the output ${output} of the platform.`);
}

function networkVariable(hub: string): string {
  return `${hub.replaceAll("-", "_")}_virtual_network_id`;
}

function hopVariable(hub: string): string {
  return `${hub.replaceAll("-", "_")}_firewall_private_address`;
}
