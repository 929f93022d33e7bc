import { statSync } from "node:fs";

/** How often files are looked at, in milliseconds: editors replace files in ways that notices of the system miss. */
const INTERVAL = 250;

/** Files whose changes are noticed, also while one is replaced or missing. */
export class WatchedFiles {
  readonly #changed: () => void;
  /** What each file was like when it was last looked at. */
  #seen: ReadonlyMap<string, string> = new Map();
  #timer: NodeJS.Timeout | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /**
   * Replaces the files that are watched; none ends it.
   * @param since when they were about to be read, in milliseconds: what has changed after that counts as a change
   */
  set(files: readonly string[], since = Infinity): void {
    this.#seen = new Map(files.map((file) => [file, this.#seen.get(file) ?? stateOf(file, since)]));
    if (files.length > 0)
      this.#timer ??= setInterval(() => {
        this.#look();
      }, INTERVAL);
    else this.#stop();
  }

  #look(): void {
    const now = new Map([...this.#seen.keys()].map((file) => [file, stateOf(file)]));
    const isChanged = [...now].some(([file, state]) => this.#seen.get(file) !== state);
    this.#seen = now;
    if (isChanged) this.#changed();
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

/** Differs where the file does, and from every other state where it was written after `since`. */
function stateOf(file: string, since = Infinity): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return "missing";
  return stats.mtimeMs > since ? "written" : [stats.mtimeMs, stats.size, stats.ino].join(" ");
}
