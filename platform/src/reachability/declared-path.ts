import type { Protocol } from "@aks-topology/trace";
import type { KeyPath } from "../source-map.js";

/** A path that follows from the platform file, or that its team expects. */
export interface DeclaredPath {
  /** Unique in the file. */
  readonly name: string;
  /** Endpoints, as the file names them. */
  readonly from: string;
  readonly to: string;
  readonly protocol: Protocol;
  readonly port: number;
  readonly expect: "delivered" | "dropped";
  /** The key that declares it, or the thing that it protects. */
  readonly key: KeyPath;
}

interface Ends {
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly protocol?: Protocol;
}

/** Its port is part of the name. */
export function path(name: string, key: KeyPath, expect: DeclaredPath["expect"], ends: Ends): DeclaredPath {
  return { name: `${name}:${ends.port}`, key, expect, protocol: "TCP", ...ends };
}
