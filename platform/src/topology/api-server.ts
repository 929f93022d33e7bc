import {
  zoneOfHub,
  type ApiAccess,
  type ISpoke,
  type PrivateAccess,
  type PublicAccess,
  type VnetIntegratedAccess,
} from "@aks-topology/constructs/internal";
import type { TerraformProvider } from "cdktf";
import { subnetOf } from "./existing.js";
import type { AccessSpec, ApiServerSpec } from "../schema/api-server.js";

type IntegratedSpec = Extract<ApiServerSpec, { readonly type: "vnet-integration" }>;

/** The providers of the subscription of a cluster's zone, if it differs from the cluster's. */
export interface ZoneProviders {
  /** In the spoke's stack. */
  readonly zoneProvider?: TerraformProvider | undefined;
  /** In the hub's stack. */
  readonly hubZoneProvider?: TerraformProvider | undefined;
}

export function apiServer(spec: ApiServerSpec, zoneProviders: ZoneProviders): ApiAccess {
  switch (spec.type) {
    case "public":
    case "private":
      return access(spec, zoneProviders);
    case "vnet-integration":
      return integratedApiServer(spec, zoneProviders);
  }
}

/** An API server on a subnet of the spoke, the only one that AKS Automatic has. */
export function integratedApiServer(
  { access: callers, subnetPrefix, subnet }: IntegratedSpec,
  zoneProviders: ZoneProviders,
): VnetIntegratedAccess {
  return {
    type: "vnet-integration",
    access: access(callers, zoneProviders),
    subnetPrefix,
    subnet: subnetOf(subnet),
  };
}

/** Id of the existing zone for the API server's name, its own or the hub's; undefined where there is none. */
export function existingZone(spec: ApiServerSpec, spoke: ISpoke): string | undefined {
  const reached = spec.type === "vnet-integration" ? spec.access : spec;
  return reached.type === "private" && reached.dns.type === "custom-zone"
    ? (reached.dns.zoneId ?? zoneOfHub(spoke, spec))
    : undefined;
}

function access(spec: AccessSpec, zoneProviders: ZoneProviders): PublicAccess | PrivateAccess {
  switch (spec.type) {
    case "public":
      return {
        type: "public",
        includeEgress: spec.includeEgress,
        authorizedIpRanges: spec.authorizedIpRanges,
      };
    case "private":
      return {
        type: "private",
        dns:
          spec.dns.type === "custom-zone"
            ? { type: "custom-zone", ...zoneProviders, zoneId: spec.dns.zoneId }
            : { type: spec.dns.type },
      };
  }
}
