import type { ConfigCode } from "../config/problem.js";
import type { ExplainedCode } from "./explained-code.js";

const SOURCE = "route-sync, configuration";

/** Problems of a configuration, each with its file, line and column. */
export const CONFIGURATION_CODES: Readonly<Record<ConfigCode, ExplainedCode>> = {
  SYNTAX: {
    title: "Invalid YAML or JSON",
    explanation: "The parser could not continue at this place, or a key occurs twice.",
    remedy: "Fix this line or the one before it.",
    source: SOURCE,
  },
  UNKNOWN_KEY: {
    title: "Unknown key",
    explanation: "Unknown keys are errors, since a misspelled key would leave a default in place unnoticed.",
    remedy: "Use one of the keys that the message names.",
    source: SOURCE,
  },
  INVALID_TYPE: {
    title: "Value of the wrong type, or a missing key",
    explanation: "The key takes text, a number, a list or a map, and the file has another type, or nothing.",
    remedy: "Write the value in the form that the message names.",
    source: SOURCE,
  },
  INVALID_VALUE: {
    title: "Value outside the allowed set or form",
    explanation: "The key takes named values, or text of a form, such as an id or a CIDR range.",
    remedy: "Use a value that the message names.",
    source: SOURCE,
  },
  INVALID_FORMAT: {
    title: "Text of another form",
    explanation: "The key takes text of a form, such as a GUID or a URL.",
    remedy: "Write the value in the form that the message names.",
    source: SOURCE,
  },
  INVALID_UNION: {
    title: "Value in none of the possible forms",
    explanation:
      "The key takes a value in one of several forms, such as a table's id or its node resource group.",
    remedy: "Write the value in one of the forms that the message names.",
    source: SOURCE,
  },
  INVALID_KEY: {
    title: "Invalid name of a key",
    explanation: "The names in this map have a form of their own.",
    remedy: "Rename the key.",
    source: SOURCE,
  },
  INVALID_ELEMENT: {
    title: "Invalid entry",
    explanation: "An entry of the list or map has a form that it may not have.",
    remedy: "Write the entry in the form that the message names.",
    source: SOURCE,
  },
  TOO_SMALL: {
    title: "Value below its minimum, or a list that is too short",
    explanation: "Numbers have a range, and some lists need an entry.",
    remedy: "Use a value in the range that the message names.",
    source: SOURCE,
  },
  TOO_BIG: {
    title: "Value above its maximum, or a list that is too long",
    explanation: "Numbers have a range, and lists and texts a length.",
    remedy: "Use a value in the range that the message names.",
    source: SOURCE,
  },
  NOT_MULTIPLE_OF: {
    title: "Number that is not a multiple",
    explanation: "The key takes multiples of a number only.",
    remedy: "Use a value that the message names.",
    source: SOURCE,
  },
  MIRROR_NAME_TWICE: {
    title: "Two mirrors of one name",
    explanation: "Names tell mirrors apart in options, logs and metrics, without regard to case.",
    remedy: "Rename one of them.",
    source: SOURCE,
  },
  SOURCE_IS_TARGET: {
    title: "Table that is source and target",
    explanation:
      "A route table cannot be mirrored to itself, and a target cannot be the source of another mirror: AKS's table is never written.",
    remedy: "Give the mirror the gateway's table as its target.",
    source: SOURCE,
  },
  POD_CIDRS_OVERLAP: {
    title: "Mirrors of one target with overlapping pod ranges",
    explanation: "Two mirrors of one target would claim the same routes, and remove each other's.",
    remedy: "Give the clusters separate pod ranges, or their gateways separate tables.",
    source: SOURCE,
  },
  MIRRORS_ONCE: {
    title: "Configuration in two places",
    explanation:
      "The mirrors are either in ROUTE_SYNC_MIRRORS or in the blob that ROUTE_SYNC_CONFIG_BLOB names.",
    remedy: "Keep one of the two settings.",
    source: SOURCE,
  },
  ENTRA_INCOMPLETE: {
    title: "Incomplete settings of the secure webhook",
    explanation:
      "Tokens of alerts are checked against a tenant and an application; one alone checks nothing.",
    remedy: "Set both ROUTE_SYNC_ALERT_TENANT and ROUTE_SYNC_ALERT_AUDIENCE, or neither.",
    source: SOURCE,
  },
  QUEUE_ACCOUNT_MISSING: {
    title: "Missing storage account of the queue",
    explanation: "The function app queues events in a storage account, which no setting names.",
    remedy: "Set RouteSyncStorage__queueServiceUri.",
    source: SOURCE,
  },
};
