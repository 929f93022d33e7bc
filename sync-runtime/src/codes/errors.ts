import type { ErrorCode } from "../domain/errors.js";
import type { ExplainedCode } from "./explained-code.js";

const README = "sync-runtime/README.md, errors";
const ARM = "Azure Resource Manager";
const AKS_TABLE = "AKS documentation, kubenet with your own route table";

/** Every way a mirror or a command can fail, by its code. Nothing was written where the text does not say otherwise. */
export const ERROR_CODES: Readonly<Record<ErrorCode, ExplainedCode>> = {
  CONFIG_INVALID: {
    title: "Invalid configuration",
    explanation: "The configuration has the problems that are listed, each with file, line and column.",
    remedy: "Correct what is listed.",
    source: README,
  },
  CONFIG_UNREADABLE: {
    title: "Unreadable configuration",
    explanation:
      "The file or the blob with the configuration does not exist, or reading it is not permitted.",
    remedy: "Check --config or ROUTE_SYNC_CONFIG_BLOB, and the permissions on it.",
    source: README,
  },
  MIRROR_UNKNOWN: {
    title: "Unknown mirror",
    explanation: "The configuration has no mirror of the name that --mirror gives.",
    remedy: "Use one of the names that the message lists.",
    source: README,
  },
  MIRROR_REQUIRED: {
    title: "Missing choice of a mirror",
    explanation:
      "The option concerns one mirror, and the configuration has several: files are tables of one, and a guard is overridden for one.",
    remedy: "Add --mirror NAME.",
    source: README,
  },
  USAGE: {
    title: "Invalid command line",
    explanation: "An option or an argument is missing, misspelled, or has an invalid value.",
    remedy: "Run the command with --help for its options.",
    source: README,
  },
  FILE_UNREADABLE: {
    title: "Unreadable file of a route table",
    explanation:
      "--source-file or --target-file does not exist, or is not a route table as the Azure CLI or the API prints it.",
    remedy: "Write the file with `az network route-table show --ids ID -o json`.",
    source: README,
  },
  FILE_WRONG_TABLE: {
    title: "File of another route table",
    explanation:
      "The id in the file is not that of the mirror's table. Ids are compared without regard to case.",
    remedy: "Write the file of the table that the message names.",
    source: README,
  },
  NOTHING_FITS_PATTERN: {
    title: "Pattern that matches no route",
    explanation:
      "The source has routes to pods, and routeNamePattern matches the name of none. An empty target would be the result.",
    remedy: "Correct routeNamePattern; the default aks* fits the names that AKS gives.",
    source: AKS_TABLE,
  },
  NOTHING_IN_POD_CIDRS: {
    title: "Node routes outside the pod ranges",
    explanation:
      "The source has node routes, and all of them are outside podCidrs, so that the ranges are wrong.",
    remedy: "Set podCidrs to the pod range of the cluster: `az aks show --query networkProfile.podCidr`.",
    source: AKS_TABLE,
  },
  SOURCE_IS_TARGET: {
    title: "Table that is source and target",
    explanation: "The table that AKS writes is never written, and a table cannot be mirrored to itself.",
    remedy: "Give the mirror the gateway's table as its target.",
    source: README,
  },
  TABLE_NOT_FOUND: {
    title: "Missing route table",
    explanation: "Azure answered 404: the id is wrong, or the table was deleted.",
    remedy: "Check the id; `az network route-table list -o table` lists what exists.",
    source: ARM,
  },
  TABLE_UNREADABLE: {
    title: "Unreadable answer about a route table",
    explanation:
      "Azure, or a proxy in between, answered something that is no route table. What is not understood deletes nothing.",
    remedy: "Run again with --log-level debug; look at proxies between the runtime and Azure.",
    source: ARM,
  },
  WRONG_TABLE: {
    title: "Answer about another route table",
    explanation: "The answer has another id than the table that was asked for.",
    remedy: "Look at proxies between the runtime and Azure.",
    source: ARM,
  },
  MANAGED_TABLE_NOT_FOUND: {
    title: "Node resource group without a route table",
    explanation:
      "The source is a node resource group, and it has no route table: the cluster uses a custom table, or no kubenet.",
    remedy: "Name the table of the node subnet with source.id.",
    source: AKS_TABLE,
  },
  MANAGED_TABLE_AMBIGUOUS: {
    title: "Node resource group with several route tables",
    explanation:
      "The source is a node resource group, and which of its route tables AKS writes is not known.",
    remedy: "Name one with source.id.",
    source: AKS_TABLE,
  },
  UNAUTHENTICATED: {
    title: "Failed sign-in to Azure",
    explanation: "There is no token: no user is signed in, or the managed identity does not exist here.",
    remedy: "Run `az login`, or set ROUTE_SYNC_CLIENT_ID to the client id of the managed identity.",
    source: "Azure Identity, credential chains",
  },
  AUTHORIZATION_FAILED: {
    title: "Missing role",
    explanation:
      "The identity may not do what the message names. A role assignment takes some minutes to apply.",
    remedy: "Assign a role with the action that the message names; `route-sync doctor` checks all of them.",
    source: "Azure role-based access control",
  },
  THROTTLED: {
    title: "Throttled requests",
    explanation:
      "Azure refused requests because of their number until the deadline, with the pauses that it asked for.",
    remedy: "Wait; look for other callers of the subscription if it lasts.",
    source: "Azure Resource Manager, request limits",
  },
  AZURE_BUSY: {
    title: "Busy resource",
    explanation:
      "Another operation on the table, or on something that uses it, did not end before the deadline.",
    remedy: "Wait for the next event or sweep.",
    source: ARM,
  },
  AZURE_UNAVAILABLE: {
    title: "Unreachable Azure Resource Manager",
    explanation:
      "Requests failed until the deadline: no connection, no name, a certificate, or errors of the service.",
    remedy:
      "Check network, proxy and firewall of the runtime. `route-sync doctor` says how far a request gets.",
    source: ARM,
  },
  WRITE_CONTENDED: {
    title: "Target with another writer",
    explanation: "Each write found that the table had been changed since it was read, until the deadline.",
    remedy: "Look for the other writer in the table's activity log.",
    source: "RFC 9110, If-Match",
  },
  WRITE_REJECTED: {
    title: "Refused write",
    explanation:
      "Azure refused the table, for the reason in the message: a policy, a lock, or an invalid route.",
    remedy: "Remove the reason that the message names.",
    source: ARM,
  },
  OPERATION_FAILED: {
    title: "Failed operation",
    explanation: "Azure accepted the write, and its operation failed. The table may be in the state Failed.",
    remedy: "Nothing: the next round writes again, which also heals a failed table.",
    source: "Azure Resource Manager, asynchronous operations",
  },
  OPERATION_TIMED_OUT: {
    title: "Operation without an end",
    explanation: "Azure accepted the write, and its operation did not end before the deadline.",
    remedy: "Nothing: the next round reads what came of it.",
    source: "Azure Resource Manager, asynchronous operations",
  },
  WRITE_NOT_CONFIRMED: {
    title: "Write without a confirmation",
    explanation:
      "Azure accepted the write, and answered 401 or 403 to how it went; reading the table again did not show it.",
    remedy: "Assign Microsoft.Network/locations/operations/read on the target's subscription.",
    source: "Azure Resource Manager, asynchronous operations",
  },
  WRITE_ALTERED: {
    title: "Target that differs from what was written",
    explanation:
      "Several times in a row the table did not have what had just been written: another writer changes it.",
    remedy: "Look for the other writer in the table's activity log.",
    source: ARM,
  },
  INTERRUPTED: {
    title: "Interrupted command",
    explanation: "SIGINT or SIGTERM came before this mirror was done.",
    remedy: "Run again.",
    source: README,
  },
  RESOURCE_NOT_FOUND: {
    title: "Missing resource",
    explanation: "`doctor` asked for something that does not exist, such as the cluster.",
    remedy: "Check the id that the message names.",
    source: ARM,
  },
  ANSWER_UNREADABLE: {
    title: "Unreadable answer",
    explanation: "`doctor` got an answer that is not one of Azure Resource Manager.",
    remedy: "Look at proxies between the command and Azure.",
    source: ARM,
  },
  EXERCISE_REFUSED: {
    title: "Exercise that cannot be run",
    explanation: "`doctor --exercise` found no pool that it may scale, or a check had failed before.",
    remedy: "Follow the message: name a pool with --pool, or correct the checks first.",
    source: "docs/reference/route-sync.md",
  },
  EXERCISE_FAILED: {
    title: "Failed exercise",
    explanation:
      "`doctor --exercise` scaled a pool, and the route of the new node did not come, or the pool is not back as it was.",
    remedy: "Scale the pool back with the command in the message, then look at the runtime's logs.",
    source: "docs/reference/route-sync.md",
  },
  QUEUE_MESSAGE_INVALID: {
    title: "Invalid message in the queue",
    explanation:
      "The function app got a message that no version of the runtime writes, or one of another version.",
    remedy: "Let one version use the queue; report it otherwise.",
    source: README,
  },
  QUEUE_UNAVAILABLE: {
    title: "Unreachable queue",
    explanation:
      "The runtime's storage account does not answer. Alerts are answered with 503, and senders repeat them.",
    remedy: "Check the account's network rules and the identity's role Storage Queue Data Contributor.",
    source: README,
  },
  CONFIRMATIONS_UNAVAILABLE: {
    title: "Unreachable store of confirmations",
    explanation: "The runtime's storage account does not answer, so that large removals are held.",
    remedy: "Check the account's network rules and the identity's role Storage Blob Data Contributor.",
    source: README,
  },
  INTERNAL: {
    title: "Internal error",
    explanation: "A defect of route-sync.",
    remedy: "Run again with --log-level debug and report the output.",
    source: README,
  },
};
