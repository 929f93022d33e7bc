import type { Invariant, Subject } from "../subject.js";
import { DATA } from "./data.js";
import { KUBERNETES } from "./kubernetes.js";
import { NETWORK } from "./network.js";
import type { ScannerRule } from "./rule.js";

/** The rules of checkov and trivy that apply to what the project writes. */
export const SCANNER_RULES: readonly ScannerRule[] = [...KUBERNETES, ...NETWORK, ...DATA];

/** Each rule of the scanners, which holds wherever no exception is listed. */
export const SCANNERS: readonly Invariant[] = SCANNER_RULES.map((rule) => ({
  name: `${rule.ids.join(", ")}: ${rule.title}`,
  broken: (subject) =>
    failures(rule, subject)
      .filter((element) => rule.except === undefined || rule.except.where?.(element, subject) === false)
      .map(({ address }) => `${address} breaks it.`),
}));

/** The resources that break a rule, those of its exception included. */
export function failures(rule: ScannerRule, subject: Subject): readonly ReturnType<Subject["of"]>[number][] {
  return rule.types
    .flatMap((type) => subject.of(type))
    .filter((element) => !rule.holds(element.body, subject, element));
}
