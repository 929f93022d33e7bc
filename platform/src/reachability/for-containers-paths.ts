import type { Cidr } from "@aks-topology/constructs/internal";
import { AZURE_HOST } from "./callers.js";
import { path, type DeclaredPath } from "./declared-path.js";
import { gatewaysForContainersOf } from "./gateways-for-containers.js";
import type { NamedCluster } from "./named-things.js";
import { isOwn, strangerIn } from "./strangers.js";

const [HTTP, HTTPS, SSH, POD_PORT] = [80, 443, 22, 8080];

/**
 * Clients to a frontend, which calls pods of its own cluster and nothing of others, in its spoke and elsewhere, and Azure's
 * probes.
 */
export function forContainersPaths(
  { name, key, cluster, spoke }: NamedCluster,
  clusters: readonly NamedCluster[],
): readonly DeclaredPath[] {
  const own = [...key, "ingress"];
  const frontend = `${name}/frontend`;
  const way = (label: string, expect: DeclaredPath["expect"], from: string, to: string, port: number) =>
    path(`${name}: ${label}`, own, expect, { from, to, port });
  const others = [true, false].flatMap(
    (isNear) => clusters.find((one) => one.cluster !== cluster && (one.spoke === spoke) === isNear) ?? [],
  );
  return gatewaysForContainersOf(spoke)
    .filter((gateway) => gateway.cluster === cluster)
    .flatMap(({ subnet }) => {
      const here = subnet.prefix.literal;
      const stranger = isOwn(subnet.securityGroup) ? strangerIn(spoke) : undefined;
      return [
        ...[HTTP, HTTPS].map((port) => way("internet -> frontend", "delivered", "internet", frontend, port)),
        way("internet -> frontend", "dropped", "internet", frontend, SSH),
        way("health probe -> frontend", "delivered", AZURE_HOST, here, HTTPS),
        way("frontend -> pod", "delivered", frontend, `${name}/pod`, POD_PORT),
        ...(stranger === undefined
          ? []
          : [way("rest of the network -> frontend", "dropped", stranger.literal, here, SSH)]),
        ...others
          .filter((other) => !isOpenTo(subnet.prefix, other))
          .map((other) =>
            way(`frontend -> ${other.name}/node`, "dropped", frontend, `${other.name}/node`, HTTPS),
          ),
      ];
    });
}

/** Whether a cluster opens its pods, and with them nodes of the same subnets, to a subnet. */
function isOpenTo(subnet: Cidr, { cluster: { network } }: NamedCluster): boolean {
  const callers = "reachableFrom" in network ? (network.reachableFrom ?? []) : [];
  return callers.some((range) => range.overlaps(subnet));
}
