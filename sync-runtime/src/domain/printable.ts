const HIDDEN = "…";

/** Characters read of a text, and printed of it: a proxy's page or an answer of megabytes has no place in a log. */
const LONGEST_READ = 32_000;
const LONGEST_PRINTED = 8_000;

/** Names of values that are secrets, as headers, query parameters, connection strings, forms and JSON write them. */
const secretNames = [
  "(?:account|shared[ _-]?access|instrumentation|primary|secondary|access|api|functions?|master|host|system|subscription)[_-]?key",
  "ikey",
  "shared[_-]?access[_-]?signature",
  "sig(?:nature)?",
  "(?:client[_-]?)?secret",
  "(?:client[_-]?)?assertion",
  "(?:(?:access|refresh|id|sas|bearer)[_-]?)?token",
  "pass(?:word|wd|phrase)?",
  "pwd",
  "identity[_-]header",
].join("|");

const AUTH_SCHEMES = "(?:Bearer|Basic|Digest|Negotiate|SharedKey(?:Lite)?|SharedAccessSignature)";

/**
 * User info, query and fragment of a URL. Queries go whole: which of their parameters are secret differs between
 * services. A password that was not encoded may hold a "/", "?", "#" or "@": with a ":" before it, everything up to the
 * last "@" is user info.
 */
const URL =
  /(?<![a-z0-9+.-])([a-z][a-z0-9+.-]{0,20}:\/\/)(?:[^\s:"'<>]*:[^\s"'<>]*@|[^\s/?#"'<>]*@)?([^\s?#"'<>]*)(?:[?#][^\s"'<>]*)?/gi;

/**
 * What is taken out of the rest, in this order. Every pattern begins at the start of a word, so that none takes more
 * than linear time.
 */
const RULES: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(
      `(?<![a-z])((?:proxy-)?authorization|(?:set-)?cookie|x-functions-key|x-identity-header|api-key)([\\\\"']*\\s*[:=]\\s*[\\\\"']*)(?:${AUTH_SCHEMES}\\s+)?[^\\s"',;}\\\\]+`,
      "gi",
    ),
    `$1$2${HIDDEN}`,
  ],
  // The words are excluded for sentences such as "a bearer token is required".
  [
    new RegExp(`(?<![a-z])(${AUTH_SCHEMES})\\s+(?!token|auth|challenge|scheme)[^\\s"',;)}\\\\]{4,}`, "gi"),
    `$1 ${HIDDEN}`,
  ],
  // name=value; name: value only where one of them is quoted, since prose has colons too.
  [
    new RegExp(`(?<![a-z])(${secretNames})([\\\\"']*\\s*(?:=|%3D)\\s*[\\\\"']*)[^\\s"'&;,}\\\\]+`, "gi"),
    `$1$2${HIDDEN}`,
  ],
  [
    new RegExp(
      `(?<![a-z])(${secretNames})([\\\\"']+\\s*:\\s*[\\\\"']*|\\s*:\\s*[\\\\"']+)[^\\s"'&;,}\\\\]+`,
      "gi",
    ),
    `$1$2${HIDDEN}`,
  ],
  [/([?&]|\\u0026)(code|clientid|key)=[^\s"'&;,]+/gi, `$1$2=${HIDDEN}`],
  // JSON Web Tokens.
  [/(?<![\w-])eyJ[\w-]{10,}(?:\.[\w-]*)*/g, HIDDEN],
  // Keys in base64, of 32 bytes or more: storage accounts, Functions hosts, queues.
  [/(?<![\w+/-])[\w+/-]{40,}={1,2}(?!=)/g, HIDDEN],
];

/**
 * Hides user:password@ without a scheme, up to the last "@" before a host. Word by word: one pattern over the whole text
 * would look for an "@" from each colon of a long word.
 */
function withoutPasswords(text: string): string {
  return text.replace(/[^\s"']+/g, (word) => {
    const info = /^.*(?=@[\w[])/s.exec(word)?.[0] ?? "";
    const start = info.search(/(?<![^/:@(=])[^/:@(=]+:(?!\/\/)[^]/);
    return start < 0 ? word : `${word.slice(0, start)}${HIDDEN}${word.slice(info.length)}`;
  });
}

/** All but the tab and the line feed. Written as text, since a pattern may not hold them. */
const controls = new RegExp("[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f]", "g");

/**
 * A text of anywhere (an error of a library, an answer of Azure, a value of the operator), fit to be printed: no user
 * info and no query in URLs, no tokens, keys or passwords, no control characters, not longer than 8,000 characters.
 */
export function printable(text: string): string {
  const read = text.slice(0, LONGEST_READ).replaceAll("\r\n", "\n").replace(controls, "\uFFFD");
  const rest = withoutPasswords(read.replace(URL, "$1$2"));
  const clean = RULES.reduce((cut, [pattern, substitute]) => cut.replace(pattern, substitute), rest);
  return clean.length > LONGEST_PRINTED || text.length > LONGEST_READ
    ? `${clean.slice(0, LONGEST_PRINTED)} …`
    : clean;
}

/** The same of every string in a value of plain objects and arrays. */
export function printableValue(value: unknown): unknown {
  if (typeof value === "string") return printable(value);
  if (Array.isArray(value)) return value.map(printableValue);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, printableValue(inner)]));
}

/** What was thrown, as an error with printable texts and nothing else: errors of SDKs carry requests and headers. */
export function printableError(thrown: unknown, depth = 4): Error {
  if (!(thrown instanceof Error)) return new Error(printable(String(thrown)));
  const cause =
    thrown.cause === undefined || depth === 0 ? {} : { cause: printableError(thrown.cause, depth - 1) };
  const clean = new Error(printable(thrown.message), cause);
  clean.name = printable(thrown.name);
  clean.stack = printable(thrown.stack ?? "");
  return clean;
}
