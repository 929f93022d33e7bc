import { Option } from "commander";

const OUTPUTS = ["text", "json", "sarif", "github"] as const;

/** How problems are printed: for users, as the command's document, as SARIF 2.1.0, or as annotations of GitHub Actions. */
export type Output = (typeof OUTPUTS)[number];

/** `--output text|json|sarif|github`. */
export function outputOption(): Option {
  return new Option("--output <format>", OUTPUTS.join(", ")).choices(OUTPUTS).default("text");
}
