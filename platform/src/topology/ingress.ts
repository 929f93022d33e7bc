import type { IExtensibleGateway, Spoke } from "@aks-topology/constructs";
import type { IngressSpec } from "../kinds/ingress/index.js";
import type { SourceLocator } from "./source-locator.js";
import { UNKNOWN_REFERENCE } from "../file-rules.js";

/** The gateway that a cluster's ingress names. */
export function gatewayOf(
  locator: SourceLocator,
  spoke: Spoke,
  ingress: IngressSpec,
  path: readonly string[],
): IExtensibleGateway | undefined {
  if (!("gateway" in ingress)) return undefined;
  const all = [...spoke.gateways, ...spoke.existingGateways];
  const gateway = all.find(({ key }) => key === ingress.gateway);
  if (gateway === undefined) {
    const known = all.map(({ key }) => key).join(", ") || "none";
    locator.report(
      UNKNOWN_REFERENCE,
      [...path, "ingress", "gateway"],
      `The spoke has no gateway "${ingress.gateway}".`,
      `Its gateways: ${known}.`,
    );
  }
  return gateway;
}
