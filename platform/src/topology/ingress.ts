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
  const named = withGateway(ingress);
  if (named === undefined) return undefined;
  const all = [...spoke.gateways, ...spoke.existingGateways];
  const gateway = all.find(({ key }) => key === named.gateway);
  if (gateway === undefined && !declared.includes(named.gateway)) {
    const known = `Its gateways: ${declared.join(", ") || "none"}.`;
    locator.report(
      UNKNOWN_REFERENCE,
      [...path, "ingress", ...(named === ingress ? [] : ["replaces"]), "gateway"],
      `The spoke has no gateway "${named.gateway}".`,
      [didYouMean(named.gateway, declared), known].filter(Boolean).join(" "),
    );
  }
  return gateway;
}

/** The ingress, or the one that it replaces, which names a gateway. */
function withGateway(ingress: IngressSpec): Extract<IngressSpec, { readonly gateway: string }> | undefined {
  if ("gateway" in ingress) return ingress;
  return "replaces" in ingress ? ingress.replaces : undefined;
}
