/** One request and its answer. The name is what the same exchange has in every recording. */
export interface Exchange {
  readonly n: string;
  readonly req?: {
    readonly method?: string;
    readonly path?: string;
    readonly headers?: object;
    readonly body?: unknown;
  };
  /** Absent where a recording states a fact alone. */
  readonly res?: {
    readonly status?: number;
    /** Names, or names with values. */
    readonly headers?: readonly string[] | Readonly<Record<string, string>>;
    /** Headers that the answer must not have. */
    readonly noHeaders?: readonly string[];
    readonly body?: unknown;
  };
}

/** A file of exchanges; `simulator/test/data/observed-arm-exchanges.json` is one. */
export interface Recording {
  readonly _source: readonly string[];
  readonly _note: string;
  /** What answered. Only Azure's own answers are evidence. */
  readonly recordedFrom?: "azure" | "another endpoint";
  readonly exchanges: readonly Exchange[];
  /** Steps that did not come to their end, with the reason. */
  readonly unfinished?: Readonly<Record<string, string>>;
}

/** Headers that clients of Azure act on. All others vary with the front end that answers. */
const TELLING = [
  "azure-asyncnotification",
  "azure-asyncoperation",
  "etag",
  "location",
  "retry-after",
  "www-authenticate",
  "x-ms-failure-cause",
  "x-ms-ratelimit-remaining-subscription-global-reads",
  "x-ms-ratelimit-remaining-subscription-global-writes",
];

/** Headers whose absence a client relies on. */
const ABSENT = ["azure-asyncoperation", "etag", "location", "retry-after"];

export function exchangeOf(
  n: string,
  req: NonNullable<Exchange["req"]>,
  answer: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
  },
): Exchange {
  const { status, headers, body } = answer;
  const kept = TELLING.filter((name) => name in headers).map((name) => [name, headers[name] ?? ""] as const);
  return {
    n,
    req,
    res: {
      status,
      headers: Object.fromEntries(kept),
      noHeaders: ABSENT.filter((name) => !(name in headers)),
      ...(body === undefined ? {} : { body }),
    },
  };
}
