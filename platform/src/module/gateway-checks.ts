import {
  LARGEST_FOR_OVERLAY,
  overlaysBehind,
  RESERVED_PER_SUBNET,
  SpokeGateway,
} from "@aks-topology/constructs";
import type { IConstruct } from "constructs";
import { expressionOf, lengthOf, variableIn, variableOf } from "./expression-of.js";
import type { Validation } from "./validations.js";

/** The checks on the size of gateways' subnets that Terraform can make. */
export function gatewayChecks(root: IConstruct): readonly Validation[] {
  return root.node
    .findAll()
    .flatMap((construct) =>
      construct instanceof SpokeGateway ? [...instancesCheck(construct), ...overlayCheck(construct)] : [],
    );
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
