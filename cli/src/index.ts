/** What other programs of the project share with the command: the default file, and the output of problems. */
export { cdktfOutDir, warnAboutState, withinCdktf } from "./cdktf.js";
export { describeError, UsageError, wantsStack, type ErrorReport } from "./errors.js";
export { guarded } from "./guard.js";
export { lockMode } from "./lock-mode.js";
export { processIo, type Io, type Sink } from "./io.js";
export { painter, type Paint } from "./paint.js";
export { defaultPlatformFile } from "./platform-file.js";
export { countProblems, printError, printJson, printProblems } from "./print.js";
export { run } from "./program.js";
