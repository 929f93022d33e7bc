const HIDDEN = "…";

/** Names of values that are secrets, as connection strings, queries, options and environment files write them. */
const NAMES = [
  "(?:[a-z]+[_-]?)?(?:access|account|api|client|function|host|master|primary|secondary|shared)[_-]?key",
  "(?:[a-z]+[_-]){0,4}(?:secret|token|password|passwd|pwd|assertion)",
  "(?:shared[_-]?access[_-]?)?signature",
  "sig",
].join("|");

/** Substitutions, in this order. Each pattern begins at the start of a word, so that matching takes linear time. */
const RULES: readonly (readonly [RegExp, string])[] = [
  // User info, query and fragment of a URL.
  [
    /(?<![a-z0-9+.-])([a-z][a-z0-9+.-]{0,20}:\/\/)(?:[^\s/?#"'<>]*@)?([^\s?#"'<>]*)(?:[?#][^\s"'<>]*)?/gi,
    "$1$2",
  ],
  // name=value, as in ARM_ACCESS_KEY=… and AccountKey=….
  [new RegExp(`(?<![a-z0-9_-])(${NAMES})(\\s*=\\s*["']?)[^\\s"'&;,}]+`, "gi"), `$1$2${HIDDEN}`],
  [/(?<![a-z])(bearer|basic|sharedkey)\s+[\w.~+/:-]{16,}=*/gi, `$1 ${HIDDEN}`],
  // JSON Web Tokens.
  [/(?<![\w-])eyJ[\w-]{10,}(?:\.[\w-]*)*/g, HIDDEN],
  // Keys in base64, of 32 bytes or more: storage accounts.
  [/(?<![\w+/-])[\w+/-]{40,}={1,2}(?!=)/g, HIDDEN],
];

/**
 * A text without secrets, for messages: these quote misplaced values of a platform file or a command line. Removes user
 * info and query from URLs, and tokens, keys and passwords.
 */
export function printable(text: string): string {
  return RULES.reduce((rest, [pattern, substitute]) => rest.replace(pattern, substitute), text);
}
