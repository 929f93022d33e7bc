import type { Cidr } from "../../net/cidr.js";
import { inspectorOf } from "../estate/hub.js";
import type { ISpoke } from "../estate/spoke.js";

/** Routes traffic from on-premises to the spoke through the hub's firewall or appliance, where it has one. */
export function routeFromOnPremises(spoke: ISpoke, addressSpace: readonly Cidr[]): void {
  const { gateway } = spoke.hub;
  const inspector = inspectorOf(spoke.hub);
  if (gateway === undefined || inspector === undefined) return;
  addressSpace.forEach((range, i) => {
    if (range.family === 6) return;
    const suffix = i === 0 ? "" : `-${i + 1}`;
    gateway.send(spoke, `from_on_premises${suffix.replace("-", "_")}`, range, inspector, {
      name: `to-${spoke.key}${suffix}`,
      provider: spoke.hubProvider,
    });
  });
}
