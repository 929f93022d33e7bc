/**
 * Rules of checkov and trivy on the types of azurerm that the project writes, by their published ids, with predicates of
 * our own. Sources: bridgecrewio/checkov, checkov/terraform/checks, as of 2026-08-20; aquasecurity/trivy-checks,
 * checks/cloud/azure, as of 2026-08-21.
 */
import { at, fields, list, type Element, type Fields, type Subject } from "../subject.js";

/** Where and why a rule does not hold. */
export interface Exception {
  readonly reason: string;
  /** @default every resource of the rule's type */
  readonly where?: (element: Element, subject: Subject) => boolean;
}

export interface ScannerRule {
  /** Published ids of the rules with this condition: CKV_AZURE_…, CKV2_AZURE_… or AVD-AZU-…. */
  readonly ids: readonly string[];
  readonly title: string;
  readonly types: readonly string[];
  readonly holds: (body: Fields, subject: Subject, element: Element) => boolean;
  /** @default none: the rule holds everywhere */
  readonly except?: Exception;
}

/** Whether an attribute, a path of names, has one of these values. */
export function has(path: string, ...values: readonly unknown[]): ScannerRule["holds"] {
  return (body) => values.includes(at(body, path));
}

/** Whether an attribute has a value. */
export function given(path: string): ScannerRule["holds"] {
  return (body) => at(body, path) !== undefined;
}

/** Whether an attribute has none of these values. */
export function hasNone(path: string, ...values: readonly unknown[]): ScannerRule["holds"] {
  return (body) => !values.includes(at(body, path));
}

/** Whether the platform file takes no defaults from a baseline. */
export function isRelaxed(_: Element, { file }: Subject): boolean {
  return file["baseline"] === undefined || file["baseline"] === "relaxed";
}

/** The security rules of a group, or the rule that a resource is. */
export function securityRules({ type, body }: Element): readonly Fields[] {
  return type === "azurerm_network_security_group" ? list(body["security_rule"]).map(fields) : [body];
}
