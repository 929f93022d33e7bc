import type { Cidr } from "../../net/cidr.js";
import type { ISpoke } from "../estate/spoke.js";

/** Routes traffic from on-premises to the spoke through the firewall, where the hub has one. */
export function routeFromOnPremises(spoke: ISpoke, addressSpace: readonly Cidr[]): void {
  const { gateway, firewall } = spoke.hub;
  if (gateway === undefined || firewall === undefined) return;
  addressSpace.forEach((range, i) => {
    if (range.family === 6) return;
    const suffix = i === 0 ? "" : `-${i + 1}`;
    gateway.send(spoke, `from_on_premises${suffix.replace("-", "_")}`, range, firewall, {
      name: `to-${spoke.key}${suffix}`,
      provider: spoke.hubProvider,
    });
  });
}
