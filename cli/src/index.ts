/** What the project's other hosts share with the command: the choice of the file, and how problems are printed. */
export { cdktfOutDir, warnAboutState } from "./cdktf.js";
export { describeError, UsageError, wantsStack, type ErrorReport } from "./errors.js";
export { guarded } from "./guard.js";
export { processIo, type Io, type Sink } from "./io.js";
export { painter, type Paint } from "./paint.js";
export { defaultPlatformFile } from "./platform-file.js";
export { countProblems, printError, printJson, printProblems } from "./print.js";
export { run } from "./program.js";
