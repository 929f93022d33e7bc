import {
  endpointZoneOfHub,
  privateEndpointsOf,
  privateTargetType,
  type SpokeEndpoint,
} from "@aks-topology/constructs/internal";
import type { Spoke } from "@aks-topology/constructs";
import type { Platform } from "../schema/platform.js";
import type { PrivateEndpointSpec } from "../schema/private-endpoint.js";
import { homeOf, hubOf, subscriptionOf } from "./hubs.js";
import { providerOf } from "./provider.js";
import type { SourceLocator } from "./source-locator.js";

/** The private endpoints of a spoke. Before its clusters, whose egress needs no rule for what they reach so. */
export function buildPrivateEndpoints(
  { platform, locator }: { readonly platform: Platform; readonly locator: SourceLocator },
  spoke: Spoke,
  specs: Readonly<Record<string, PrivateEndpointSpec>>,
): void {
  for (const [key, spec] of Object.entries(specs)) {
    const path = ["spokes", spoke.key, "privateEndpoints", key];
    const targetType = privateTargetType(spec.id);
    if (targetType === undefined) continue;
    const zoneId = spec.zone?.id ?? endpointZoneOfHub(spoke, targetType);
    const isManual = spec.approval === "manual";
    const providers = zoneProviders(platform, spoke, zoneId);
    const endpoint = { targetId: spec.id, targetType, isManual, zoneId, ...providers };
    locator.tryBuild(path, () => privateEndpointsOf(spoke).add(key, endpoint).endpoint);
  }
}

/** The providers that link the networks of spoke and hub to an existing zone. */
function zoneProviders(
  platform: Platform,
  spoke: Spoke,
  zoneId: string | undefined,
): Pick<SpokeEndpoint, "zoneProvider" | "hubZoneProvider"> {
  const hub = hubOf(platform, spoke.key);
  if (zoneId === undefined || hub === undefined) return {};
  const alias = `${spoke.key}_endpoints_dns`;
  return {
    zoneProvider: providerOf(spoke, zoneId, subscriptionOf(platform, spoke.key), alias),
    // The network of a hub that exists already is linked by its team.
    hubZoneProvider:
      hub.spec.id === undefined ? providerOf(spoke.hub, zoneId, homeOf(platform, hub), alias) : undefined,
  };
}
