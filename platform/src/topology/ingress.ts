import { didYouMean } from "@aks-topology/terraform";
import type { IExtensibleGateway, Spoke } from "@aks-topology/constructs";
import type { IngressSpec } from "../kinds/ingress/index.js";
import type { SourceLocator } from "./source-locator.js";
import { UNKNOWN_REFERENCE } from "../file-rules.js";

/**
 * The gateway that a cluster's ingress names. One that the file declares and that could not be built has a problem of its own.
 * @param declared names of the spoke's gateways in the file
 */
export function gatewayOf(
  locator: SourceLocator,
  { spoke, declared }: { readonly spoke: Spoke; readonly declared: readonly string[] },
  ingress: IngressSpec,
  path: readonly string[],
): IExtensibleGateway | undefined {
  if (!("gateway" in ingress)) return undefined;
  const all = [...spoke.gateways, ...spoke.existingGateways];
  const gateway = all.find(({ key }) => key === ingress.gateway);
  if (gateway === undefined && !declared.includes(ingress.gateway)) {
    const known = `Its gateways: ${declared.join(", ") || "none"}.`;
    locator.report(
      UNKNOWN_REFERENCE,
      [...path, "ingress", "gateway"],
      `The spoke has no gateway "${ingress.gateway}".`,
      [didYouMean(ingress.gateway, declared), known].filter(Boolean).join(" "),
    );
  }
  return gateway;
}
