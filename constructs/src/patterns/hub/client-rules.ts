import { Construct } from "constructs";
import { pathOf, setPath } from "../../core/places.js";
import type { IFirewall } from "../../firewall/azure-firewall.js";
import { FirewallRuleGroup, ruleTarget } from "../../firewall/rule-group.js";
import type { Cidr } from "../../net/cidr.js";
import { ruleGroupPriority } from "../estate/rule-group-priority.js";
import type { SpokeGateway } from "../gateway/spoke-gateway.js";
import type { Spoke } from "../spoke/spoke.js";

/** Calls from ranges of one spoke to the private address of a gateway behind another hub. */
export interface GatewayCalls {
  readonly gateway: SpokeGateway;
  readonly ranges: readonly Cidr[];
}

/** The gateways in `servers` that name ranges of the client spoke as users. */
export function callsFrom(client: Spoke, servers: readonly Spoke[]): readonly GatewayCalls[] {
  return servers
    .flatMap(({ gateways }) => gateways)
    .map((gateway) => ({
      gateway,
      ranges: gateway.privateUsers.filter((range) =>
        client.network.addressSpace.some((space) => space.overlaps(range)),
      ),
    }))
    .filter(({ ranges }) => ranges.length > 0);
}

interface ClientRules {
  /** Name of the hub that the calls go to. */
  readonly far: string;
  /** Position of the connection among those of the client's hub, from 0. */
  readonly position: number;
  readonly calls: readonly GatewayCalls[];
}

/** Allows the calls on the firewall of the client's hub, in a rule collection group of the client's spoke. */
export function addClientRules(
  client: Spoke,
  firewall: IFirewall,
  { far: to, position, calls }: ClientRules,
): void {
  if (calls.length === 0) return;
  const rules = calls.map(({ gateway, ranges }) => ({
    name: `${gateway.spoke.key}-${gateway.key}`,
    ranges,
    prefix: gateway.subnet.prefix,
    ports: gateway.openPorts,
  }));
  const owner = new Construct(client, `to_${to}`);
  const path = pathOf(client);
  if (path !== undefined) setPath(owner, `${path}.peers.${to}`);
  new FirewallRuleGroup(owner, "~rules", {
    target: ruleTarget(firewall, client.hubProvider),
    nameParts: [client.key, "to", to],
    priority: ruleGroupPriority("peer", owner, { spoke: client, index: position }),
    derived: rules.map(({ name, ranges, prefix, ports }) => ({
      ruleSet: "private-frontend",
      name,
      protocol: "TCP",
      destinations: [prefix.literal],
      ports,
      sources: ranges.map((range) => range.literal),
      reason: `Calls to the private address of an Application Gateway behind hub ${to}.`,
      source: "The platform file",
    })),
    collections: {
      networkRuleCollection: [
        {
          name: `to-${to}`,
          priority: 100,
          action: "Allow",
          rule: rules.map(({ name, ranges, prefix, ports }) => ({
            name,
            protocols: ["TCP"],
            sourceAddresses: ranges.map(String),
            destinationAddresses: [String(prefix)],
            destinationPorts: ports.map(String),
          })),
        },
      ],
    },
  });
}
