/** Problems for machines that show them at their lines: SARIF 2.1.0, and workflow commands of GitHub Actions. */
import manifest from "@aks-topology/cli/package.json" with { type: "json" };
import type { PlatformProblem } from "@aks-topology/platform";
import { sarifUri } from "@aks-topology/trace";
import { CODES } from "./catalogue.js";
import { printable } from "./printable.js";

/** @returns a SARIF log, to be written as JSON. Its rules are those of the problems. */
export function problemSarif(problems: readonly PlatformProblem[]): object {
  const codes = [...new Set(problems.map(({ code }) => code))].sort();
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "aks-topology", version: manifest.version, rules: codes.map(ruleOf) },
        },
        columnKind: "utf16CodeUnits",
        results: problems.map((problem) => ({
          ruleId: problem.code,
          ruleIndex: codes.indexOf(problem.code),
          level: problem.severity,
          message: { text: printable(`${problem.message} ${problem.hint}`) },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: sarifUri(problem.file) },
                region: { startLine: problem.line, startColumn: problem.column },
              },
              ...(problem.path === "" ? {} : { logicalLocations: [{ fullyQualifiedName: problem.path }] }),
            },
          ],
        })),
      },
    ],
  };
}

function ruleOf(id: string): object {
  const rule = CODES[id];
  return rule === undefined
    ? { id }
    : {
        id,
        shortDescription: { text: `${rule.title}.` },
        fullDescription: { text: rule.explanation },
        help: { text: rule.remedy },
      };
}

/**
 * A line of GitHub Actions' log for each problem, which puts it at its line of a pull request, in the form of
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
 */
export function githubAnnotations(problems: readonly PlatformProblem[]): string {
  return problems
    .map(({ severity, file, line, column, code, message, hint }) => {
      const properties = { file, line: String(line), col: String(column), title: code };
      const list = Object.entries(properties).map(([key, value]) => `${key}=${property(value)}`);
      return `::${severity} ${list.join(",")}::${data(printable(`${message} ${hint}`))}\n`;
    })
    .join("");
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
