import { stat } from "node:fs/promises";
import { systemClock } from "../../adapters/system-clock.js";
import { parseConfig } from "../../config/parse.js";
import { SyncError } from "../../domain/errors.js";
import type { Mirror } from "../../domain/mirror.js";
import { sleepUnlessAborted } from "../../ports/clock.js";
import { within } from "../../ports/race.js";
import { readText, selectMirrors } from "./inputs.js";
import type { CommonOptions } from "./options.js";
import type { Io } from "./io.js";

/** How often the file is looked at, in milliseconds: a mounted ConfigMap is replaced without an event that is reliable. */
const LOOK_MS = 5_000;

/** A configuration that stays bad is reported again after this, in milliseconds. */
const REPEAT_MS = 60_000;

export interface ConfigListener {
  readonly changed: (mirrors: readonly Mirror[]) => void;
  /** The old mirrors go on working. */
  readonly bad: (error: SyncError) => void;
}

/** A file that is being written is read again after this, until two readings agree, in milliseconds. */
const SETTLE_MS = 500;

/** For one reading, in milliseconds: a share that is gone must not hold the process. */
const READ_MS = 5_000;

/** The configuration file of a command that runs for ever. It is read again when its text changes and on SIGHUP. */
export class ConfigFile {
  readonly #options: Pick<CommonOptions, "config" | "mirror">;
  readonly #io: Pick<Io, "clock" | "stop" | "onReload">;
  #text: string | SyncError = "";
  #asked = false;
  #wake = new AbortController();

  /** From now on a SIGHUP asks for a look, and no longer ends the process. */
  constructor(
    options: Pick<CommonOptions, "config" | "mirror">,
    io: Pick<Io, "clock" | "stop" | "onReload">,
  ) {
    this.#options = options;
    this.#io = io;
    io.onReload(() => {
      this.#asked = true;
      this.#wake.abort();
    });
    io.stop.addEventListener("abort", () => {
      this.#wake.abort();
    });
  }

  /** @throws ConfigError, SyncError when it is bad at the start */
  async load(): Promise<readonly Mirror[]> {
    this.#text = await this.#read();
    return this.#parse(this.#text);
  }

  /** Looks until the process stops. What is bad is reported at once, and every minute until it is good. */
  async follow(listener: ConfigListener): Promise<void> {
    const { clock, stop } = this.#io;
    let badSince: number | null = null;
    // A pipe gives its text once: there is nothing to look at again.
    if (!(await isFile(this.#options.config))) return stopped(stop);
    for (;;) {
      if (!stop.aborted) await sleepUnlessAborted(clock, LOOK_MS, this.#wake.signal);
      if (stop.aborted) return;
      this.#wake = new AbortController();
      const asked = this.#asked;
      this.#asked = false;
      const text = await this.#settled();
      if (this.#stopping()) return;
      const due = badSince !== null && clock.monotonic() - badSince >= REPEAT_MS;
      if (!asked && !due && same(text, this.#text)) continue;
      this.#text = text;
      try {
        listener.changed(this.#parse(text));
        badSince = null;
      } catch (error) {
        listener.bad(SyncError.from(error));
        badSince = clock.monotonic();
      }
    }
  }

  #stopping(): boolean {
    return this.#io.stop.aborted;
  }

  /** What two readings in a row agree on, when the text is not the one that is known. */
  async #settled(): Promise<string | SyncError> {
    const { clock, stop } = this.#io;
    let text = await this.#read(stop);
    while (!stop.aborted && !same(text, this.#text)) {
      await sleepUnlessAborted(clock, SETTLE_MS, stop);
      const again = await this.#read(stop);
      if (same(text, again)) return again;
      text = again;
    }
    return text;
  }

  /** @param stop gives the reading up */
  #read(stop?: AbortSignal): Promise<string | SyncError> {
    const { config } = this.#options;
    const read = (): Promise<string> => readText(config, "CONFIG_UNREADABLE");
    // Real time, whatever the engine's: it is about a disk.
    return within(systemClock, READ_MS, read, () => tooSlow(config), stop).catch((error: unknown) =>
      SyncError.from(error),
    );
  }

  #parse(text: string | SyncError): readonly Mirror[] {
    if (text instanceof SyncError) throw text;
    return selectMirrors(parseConfig(text, this.#options.config), this.#options);
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isFile(),
    () => true,
  );
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else
      signal.addEventListener(
        "abort",
        () => {
          resolve();
        },
        { once: true },
      );
  });
}

function tooSlow(file: string): SyncError {
  return new SyncError({
    code: "CONFIG_UNREADABLE",
    fault: "config",
    message: `${file} cannot be read within ${READ_MS / 1000} s`,
    remedy: "Check the volume that it is on.",
  });
}

function same(a: string | SyncError, b: string | SyncError): boolean {
  return a instanceof SyncError && b instanceof SyncError ? a.message === b.message : a === b;
}
