import {
  cloudOf,
  knownText,
  parseArmId,
  privateHostName,
  PrivateEndpoints,
  SyncNetwork,
  type Spoke,
} from "@aks-topology/constructs/internal";
import { fileKeyOf } from "../renames/file-keys.js";
import { path, type DeclaredPath } from "./declared-path.js";
import type { NamedCluster } from "./named-things.js";
import { strangerIn } from "./strangers.js";

const HTTPS = 443;
const SSH = 22;

/** The clusters of a spoke to its private endpoints, and the runtime of the route sync to those of its storage. Callers in the hub are on subnets of other teams, which are not described. */
export function privateEndpointPaths(
  spoke: Spoke,
  clusters: readonly NamedCluster[],
): readonly DeclaredPath[] {
  const endpoints = spoke.node.children.find((child) => child instanceof PrivateEndpoints);
  if (endpoints === undefined) return [];
  const own = fileKeyOf(spoke);
  const callers = clusters
    .filter((cluster) => cluster.spoke === spoke)
    .flatMap(({ name }) =>
      ["node", "pod"].map((part) => ({ named: `${name}: ${part}`, from: `${name}/${part}` })),
    );
  const runtimes = spoke.node
    .findAll()
    .filter((construct) => construct instanceof SyncNetwork)
    .map(({ subnet }) => ({ named: `${own}: route sync`, from: subnet.prefix.literal }));
  const allowed = hostsOf(spoke, endpoints).flatMap(({ host, key, isOfRuntime }) =>
    (isOfRuntime ? runtimes : callers).map(({ named, from }) =>
      path(`${named} -> ${host}`, key, "delivered", { from, to: host, port: HTTPS }),
    ),
  );
  const stranger = strangerIn(spoke)?.literal;
  const to = endpoints.subnet.prefix.literal;
  return stranger === undefined
    ? allowed
    : [
        ...allowed,
        path(`${own}: rest of the network -> private endpoints`, ["spokes", spoke.key], "dropped", {
          from: stranger,
          to,
          port: SSH,
        }),
      ];
}

interface EndpointHost {
  readonly host: string;
  readonly key: readonly string[];
  /** Whether the runtime of the route sync calls it, and no cluster. */
  readonly isOfRuntime: boolean;
}

/** The names of what the endpoints connect to, as far as they are known here, with their keys. */
function hostsOf({ key: spoke, location }: Spoke, { all }: PrivateEndpoints): readonly EndpointHost[] {
  return all.flatMap(({ key, targetId, targetType, targetName }): readonly EndpointHost[] => {
    const name = targetName ?? parseArmId(knownText(targetId) ?? "")?.name;
    if (name === undefined) return [];
    const host = privateHostName(targetType, name, cloudOf(location));
    if (targetType.startsWith("Microsoft.Storage/"))
      return [{ host, key: ["routeSync", "storage"], isOfRuntime: true }];
    const [, gateway] = /^gateway_(.*)$/.exec(key) ?? [];
    const ofFile =
      gateway === undefined
        ? ["spokes", spoke, "privateEndpoints", key]
        : ["spokes", spoke, "gateways", gateway, "tls", "access"];
    return [{ host, key: ofFile, isOfRuntime: false }];
  });
}
