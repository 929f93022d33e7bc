import type { Confirmation } from "../domain/policy.js";

/** What is remembered of a mirror: the large removal that its readings ask for, or that the last one asked for none. */
export interface Remembered {
  /** Null: the last reading asked for no large removal. */
  readonly confirmation: Confirmation | null;
  /** True when a reading may not have been recorded: then it confirms nothing, and is to be replaced. */
  readonly doubtful: boolean;
  /** Names this state of the memory, for replacing it. */
  readonly tag: string;
}

/**
 * Remembers, for every instance of a runtime, since when the readings of a mirror have asked for the same large
 * removal. Ages are by the memory's own clock: no two machines' clocks are ever compared.
 */
export interface ConfirmationStore {
  /**
   * @returns null when nothing was ever remembered of the mirror
   * @throws SyncError when the memory cannot be read
   */
  read(mirror: string, signal: AbortSignal): Promise<Remembered | null>;
  /**
   * Replaces what `read` returned, from now on.
   * @param fingerprint of the removal that is asked for; null: none
   * @returns false when another instance was faster
   */
  write(
    mirror: string,
    fingerprint: string | null,
    replacing: Remembered | null,
    signal: AbortSignal,
  ): Promise<boolean>;
}
