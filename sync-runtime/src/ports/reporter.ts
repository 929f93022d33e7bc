import type { TableId } from "../domain/ids.js";
import type { MirrorReport } from "../domain/describe.js";

/** One reconcile of one target, for the logs and the metrics. */
export interface RoundReport {
  readonly target: TableId;
  readonly mirrors: readonly MirrorReport[];
  /** Routes in the target before and after, and the fewest that its mirrors allow; null when it could not be read. */
  readonly routes: { readonly before: number; readonly after: number; readonly limit: number } | null;
  /** The etag that was read last, and sent with a write. */
  readonly etag: string | null;
  /** The etag that a write left; null when nothing was written. */
  readonly etagAfter: string | null;
  /** Answers with status 429. */
  readonly throttles: number;
  readonly durationMs: number;
  /** Names of mirrors whose large removal waits for a later reading that asks for the same. */
  readonly awaiting: readonly string[];
  /** Names of mirrors whose reading could not be remembered: their large removals stay held. */
  readonly unrecorded: readonly string[];
}

/** Something worth a line besides the rounds. Never carries a body, a token or a header. */
export type Notice =
  | { readonly kind: "waited"; readonly table: string; readonly waitMs: number; readonly reason: string }
  | { readonly kind: "woken"; readonly via: string; readonly targets: number; readonly understood: boolean }
  | { readonly kind: "refused"; readonly via: string; readonly status: number; readonly reason: string }
  | { readonly kind: "lag"; readonly target: string; readonly ms: number }
  /** Names of all mirrors from now on. */
  | { readonly kind: "configured"; readonly mirrors: readonly string[] }
  | { readonly kind: "host"; readonly message: string }
  | { readonly kind: "warning"; readonly message: string; readonly remedy: string }
  | { readonly kind: "problem"; readonly code: string; readonly message: string; readonly remedy: string };

/** Where the core reports what it does. A reporter must not throw. */
export interface Reporter {
  round(report: RoundReport): void;
  notice(notice: Notice): void;
}

export const silent: Reporter = { round: () => undefined, notice: () => undefined };

/** Forwards to several reporters. */
export function all(reporters: readonly Reporter[]): Reporter {
  return {
    round: (report) => {
      for (const reporter of reporters) reporter.round(report);
    },
    notice: (notice) => {
      for (const reporter of reporters) reporter.notice(notice);
    },
  };
}
