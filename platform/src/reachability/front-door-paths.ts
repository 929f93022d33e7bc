import { knownText } from "@aks-topology/constructs/internal";
import { path, type DeclaredPath } from "./declared-path.js";
import { frontDoorsOf } from "./front-doors.js";
import type { NamedCluster } from "./named-things.js";

const HTTPS = 443;

/** Clients to Front Door, which calls a pod behind the load balancer of its cluster, and those who pass Front Door by. */
export function frontDoorPaths({ name, key, cluster, spoke }: NamedCluster): readonly DeclaredPath[] {
  return frontDoorsOf(spoke)
    .filter((frontDoor) => frontDoor.cluster === cluster)
    .flatMap(({ backend }) => {
      const own = [...key, "ingress"];
      const ends = { from: "internet", port: HTTPS };
      const clients = path(`${name}: internet -> front door -> pod`, own, "delivered", {
        ...ends,
        to: `${name}/front-door`,
      });
      if (backend.type === "public") {
        const others = path(`${name}: internet -> origin`, own, "dropped", { ...ends, to: `${name}/origin` });
        return [clients, others];
      }
      const address = knownText(backend.address) ?? backend.address;
      const subnet = backend.balancers.subnet.prefix.literal;
      const link = path(`${spoke.key}: private link -> ${address}`, own, "delivered", {
        from: subnet,
        to: address,
        port: HTTPS,
      });
      return [clients, link];
    });
}
