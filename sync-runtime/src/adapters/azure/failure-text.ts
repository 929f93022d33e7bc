/** Beyond this a message is cut: what Azure and its libraries add is stack-like detail. */
const LONGEST = 600;

/** How @azure/identity 4 names the ways to sign in within its messages, in the order of DefaultAzureCredential. */
const WAYS_TO_SIGN_IN: readonly (readonly [RegExp, string])[] = [
  [/EnvironmentCredential/, "environment variables"],
  [/WorkloadIdentity/, "workload identity"],
  [/ManagedIdentity/, "managed identity"],
  [/Visual Studio Code/, "Visual Studio Code"],
  [/Azure CLI|AzureCliCredential/, "Azure CLI"],
  [/PowerShell/, "Azure PowerShell"],
  [/Azure Developer CLI/, "Azure Developer CLI"],
];

/** What was thrown, in one line of at most 600 characters. */
export function failureText(thrown: unknown): string {
  if (!(thrown instanceof Error)) return oneLine(String(thrown));
  if (thrown.name === "AbortError") return "no answer in time";
  return /Authentication|Credential/.test(thrown.name) ? signInText(thrown) : oneLine(thrown.message);
}

/** Line breaks and runs of spaces become one space; a long text is cut. */
export function oneLine(text: string): string {
  // Cut first: a body of megabytes costs nothing then.
  const line = text
    .slice(0, 4 * LONGEST)
    .replace(/\s+/g, " ")
    .trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

/**
 * @azure/identity explains each way to sign in that failed in lines of its own, headers and correlation ids included.
 * Several failed ways are named; of a single one the first sentence is given, Entra's own (`AADSTS…`) where there is one.
 */
function signInText({ name, message }: Error): string {
  if (name === "AggregateAuthenticationError") {
    const tried = WAYS_TO_SIGN_IN.flatMap(([mark, way]) => (mark.test(message) ? way : []));
    return `no identity is signed in${tried.length === 0 ? "" : ` (tried ${tried.join(", ")})`}`;
  }
  const [entra] = /AADSTS\d+: [^.\n]+/.exec(message) ?? [];
  const [first = ""] = message.split("\n", 1);
  return oneLine(entra ?? first.replace(/ - (Timestamp|Correlation ID|Trace ID): .*$/, "")).slice(0, 240);
}
