import { pathOf, treeState } from "@aks-topology/constructs/internal";
import type { IConstruct } from "constructs";
import type { KeyPath } from "../source-map.js";
import { lastKey, withLongHub } from "./key-maps.js";

/** Paths in the file of paths of old keys. */
const inFile = treeState<{ translate: (path: KeyPath) => KeyPath }>("file-keys", () => ({
  translate: (path) => path,
}));

/** Lets constructs below a root be called by the keys of the file. */
export function useFileKeys(root: IConstruct, translate: (path: KeyPath) => KeyPath): void {
  inFile.of(root).translate = translate;
}

/** The key in the file of a hub, spoke, gateway, cluster or node pool, which may have been renamed. */
export function fileKeyOf(construct: IConstruct): string {
  const path = pathOf(construct) ?? construct.node.id;
  const { translate } = inFile.of(construct.node.root);
  return String(translate(withLongHub(path).split(".")).at(-1) ?? lastKey(path));
}

/** The id of a construct with the key of the file in it. */
export function fileIdOf(construct: IConstruct): string {
  const { id, scope } = construct.node;
  const path = pathOf(construct);
  if (path === undefined || path === (scope && pathOf(scope))) return id;
  const key = lastKey(path);
  return id.endsWith(key) ? `${id.slice(0, id.length - key.length)}${fileKeyOf(construct)}` : id;
}
