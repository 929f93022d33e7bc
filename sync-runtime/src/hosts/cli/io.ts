import type { AzureOptions } from "../../adapters/azure/connect.js";
import type { Clock } from "../../ports/clock.js";

/** A stream that text goes to. */
export interface Sink {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  /** Columns of the terminal. @default there is none, and no line is too long */
  readonly columns?: number | undefined;
}

/** All that a command sees of the process it runs in. */
export interface Io {
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** Standard output when it is a terminal, for what is drawn again and again. */
  readonly terminal: NodeJS.WriteStream | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** In place of the network and the sign-in. */
  readonly azure: Pick<AzureOptions, "credential" | "httpClient" | "pollMs">;
  /** Asks the person at the terminal; absent where there is none. */
  readonly confirm?: (question: string) => Promise<boolean>;
  /** Aborts when the process is asked to stop. */
  readonly stop: AbortSignal;
  /** Calls `listener` with every unhandled rejection: a defect, of this package or of a library. */
  readonly onStray: (listener: (reason: unknown) => void) => void;
  /** Calls `listener` whenever the process is asked to read its configuration again (SIGHUP). @returns a function that ends this */
  readonly onReload: (listener: () => void) => () => void;
}
