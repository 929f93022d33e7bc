import type { ApplicationGateway } from "../model/model.js";
import { Block } from "./block.js";
import { named, type Things } from "./index-of-things.js";
import type { Networks } from "./networks.js";

/**
 * Application Gateway for Containers: frontends with public addresses of Azure's, and instances in the subnet of the association,
 * which pass requests to pods. Listeners and backends come from Kubernetes.
 */
export function readGatewaysForContainers(
  things: Things,
  { subnets }: Networks,
): readonly ApplicationGateway[] {
  return things.of("azurerm_application_load_balancer").flatMap((thing): ApplicationGateway[] => {
    const own = named(thing);
    const within = (type: string) =>
      things
        .of(`azurerm_application_load_balancer_${type}`)
        .filter((child) => Block.of(child).key("application_load_balancer_id") === own.key);
    const subnet = within("subnet_association").flatMap(
      (association) => subnets.get(Block.of(association).key("subnet_id")) ?? [],
    )[0];
    if (subnet === undefined) return [];
    return [
      {
        ...own,
        subnet,
        publicAddresses: within("frontend").map((frontend) => named(frontend).key),
        privateAddress: undefined,
        isManaged: true,
        mayBeManaged: true,
        listeners: [],
      },
    ];
  });
}
