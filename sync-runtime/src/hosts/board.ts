import { wrote, type MirrorReport } from "../domain/describe.js";
import type { RoundReport } from "../ports/reporter.js";

/** What is known of one mirror since this process started. */
export interface BoardRow {
  readonly report: MirrorReport;
  /** When its tables were read last. */
  readonly at: number;
  /** When routes were last written; null since the start. */
  readonly changedAt: number | null;
}

/** The latest report of every mirror. */
export class Board {
  readonly #rows = new Map<string, BoardRow>();

  note({ mirrors }: RoundReport, at: number): void {
    for (const report of mirrors) {
      const changedAt = wrote(report) ? at : (this.#rows.get(report.name)?.changedAt ?? null);
      this.#rows.set(report.name, { report, at, changedAt });
    }
  }

  /** The rows of mirrors, in their order; none for a mirror without a round. */
  rowsOf(mirrors: readonly { readonly name: string }[]): BoardRow[] {
    return mirrors.flatMap(({ name }) => this.#rows.get(name) ?? []);
  }
}
