import type { IConstruct } from "constructs";
import type { Cidr } from "../net/cidr.js";
import type { Condition, Rendering, Value } from "./condition.js";
import { omitUndefined } from "./omit-undefined.js";

/** `error`: nothing is written. `warning`: reported, without an effect on the output. */
export type Severity = "error" | "warning";

/** Something about a topology that Azure would refuse, or that its owner should know. */
export interface Problem {
  /** The code of the rule that is broken; `RULES` explains it. */
  readonly code: string;
  /** What is wrong with the value, by name and number. */
  readonly message: string;
  /** What to write instead. */
  readonly hint: string;
  /** The prop of the construct that holds the wrong value, dotted. @default the construct itself */
  readonly prop?: string;
  /** @default "error" */
  readonly severity?: Severity;
}

/** What `explain CODE` prints and the reference lists. */
export interface RuleText<Code extends string = string> {
  /** The name of the problem, which never changes its meaning. */
  readonly code: Code;
  /** What is wrong, as a noun phrase. */
  readonly title: string;
  /** What Azure or Terraform would do about it, and why. */
  readonly explanation: string;
  /** What to do about it. */
  readonly remedy: string;
  /** Where the rule is documented. */
  readonly source: string;
  /**
   * Who keeps the rule in a generated module, whose caller gives other values: a variable's `validation`, or the module's
   * structure, which is fixed when it is written.
   * @default nothing: Terraform cannot express it, and the module's README lists it
   */
  readonly terraform?: "validation" | "structure";
  /**
   * Whether it says that something is missing, such as a cluster of a gateway. That may be the consequence of another
   * mistake, so that it is reported only once everything could be built.
   * @default false
   */
  readonly ofCompleteTree?: true;
}

/** What a rule asks of a value, so that a module whose caller gives another one can check it too. */
export interface Requirement {
  /** The value whose variable gets the check; `within`: a range that may be cut from the variable. */
  readonly on: Value | { readonly within: Cidr };
  readonly condition: Condition;
  /** What the module's caller reads. The values are unknown here. */
  readonly message: string;
}

/** One way to break a rule, by a subject of which the rule knows a few fields. */
export interface CaseSpec<Subject> {
  /** What is combined with what, for the table of combinations. @default the rule's */
  readonly title?: string;
  /** @default the rule's */
  readonly source?: string;
  /** @default "error" */
  readonly severity?: Severity | ((subject: Subject) => Severity);
  /** The prop that holds the wrong value. @default the construct itself */
  readonly prop?: string | ((subject: Subject) => string | undefined);
  /** Whether the subject breaks the rule. @default when it does not meet a requirement; always, without requirements */
  readonly matches?: (subject: Subject) => boolean;
  /** What must hold, evaluated here and rendered for modules. @default nothing */
  readonly requires?: (subject: Subject) => readonly Requirement[];
  /** What a module checks instead, where its structure narrows what its callers may change. @default `requires` */
  readonly inModule?: (subject: Subject, render: Rendering) => readonly Requirement[];
  /** What is wrong with the value, by name and number. */
  readonly message: string | ((subject: Subject) => string);
  /** What to write instead. @default the rule's */
  readonly remedy?: string | ((subject: Subject) => string);
}

/** What a rule says of one subject. */
export interface Judgement {
  readonly rule: RuleText;
  /** Undefined where the subject keeps the rule. */
  readonly problem: Problem | undefined;
  /** What a module checks on its variables. */
  readonly requirements: (render: Rendering) => readonly Requirement[];
  /** The construct that the problem is reported at. @default the one that reports it */
  readonly at: IConstruct | undefined;
}

/** One way to break a rule, which judges subjects. */
export interface RuleCase<Subject, Code extends string = string> {
  readonly rule: Rule<Code>;
  /** What is combined with what; the rule's title where the case has none of its own. */
  readonly title: string;
  /** Where the case is documented. */
  readonly source: string;
  readonly severity: Severity;
  /** The problem of a subject that breaks the rule. */
  readonly problem: (subject: Subject) => Problem;
  /** What the rule says of a subject; `at`: the construct that the problem is reported at. */
  readonly judge: (subject: Subject, at?: IConstruct) => Judgement;
}

/** A rule: all that is known of one problem code, in one place. Its cases are what breaks it. */
export interface Rule<Code extends string = string> extends RuleText<Code> {
  /** Adds a way to break the rule. */
  readonly case: <Subject>(spec: CaseSpec<Subject>) => RuleCase<Subject, Code>;
}

/** Defines a rule. Its code is written here and nowhere else; cases follow with `.case(…)`. */
export function defineRule<const Code extends string>(text: RuleText<Code>): Rule<Code> {
  const rule: Rule<Code> = { ...text, case: (spec) => caseOf(rule, spec) };
  return rule;
}

function caseOf<Subject, Code extends string>(
  rule: Rule<Code>,
  spec: CaseSpec<Subject>,
): RuleCase<Subject, Code> {
  const { requires = () => [], inModule = requires, title = rule.title, source = rule.source } = spec;
  const { severity = "error", prop, message, remedy = rule.remedy } = spec;
  const problem = (subject: Subject): Problem => {
    const place = typeof prop === "function" ? prop(subject) : prop;
    return omitUndefined({
      code: rule.code,
      severity: typeof severity === "function" ? severity(subject) : severity,
      message: textFor(message, subject),
      hint: textFor(remedy, subject),
      prop: place,
    });
  };
  const breaks = (subject: Subject): boolean => {
    if (spec.matches !== undefined) return spec.matches(subject);
    return (
      spec.requires === undefined || spec.requires(subject).some(({ condition }) => condition.holds === false)
    );
  };
  return {
    rule,
    title,
    source,
    severity: typeof severity === "function" ? "error" : severity,
    problem,
    judge: (subject, at) => ({
      rule,
      problem: breaks(subject) ? problem(subject) : undefined,
      requirements: (render) => inModule(subject, render),
      at,
    }),
  };
}

function textFor<Subject>(text: string | ((subject: Subject) => string), subject: Subject): string {
  return typeof text === "function" ? text(subject) : text;
}
