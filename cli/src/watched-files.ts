import { unwatchFile, watchFile, type Stats } from "node:fs";

/** How often files are looked at, in milliseconds: editors replace files in ways that other notices miss. */
const INTERVAL = 250;

/** Files whose changes are noticed, also while one is replaced or missing. */
export class WatchedFiles {
  readonly #onChange: (now: Stats, before: Stats) => void;
  #files: readonly string[] = [];

  constructor(changed: () => void) {
    this.#onChange = (now, before) => {
      // A file that is missing is reported without any change.
      if (now.mtimeMs !== before.mtimeMs || now.size !== before.size || now.ino !== before.ino) changed();
    };
  }

  /** Replaces the files that are watched; none ends it. */
  set(files: readonly string[]): void {
    for (const file of this.#files) if (!files.includes(file)) unwatchFile(file, this.#onChange);
    for (const file of files)
      if (!this.#files.includes(file)) watchFile(file, { interval: INTERVAL }, this.#onChange);
    this.#files = files;
  }
}
