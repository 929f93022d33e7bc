import type { ApiAccess, PrivateAccess, PublicAccess } from "@aks-topology/constructs";
import type { AccessSpec, ApiServerSpec } from "../schema/api-server.js";
import { defined } from "./defined.js";

export function apiServer(spec: ApiServerSpec): ApiAccess {
  switch (spec.type) {
    case "public":
    case "private":
      return access(spec);
    case "vnet-integration":
      return {
        kind: "vnet-integration",
        access: access(spec.access),
        ...defined({ subnetPrefix: spec.subnetPrefix }),
      };
  }
}

function access(spec: AccessSpec): PublicAccess | PrivateAccess {
  switch (spec.type) {
    case "public":
      return {
        kind: "public",
        includeEgress: spec.includeEgress,
        ...defined({ authorizedIpRanges: spec.authorizedIpRanges }),
      };
    case "private":
      return {
        kind: "private",
        dns:
          spec.dns.type === "custom-zone"
            ? { kind: "custom-zone", ...defined({ zoneId: spec.dns.zoneId }) }
            : { kind: spec.dns.type },
      };
  }
}
