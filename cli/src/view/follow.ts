import { lockFileOf, type LoadResult, type PlatformDiff } from "@aks-topology/platform";
import { readFileSync } from "node:fs";
import { describeError } from "../errors.js";
import { preventsPicture } from "../picture-changes.js";
import { makeReport } from "../report/make-report.js";
import type { Report } from "../report/report.js";
import { WatchedFiles } from "../watched-files.js";
import type { LiveView } from "./live-page.js";
import type { SourceText } from "./source-lines.js";

/** A platform file as it is now, with what it changes of what it is compared with. */
export interface Read {
  readonly result: LoadResult;
  /** @default it is compared with nothing */
  readonly changes?: PlatformDiff | undefined;
}

/** Reads a platform file again whenever it, its lock file or a file that it extends changes. */
export class Follower {
  readonly #file: string;
  readonly #load: () => Read;
  readonly #changed: (view: LiveView) => void;
  #drawn: Report | undefined;
  #version = 0;
  #isReading = false;
  #isStale = false;

  /** @param changed called with each version, the first one included */
  constructor(file: string, load: () => Read, changed: (view: LiveView) => void) {
    this.#file = file;
    this.#load = load;
    this.#changed = changed;
  }

  /** Reads the file, and follows it from then on. */
  async start(): Promise<void> {
    await this.#read();
  }

  stop(): void {
    this.#watched.set([]);
  }

  /** Changes that come while a file is read are read after it, once. */
  readonly #watched = new WatchedFiles(() => {
    if (this.#isReading) this.#isStale = true;
    else void this.#read();
  });

  async #read(): Promise<void> {
    this.#isReading = true;
    const since = Date.now();
    const { report, files } = await this.#report();
    this.#watched.set([...files, lockFileOf(this.#file)], since);
    this.#version += 1;
    this.#changed({ report, files: files.flatMap(textOf), version: this.#version });
    this.#isReading = false;
    if (this.#wasChanged()) await this.#read();
  }

  #wasChanged(): boolean {
    const isStale = this.#isStale;
    this.#isStale = false;
    return isStale;
  }

  /** A report of what is there now. Where nothing can be drawn, the last picture stays. */
  async #report(): Promise<{ readonly report: Report; readonly files: readonly string[] }> {
    const { result, changes } = this.#loaded();
    const files = result.ok
      ? result.loaded.source.files
      : [...new Set([this.#file, ...result.problems.map(({ file }) => file)])];
    const report = await makeReport(this.#file, result, changes);
    if (report.layout === undefined) return { report: { ...report, layout: this.#drawn?.layout }, files };
    this.#drawn = report;
    return { report, files };
  }

  /** While an editor replaces a file, there is none for a moment. */
  #loaded(): Read {
    try {
      const read = this.#load();
      const problems = read.changes?.problems ?? [];
      return problems.some(preventsPicture) ? { result: { ok: false, problems: [...problems] } } : read;
    } catch (error) {
      const { code, message, remedy: hint } = describeError(error);
      const at = { path: "", file: this.#file, line: 1, column: 1 };
      return { result: { ok: false, problems: [{ code, severity: "error", message, hint, ...at }] } };
    }
  }
}

function textOf(file: string): readonly SourceText[] {
  try {
    return [{ file, lines: readFileSync(file, "utf8").replace(/\n$/, "").split("\n") }];
  } catch {
    return [];
  }
}
