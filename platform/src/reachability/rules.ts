import { defineRule, type RuleText } from "@aks-topology/constructs/internal";

/** Rules on where packets go, by the model of `@aks-topology/trace`. */

const SOURCE = "@aks-topology/trace, SPEC.md";

export const PATH_BROKEN = defineRule({
  code: "PATH_BROKEN",
  title: "Declared path that does not work",
  explanation:
    "The platform file promises that packets go from one thing to another, or the file's own paths expect it; by routes, security groups, peerings and firewall rules of the Terraform that it becomes, they are dropped, or their answers are.",
  remedy: "Run `aks-topology trace` with the ends of the path, and correct the key that decides.",
  source: SOURCE,
  terraform: "structure",
});

export const PATH_OPEN = defineRule({
  code: "PATH_OPEN",
  title: "Forbidden path that works",
  explanation:
    "No key of the platform file allows that packets go from one thing to another, or the file's own paths expect that they are dropped; by the Terraform that it becomes, they arrive and are answered.",
  remedy: "Run `aks-topology trace` with the ends of the path, and correct the key that allows it.",
  source: SOURCE,
  terraform: "structure",
});

export const PATH_UNKNOWN = defineRule({
  code: "PATH_UNKNOWN",
  title: "Path that depends on what is unknown",
  explanation:
    "Whether packets of the path arrive depends on something that the platform file does not describe, such as the rules of a firewall that another team manages.",
  remedy:
    "Run `aks-topology trace` with the ends of the path for what it depends on, try the path once it is deployed, and except it by paths: { NAME: { ignore: REASON } }, with the name that `aks-topology paths` prints.",
  source: SOURCE,
  terraform: "structure",
});

export const PATH_ENDPOINT = defineRule({
  code: "PATH_ENDPOINT",
  title: "Unknown end of a path",
  explanation:
    "A path begins and ends at an address, a host name, internet, on-premises, or a thing of the platform file such as shop/main/pod.",
  remedy: "Use one of the names that the message suggests.",
  source: "aks-topology",
  terraform: "structure",
});

export const PATH_NOT_LISTED = defineRule({
  code: "PATH_NOT_LISTED",
  title: "Exception for a path that is not listed",
  explanation:
    "An exception names a path that follows from the platform file; under this name there is none, so that nothing is excepted.",
  remedy: "Run `aks-topology paths` for the names, or remove the exception.",
  source: "aks-topology",
  terraform: "structure",
});

export const REACHABILITY_RULES: Readonly<Record<string, RuleText>> = Object.fromEntries(
  [PATH_BROKEN, PATH_OPEN, PATH_UNKNOWN, PATH_ENDPOINT, PATH_NOT_LISTED].map((rule) => [rule.code, rule]),
);
