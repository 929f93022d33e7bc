import type { ApiServer } from "@aks-topology/constructs";
import type { ApiServerSpec } from "../schema/api-server.js";

export function apiServer(spec: ApiServerSpec): ApiServer {
  return { kind: "private", dns: { kind: spec.dns.type } };
}
