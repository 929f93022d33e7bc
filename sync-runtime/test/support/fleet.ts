import type { TokenCredential } from "../../src/adapters/azure/connect.js";

export const SUBSCRIPTION = "00000000-0000-0000-0000-000000000001";
export function tableId(name: string, group = "rg"): string {
  return `/subscriptions/${SUBSCRIPTION}/resourceGroups/${group}/providers/Microsoft.Network/routeTables/${name}`;
}

/** A token that the simulator takes for a person with all rights. */
export const credential: TokenCredential = {
  getToken: () => Promise.resolve({ token: "test", expiresOnTimestamp: Date.UTC(2099, 0) }),
};

export interface RouteSeed {
  readonly name: string;
  readonly prefix: string;
  readonly hop?: string | null;
  readonly type?: string;
  readonly extra?: object;
}

/** `node(7)` is the seventh node with the pods 10.244.7.0/24. */
export function node(n: number, hop = `10.1.0.${10 + n}`, prefix = `10.244.${n}.0/24`): RouteSeed {
  return {
    name: `aks-nodepool1-12345678-vmss${String(n).padStart(6, "0")}`,
    prefix,
    hop,
  };
}

export const DEFAULT_ROUTE: RouteSeed = { name: "default", prefix: "0.0.0.0/0", hop: "10.0.0.4" };

export function routeBody({ name, prefix, hop = null, type, extra }: RouteSeed): object {
  const nextHopType = type ?? (hop === null ? "Internet" : "VirtualAppliance");
  return {
    name,
    properties: {
      addressPrefix: prefix,
      nextHopType,
      ...(hop !== null && { nextHopIpAddress: hop }),
      ...extra,
    },
  };
}

/** A table body as the Resource Manager prints it. */
export function tableBody(id: string, routes: readonly RouteSeed[], state = "Succeeded"): object {
  return {
    id,
    name: id.slice(id.lastIndexOf("/") + 1),
    etag: 'W/"seed"',
    type: "Microsoft.Network/routeTables",
    location: "westeurope",
    tags: { owner: "team-a" },
    properties: {
      provisioningState: state,
      disableBgpRoutePropagation: true,
      routes: routes.map(routeBody),
    },
  };
}

export function mirrorConfig(overrides: object = {}): Record<string, unknown> {
  return {
    name: "shop",
    source: { id: tableId("aks") },
    target: { id: tableId("gateway") },
    podCidrs: ["10.244.0.0/16"],
    ...overrides,
  };
}
