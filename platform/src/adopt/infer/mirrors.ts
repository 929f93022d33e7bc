/** The key `mirrors` of a file with a runtime alone. */
import type { FoundResource, Inventory } from "../inventory.js";
import { compact, unlessEmpty, type Spec } from "../spec.js";
import { isValues, text, texts, type Values } from "../values.js";
import { mirrorsOf } from "./cluster-mirror.js";

/**
 * The mirrors that the runtime's settings have; undefined without a runtime. Which cluster and which gateway a mirror is of, no resource
 * of the runtime says: `cluster` and `gateway` are missing.
 *
 * @param location region of the platform
 */
export function mirrorsSpec(inventory: Inventory, location: string): Spec | undefined {
  return unlessEmpty(
    Object.fromEntries(
      mirrorsOf(inventory).map((mirror) => [
        text(mirror, "name") ?? "",
        mirrorSpec(inventory, mirror, location),
      ]),
    ),
  );
}

function mirrorSpec(inventory: Inventory, mirror: Values, location: string): Spec {
  const source = isValues(mirror["source"]) ? mirror["source"] : {};
  const group = text(source, "nodeResourceGroup");
  const [podCidr] = texts(mirror, "podCidrs");
  const policy = text(mirror, "policy");
  return compact({
    routeTable: group === undefined ? { id: text(source, "id") } : { nodeResourceGroup: { id: group } },
    ...targetSpec(inventory, isValues(mirror["target"]) ? text(mirror["target"], "id") : undefined, location),
    podCidr,
    policy: policy === "sync" ? undefined : policy,
  });
}

/** The gateway's table, or the subnet that a table is created for. */
function targetSpec(inventory: Inventory, table: string | undefined, location: string): Spec {
  const created = inventory.byId("azurerm_route_table", table);
  if (created?.mode !== "managed") return { target: { id: table } };
  const [association] = inventory.referringTo(
    "azurerm_subnet_route_table_association",
    "route_table_id",
    created.id,
  );
  const region = text(created.values, "location");
  return {
    gatewaySubnet: compact({
      id: association && text(association.values, "subnet_id"),
      location: region === location ? undefined : region,
    }),
  };
}

/** The subscription of the runtime, which a file names if the mirrors are in several. */
export function subscriptionOfMirrors(inventory: Inventory, mirrors: Spec): string | undefined {
  const [app]: readonly FoundResource[] = inventory.of("azurerm_function_app_flex_consumption");
  const used = JSON.stringify(mirrors).matchAll(/\/subscriptions\/([^/]+)\//gi);
  const subscriptions = new Set([...used].map(([, id = ""]) => id.toLowerCase()));
  return subscriptions.size > 1 ? app?.id.split("/")[2] : undefined;
}
