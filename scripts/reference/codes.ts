import { COMMAND_CODES } from "@aks-topology/cli/codes";
import { ALL_RULES } from "@aks-topology/platform";
import { CODES } from "@aks-topology/sync-runtime/codes";

interface Explained {
  readonly title: string;
  readonly explanation: string;
  readonly remedy: string;
  readonly source: string;
}

/** Each command has the codes of both: neither package may import the other. */
export const CODE_FILES: readonly string[] = ["cli/codes.json", "sync-runtime/codes.json"];

/** The codes of both commands, by command and code. */
export function codesJson(): string {
  const codes = { "aks-topology": texts({ ...ALL_RULES, ...COMMAND_CODES }), "route-sync": texts(CODES) };
  return `${JSON.stringify(codes, undefined, 2)}\n`;
}

function texts(codes: Readonly<Record<string, Explained>>): Readonly<Record<string, Explained>> {
  return Object.fromEntries(
    Object.entries(codes).map(([code, { title, explanation, remedy, source }]) => [
      code,
      { title, explanation, remedy, source },
    ]),
  );
}
