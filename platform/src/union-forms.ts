/** Which form of a choice between maps is meant, by the problems that the value would have as each of them. */
import type { z } from "zod";

type Issue = z.core.$ZodIssue;
type Value = z.core.util.Primitive;
type TypeIssue = Extract<Issue, { code: "invalid_type" }>;

/** The only problem of a form: the value is of another type. Undefined for other problems. */
export function soleWrongType([first, ...more]: readonly Issue[]): TypeIssue | undefined {
  return first?.code === "invalid_type" && first.path.length === 0 && more.length === 0 ? first : undefined;
}

/** The problems of each form of a union. */
interface Forms {
  readonly errors: readonly (readonly Issue[])[];
}

/** What is known of a map besides its problems. */
interface MapFacts {
  readonly hasId: boolean;
  /** The keys by which the map may say of which kind it is. */
  readonly kindKeys: readonly string[];
  /** Whether it has one of them. */
  readonly namesKind: boolean;
}

/** The problems of the form that a map is nearest to; undefined where no form has problems below it. */
export function nearestForm(
  issue: Forms,
  { hasId, kindKeys, namesKind }: MapFacts,
): readonly Issue[] | undefined {
  const meant = ofItsKind(issue, kindKeys, namesKind);
  return (
    (meant.errors.length === 1 ? meant.errors[0] : undefined) ??
    formById(meant, hasId) ??
    formByKeys(meant) ??
    formOfFewestProblems(meant) ??
    meant.errors.find((option) => option.some((inner) => inner.path.length > 0 || inner.code === "custom"))
  );
}

/** The kinds of a choice, where the map names none of them by its `type`. Undefined for other unions. */
export function kindsOf(issue: Forms): readonly Value[] | undefined {
  const kinds = formsOfMaps(issue).map((form) => form.find(isOfOtherKind));
  return kinds.length > 0 && kinds.every((kind) => kind !== undefined)
    ? [...new Set(kinds.flatMap(({ values }) => values))]
    : undefined;
}

/**
 * The union without the forms of other kinds than the map says by a key such as `type`; as it is, where no form is of its
 * kind. Of a map without such a key, another kind is meant where it has more of the map's keys: its name may be misspelt.
 */
function ofItsKind(issue: Forms, kindKeys: readonly string[], namesKind: boolean): Forms {
  const isMeant = (form: readonly Issue[]): boolean =>
    !form.some(({ path }) => path.length === 1 && kindKeys.includes(String(path[0])));
  const forms = formsOfMaps(issue);
  const own = forms.filter(isMeant);
  if (own.length === 0) return issue;
  const fewest = Math.min(...own.map(unknownKeys));
  const nearer = forms.filter((form) => !isMeant(form) && unknownKeys(form) < fewest);
  return { errors: namesKind || nearer.length === 0 ? issue.errors.filter(isMeant) : nearer };
}

/** Keys of the map that a form does not have. */
function unknownKeys(form: readonly Issue[]): number {
  return form.reduce(
    (sum, issue) =>
      sum + (issue.code === "unrecognized_keys" && issue.path.length === 0 ? issue.keys.length : 0),
    0,
  );
}

function isOfOtherKind(issue: Issue): issue is Extract<Issue, { code: "invalid_value" }> {
  return issue.code === "invalid_value" && issue.path.join() === "type";
}

/**
 * The problems of the form that a map means, where its `id` decides: something that exists already has one, and what is
 * created has none. Undefined for other unions.
 */
function formById(issue: Forms, hasId: boolean): readonly Issue[] | undefined {
  const isOther = (form: readonly Issue[]): boolean =>
    form.some(
      (inner) =>
        inner.code === "invalid_type" && inner.path.join() === "id" && (inner.expected === "never" || !hasId),
    );
  const forms = formsOfMaps(issue);
  return forms.some(isOther) ? forms.find((form) => !isOther(form)) : undefined;
}

/** The problems of the form that has every key of the map, where another form lacks one. Undefined for other unions. */
function formByKeys(issue: Forms): readonly Issue[] | undefined {
  const forms = formsOfMaps(issue);
  return forms.some(lacksKeys) ? forms.find((form) => !lacksKeys(form)) : undefined;
}

/** The form that a map with keys of several forms is nearest to. Undefined for other unions. */
function formOfFewestProblems(issue: Forms): readonly Issue[] | undefined {
  const problems = (form: readonly Issue[]): number =>
    form.reduce((sum, inner) => sum + (inner.code === "unrecognized_keys" ? inner.keys.length : 1), 0);
  const forms = formsOfMaps(issue);
  const [nearest] = forms.every(lacksKeys) ? [...forms].sort((a, b) => problems(a) - problems(b)) : [];
  return nearest;
}

/** The forms of a union that are maps: a map with a wrong key is not meant as one of the single values. */
function formsOfMaps({ errors }: Forms): readonly (readonly Issue[])[] {
  return errors.filter(
    (form) =>
      !form.every(
        ({ code, path }) => (code === "invalid_value" || code === "invalid_type") && path.length === 0,
      ),
  );
}

/** Whether a form lacks a key that the map has. */
function lacksKeys(form: readonly Issue[]): boolean {
  return form.some(({ code, path }) => code === "unrecognized_keys" && path.length === 0);
}
