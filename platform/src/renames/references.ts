import type { Platform } from "../schema/platform.js";
import type { KeyTable } from "./key-maps.js";

/** Names by which things of a platform refer to each other, as old keys of what they refer to. */
export class References {
  readonly #oldKeys: KeyTable;
  #isOutdated = false;

  /** @param oldKeys old keys by the paths of the file */
  constructor(oldKeys: KeyTable) {
    this.#oldKeys = oldKeys;
  }

  /** Whether a reference has a key that its thing no longer has. */
  get isOutdated(): boolean {
    return this.#isOutdated;
  }

  /** The old key of a thing below `map`. A key that it had before is no reference to it. */
  to<T extends string | undefined>(map: string, key: T): T | string {
    if (key === undefined) return key;
    const old = this.#oldKeys.get(`${map}.${key}`);
    if (old === undefined && this.#isOld(map, key)) this.#isOutdated = true;
    return old ?? key;
  }

  /** The old key of a spoke, or of a spoke and its cluster joined by a dash. */
  toSpokeOrCluster({ spokes }: Platform, key: string): string {
    const spoke = this.#oldKeys.get(`spokes.${key}`);
    if (spoke !== undefined) return spoke;
    for (const [name, { clusters }] of Object.entries(spokes))
      for (const cluster of Object.keys(clusters))
        if (`${name}-${cluster}` === key) {
          const path = `spokes.${name}`;
          return [path, `${path}.clusters.${cluster}`].map((each) => this.#oldKeys.get(each)).join("-");
        }
    return key;
  }

  #isOld(map: string, key: string): boolean {
    const isDirectlyBelow = (path: string): boolean => path.slice(0, path.lastIndexOf(".")) === map;
    return [...this.#oldKeys].some(([path, old]) => old === key && isDirectlyBelow(path));
  }
}
