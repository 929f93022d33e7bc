import {
  LARGEST_FOR_OVERLAY,
  overlaysBehind,
  RESERVED_PER_SUBNET,
  SpokeGateway,
} from "@aks-topology/constructs/internal";
import type { IConstruct } from "constructs";
import { expressionOf, lengthOf, variableIn, variableOf } from "./expression-of.js";
import type { Validation } from "./validation.js";
import type { ModuleVariable } from "../inputs/variables.js";

const SITE_PORTS: readonly number[] = [80, 443];

/** The checks on gateways that Terraform can make: the size of their subnets, and what their clusters ask of them. */
export function gatewayChecks(root: IConstruct, variables: readonly ModuleVariable[]): readonly Validation[] {
  return root.node
    .findAll()
    .filter((construct) => construct instanceof SpokeGateway)
    .flatMap((gateway) => [
      ...instancesCheck(gateway),
      ...overlayCheck(gateway),
      ...hostNameChecks(gateway),
      ...portsCheck(gateway, variables),
    ]);
}

/** Sites that Terraform configures listen at two ports, as far as people reach these. */
function portsCheck(
  { key, spoke, clusters }: SpokeGateway,
  variables: readonly ModuleVariable[],
): Validation[] {
  const path = ["spokes", spoke.key, "gateways", key, "ports"].join(".");
  const ports = variables.find((variable) => variable.path.join(".") === path);
  if (ports === undefined || !clusters.some(({ by }) => by === "load-balancer")) return [];
  const open = SITE_PORTS.filter((port) => [ports.default].flat().includes(port));
  return [
    {
      variable: ports.name,
      code: "GATEWAY_PORT_CLOSED",
      condition: `setintersection(var.${ports.name}, ${JSON.stringify(SITE_PORTS)}) == toset(${JSON.stringify(open)})`,
      error_message: `Of ${SITE_PORTS.join(" and ")} it has ${open.join(" and ")} as in the file: the sites of gateway ${key} are made for that.`,
    },
  ];
}

/** No two clusters of a gateway have a host name in common. */
function hostNameChecks(gateway: SpokeGateway): Validation[] {
  return gateway.clusters.flatMap(({ cluster, hostNames }, i) => {
    const own = hostNames.map((name) => expressionOf(cluster, name));
    const variable = own.map(variableOf).find((name) => name !== undefined);
    const others = gateway.clusters
      .slice(0, i)
      .flatMap((other) => other.hostNames.map((name) => expressionOf(other.cluster, name)));
    if (variable === undefined || others.length === 0) return [];
    return [
      {
        variable,
        code: "SHARED_GATEWAY_HOST_NAMES",
        condition: `length(setintersection([${own.join(", ")}], [${others.join(", ")}])) == 0`,
        error_message: `Another cluster of gateway ${gateway.key} has such a host name already.`,
      },
    ];
  });
}

/** The subnet holds an address an instance, and one for a private frontend. */
function instancesCheck(gateway: SpokeGateway): Validation[] {
  const { autoscaleConfigurationInput, skuInput } = gateway.gateway.resource;
  const most = autoscaleConfigurationInput?.maxCapacity ?? skuInput?.capacity;
  const variable = most === undefined ? undefined : variableOf(expressionOf(gateway, most));
  if (variable === undefined) return [];
  return [
    {
      variable,
      code: "SUBNET_TOO_SMALL",
      condition: `var.${variable} + 1 <= pow(2, 32 - ${lengthOf(gateway.subnet.prefix)}) - ${RESERVED_PER_SUBNET}`,
      error_message: `The subnet of gateway ${gateway.key} has no room for so many instances and a private frontend.`,
    },
  ];
}

/** A subnet that is cut from a variable grows with it. */
function overlayCheck(gateway: SpokeGateway): Validation[] {
  const { prefix } = gateway.subnet;
  const { space } = gateway.spoke.plan;
  const variable = variableIn(prefix.expression ?? "");
  const overlays = overlaysBehind(gateway).map(({ key }) => key);
  if (variable === undefined || overlays.length === 0) return [];
  const isCut = variable === variableIn(space.expression ?? "");
  const largest = LARGEST_FOR_OVERLAY - (isCut ? prefix.prefixLength - space.prefixLength : 0);
  return [
    {
      variable,
      code: "GATEWAY_SUBNET_TOO_LARGE",
      condition: `${lengthOf(prefix)} >= ${LARGEST_FOR_OVERLAY}`,
      error_message: `It is a /${largest} or smaller: the subnet of gateway ${gateway.key} grows with it, and from one larger than a /${LARGEST_FOR_OVERLAY} pods of the overlay of ${overlays.join(", ")} are not reached.`,
    },
  ];
}
