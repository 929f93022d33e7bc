import { readFileSync, realpathSync } from "node:fs";

/** Where platform files are read from. Paths are those that the caller names, and paths relative to these. */
export interface PlatformFiles {
  /** The text of a file. @throws an error with a `code` such as ENOENT */
  read(file: string): string;
  /** The same for every path to one file. @throws as `read` does */
  identify(file: string): string;
}

/** The file system. */
export const FILE_SYSTEM: PlatformFiles = {
  // Another encoding would be read as keys and values that its writer never wrote.
  read: (file) => new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file)),
  identify: (file) => realpathSync.native(file),
};
