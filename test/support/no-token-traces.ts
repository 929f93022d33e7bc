import { createRequire } from "node:module";

/**
 * CDKTF takes the stack trace of every token and keeps it for messages of its own defects. Vitest maps each of their
 * hundreds of frames to its source, which takes half of the time of a synthesis.
 */
const traces = createRequire(import.meta.url)("cdktf/lib/tokens/private/stack-trace.js") as {
  captureStackTrace: () => string[];
};
traces.captureStackTrace = () => [];
