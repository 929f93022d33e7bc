/** What the first lines of an example announce (`# expect: CODE line N`), as `CODE line N`, sorted. */
export function expectedProblems(text: string): string[] {
  return [...text.matchAll(/^# expect: (\w+) line (\d+)$/gm)]
    .map(([, code, line]) => `${code} line ${line}`)
    .sort();
}

/** Problems as `CODE line N`, sorted, of one severity. */
export function foundProblems(
  problems: readonly { readonly code: string; readonly line: number; readonly severity: string }[],
  severity: "error" | "warning",
): string[] {
  return problems
    .filter((problem) => problem.severity === severity)
    .map(({ code, line }) => `${code} line ${line}`)
    .sort();
}
