/** What a log can be limited to, from everything to nothing. In a file of its own: naming the levels must not load the logger. */
export const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
