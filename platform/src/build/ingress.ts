import type { Spoke, SpokeGateway } from "@aks-topology/constructs";
import type { IngressSpec } from "../schema/ingress.js";
import type { Places } from "./places.js";

/** The gateway that a cluster's ingress names. */
export function gatewayOf(
  places: Places,
  spoke: Spoke,
  ingress: IngressSpec,
  path: readonly string[],
): SpokeGateway | undefined {
  if (ingress.type === "none") return undefined;
  const gateway = spoke.gateways.find(({ key }) => key === ingress.gateway);
  if (gateway === undefined) {
    const known = spoke.gateways.map(({ key }) => key).join(", ") || "none";
    places.add(
      "UNKNOWN_REFERENCE",
      [...path, "ingress", "gateway"],
      `The spoke has no gateway "${ingress.gateway}".`,
      `Its gateways: ${known}.`,
    );
  }
  return gateway;
}
