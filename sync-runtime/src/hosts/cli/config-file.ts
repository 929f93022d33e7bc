import { parseConfig } from "../../config/parse.js";
import { SyncError } from "../../domain/errors.js";
import type { Mirror } from "../../domain/mirror.js";
import { slept } from "../../ports/clock.js";
import { readText, selectMirrors } from "./inputs.js";
import type { CommonOptions } from "./options.js";
import type { Io } from "./io.js";

/** How often the file is looked at, in milliseconds: a mounted ConfigMap is replaced without an event that is reliable. */
const lookMs = 5_000;

/** A configuration that stays bad is reported again after this, in milliseconds. */
const repeatMs = 60_000;

export interface ConfigListener {
  readonly changed: (mirrors: readonly Mirror[]) => void;
  /** The old mirrors go on working. */
  readonly bad: (error: SyncError) => void;
}

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
    for (;;) {
      if (!stop.aborted) await slept(clock, lookMs, this.#wake.signal);
      if (stop.aborted) return;
      this.#wake = new AbortController();
      const asked = this.#asked;
      this.#asked = false;
      const text = await this.#read();
      const due = badSince !== null && clock.monotonic() - badSince >= repeatMs;
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

  #read(): Promise<string | SyncError> {
    return readText(this.#options.config, "CONFIG_UNREADABLE").catch((error: unknown) =>
      SyncError.from(error),
    );
  }

  #parse(text: string | SyncError): readonly Mirror[] {
    if (text instanceof SyncError) throw text;
    return selectMirrors(parseConfig(text, this.#options.config), this.#options);
  }
}

function same(a: string | SyncError, b: string | SyncError): boolean {
  return a instanceof SyncError && b instanceof SyncError ? a.message === b.message : a === b;
}
