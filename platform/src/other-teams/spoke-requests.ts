import {
  readable,
  RequestedAgicAddon,
  RequestedSecurityRule,
  RequestedSubnetSetting,
  RequestedTableRoute,
  type SubnetSetting,
} from "@aks-topology/constructs/internal";
import type { IConstruct } from "constructs";
import { locationOf } from "../location.js";

/** What the team of something that exists already has to set: nothing here changes it. */
export interface PlannedRequest {
  /** Azure Resource Manager id of the route table, security group, subnet or cluster. */
  readonly id: string;
  readonly kind: "route" | "security-rule" | "subnet" | "add-on";
  /** What needs it: the keys of spoke and cluster, pool or gateway. */
  readonly tenant: string;
  /** Name of the route, the rule or the setting. */
  readonly name: string;
  /** The setting as text: "0.0.0.0/0 to 10.0.0.4". */
  readonly setting: string;
  readonly reason: string;
}

/** What a construct asks of a team; nothing for other constructs. */
export function requestOf(construct: IConstruct): PlannedRequest[] {
  if (construct instanceof RequestedTableRoute) return [routeOf(construct)];
  if (construct instanceof RequestedSecurityRule) return [ruleOf(construct)];
  if (construct instanceof RequestedSubnetSetting) return [settingOf(construct)];
  if (construct instanceof RequestedAgicAddon) return [addOnOf(construct)];
  return [];
}

function addOnOf(addOn: RequestedAgicAddon): PlannedRequest {
  return {
    id: readable(addOn, addOn.clusterId),
    kind: "add-on",
    tenant: tenantOf(addOn),
    name: "ingress-appgw",
    setting: `on, with the gateway ${readable(addOn, addOn.gatewayId)}: az aks enable-addons --addons ingress-appgw --appgw-id ID`,
    reason: "AGIC configures the gateway that is created.",
  };
}

const HOPS = { VirtualNetworkGateway: "the virtual network gateway", Internet: "the Internet" } as const;

function routeOf(route: RequestedTableRoute): PlannedRequest {
  const { routeTableId, name, range, hop } = route;
  const to = typeof hop === "string" ? HOPS[hop] : readable(route, hop.privateIpAddress);
  return {
    id: readable(route, routeTableId),
    kind: "route",
    tenant: tenantOf(route),
    name,
    setting: `${range.literal} to ${to}`,
    reason:
      range.prefixLength === 0
        ? "Traffic that leaves the cluster passes this next hop."
        : "Responses to clients beyond the hub.",
  };
}

function ruleOf(request: RequestedSecurityRule): PlannedRequest {
  const { targetId, direction, access, rule } = request;
  const text = (values: readonly string[]): string =>
    values.map((value) => readable(request, value)).join(", ");
  return {
    id: readable(request, targetId),
    kind: "security-rule",
    tenant: tenantOf(request),
    name: rule.name,
    setting: `${access.toLowerCase()} ${direction.toLowerCase()}, ${protocolOf(rule.protocol)} ${text(rule.ports)} from ${text(rule.from)} to ${text(rule.to)}`,
    reason: rule.description,
  };
}

function settingOf(request: RequestedSubnetSetting): PlannedRequest {
  const { subnetId, setting } = request;
  return {
    id: readable(request, subnetId),
    kind: "subnet",
    tenant: tenantOf(request),
    name: setting.type,
    ...describeSetting(setting),
  };
}

function tenantOf(request: IConstruct): string {
  const { network, name } = locationOf(request.node.scope ?? request);
  return name === "" ? network : `${network}/${name}`;
}

function protocolOf(protocol: string): string {
  return protocol === "*" ? "any protocol, ports" : `${protocol.toUpperCase()} ports`;
}

function describeSetting(setting: SubnetSetting): Pick<PlannedRequest, "setting" | "reason"> {
  switch (setting.type) {
    case "route-table":
      return {
        setting: `associated with ${setting.routeTableId}`,
        reason: "The routes that are needed are in this table; AKS checks them before it creates a cluster.",
      };
    case "security-group":
      return {
        setting: `associated with ${setting.securityGroupId}`,
        reason: "The rules that the platform needs are listed for this group.",
      };
    case "delegation":
      return {
        setting: `delegated to ${setting.service}`,
        reason: "The service puts its own network interfaces into the subnet.",
      };
    case "service-endpoints":
      return {
        setting: `service endpoints ${setting.services.join(", ")}`,
        reason: "Nodes reach these services over Azure's backbone.",
      };
    case "no-private-link-service-policies":
      return {
        setting: "private link service network policies off",
        reason: "Private link services take addresses in the subnet.",
      };
  }
}
