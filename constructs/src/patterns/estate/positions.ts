import { addressBookOf } from "../../core/places.js";
import { treeState } from "../../core/tree-state.js";
import type { ISpoke } from "./spoke.js";

const counts = treeState("positions", () => ({ clusters: 0, gateways: 0 }));

/**
 * The next position among a spoke's clusters or gateways. In a platform that has places already, the search for a new one
 * begins at the first.
 */
export function positionIn(spoke: ISpoke, kind: "clusters" | "gateways"): number {
  const count = counts.of(spoke);
  const position = count[kind];
  count[kind] += 1;
  return addressBookOf(spoke).isNew ? position : 0;
}
