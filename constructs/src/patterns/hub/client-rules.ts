import { Construct } from "constructs";
import { pathOf, setPath } from "../../core/places.js";
import { report } from "../../core/problem.js";
import { derivedRuleOf, networkRuleOf, type AllowedCalls } from "../../firewall/allowed-calls.js";
import { FirewallRuleGroup, ruleTarget, type RuleTarget } from "../../firewall/rule-group.js";
import type { Cidr } from "../../net/cidr.js";
import { POD_CALLERS_UNREACHABLE } from "../cluster/pod-caller-rules.js";
import type { CreatedCluster } from "../cluster/created-cluster.js";
import { obstacleTo } from "../estate/callers.js";
import { ruleGroupPriority } from "../estate/rule-group-priority.js";
import { BALANCER_USERS_UNREACHABLE, FRONTEND_USERS_UNREACHABLE } from "../gateway/frontend-rules.js";
import type { SpokeGateway } from "../gateway/spoke-gateway.js";
import type { BalancerUsers } from "../spoke/balancer-users.js";
import type { Spoke } from "../spoke/spoke.js";

/** Calls from ranges behind one hub to something private behind another. */
export type HubCalls = Omit<AllowedCalls, "reason"> &
  (
    | { readonly ruleSet: "private-frontend"; readonly server: SpokeGateway }
    | { readonly ruleSet: "flat-pods"; readonly server: CreatedCluster }
    | { readonly ruleSet: "internal-load-balancers"; readonly server: BalancerUsers }
  );

/** The gateways, pods and load balancers in `servers` that name ranges of the clients' networks as callers. */
export function callsFrom(clients: readonly Cidr[], servers: readonly Spoke[]): readonly HubCalls[] {
  const fromClient = (ranges: readonly Cidr[]): readonly Cidr[] =>
    ranges.filter((range) => clients.some((space) => space.overlaps(range)));
  const toGateways = servers
    .flatMap(({ gateways }) => gateways)
    .map((server): HubCalls => ({
      ruleSet: "private-frontend",
      server,
      name: `${server.spoke.key}-${server.key}`,
      from: fromClient(server.privateUsers),
      to: [server.subnet.prefix],
      ports: server.openPorts,
    }));
  const toPods = servers
    .flatMap(({ clusters }) => clusters)
    .flatMap((server): HubCalls[] => {
      const { podAccess, spoke, key } = server;
      if (podAccess === undefined) return [];
      const name = `${spoke.key}-${key}-pods`;
      return [
        { ruleSet: "flat-pods", server, name, from: fromClient(podAccess.routable), to: podAccess.pods },
      ];
    });
  const toBalancers = servers.flatMap(({ key, balancerUsers: server }): HubCalls[] => {
    if (server === undefined) return [];
    const { routable, balancers, ports } = server;
    const name = `${key}-load-balancers`;
    const to = [balancers.subnet.prefix];
    return [{ ruleSet: "internal-load-balancers", server, name, from: fromClient(routable), to, ports }];
  });
  return [...toGateways, ...toPods, ...toBalancers].filter(({ from }) => from.length > 0);
}

const UNREACHABLE = {
  "private-frontend": FRONTEND_USERS_UNREACHABLE,
  "flat-pods": POD_CALLERS_UNREACHABLE,
  "internal-load-balancers": BALANCER_USERS_UNREACHABLE,
} as const;

/** Reports calls that no firewall carries from one hub to the other; the server reports what its own hub lacks. */
export function reportUnreachable(calls: readonly HubCalls[], why: string): void {
  for (const { ruleSet, server, from } of calls) {
    const rule = UNREACHABLE[ruleSet];
    const unreported = from.filter((range) => obstacleTo(server, server.spoke, range) === undefined);
    report(server, ...unreported.map((range) => rule.judge({ range, why })));
  }
}

interface ClientRules {
  /** Name of the hub that the calls go to. */
  readonly far: string;
  /** Position of the connection among those of the client's hub, from 0. */
  readonly position: number;
  readonly calls: readonly HubCalls[];
}

/** Allows the calls on the firewall or appliance of the client's hub, in a rule collection group of the client's spoke. */
export function addClientRules(client: Spoke, { far: to, position, calls }: ClientRules): void {
  const target = targetOf(client);
  if (calls.length === 0 || target === undefined) return;
  const owner = new Construct(client, `to_${to}`);
  const path = pathOf(client);
  if (path !== undefined) setPath(owner, `${path}.peers.${to}`);
  const allowed = allowedCalls(calls, to);
  new FirewallRuleGroup(owner, "~rules", {
    target,
    nameParts: [client.key, "to", to],
    priority: ruleGroupPriority("peer", owner, { spoke: client, index: position }),
    derived: allowed.map(derivedRuleOf),
    collections: {
      networkRuleCollection: [
        { name: `to-${to}`, priority: 100, action: "Allow", rule: allowed.map(networkRuleOf) },
      ],
    },
  });
}

function targetOf({ hub: { firewall, appliance }, hubProvider }: Spoke): RuleTarget | undefined {
  if (firewall !== undefined) return ruleTarget(firewall, hubProvider);
  return appliance && { type: "list", kind: "appliance", hop: appliance };
}

/** The calls as rules of the firewall or appliance that is nearer to the callers. */
export function allowedCalls(calls: readonly HubCalls[], to: string): readonly AllowedCalls[] {
  return calls.map((call) => ({ ...call, reason: reasonOf(call, to) }));
}

function reasonOf({ ruleSet }: HubCalls, to: string): string {
  switch (ruleSet) {
    case "private-frontend":
      return `Calls to the private address of an Application Gateway behind hub ${to}.`;
    case "flat-pods":
      return `Calls to pods behind hub ${to} by their addresses.`;
    case "internal-load-balancers":
      return `Calls to internal load balancers behind hub ${to}.`;
  }
}
