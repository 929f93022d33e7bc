import { namesOf } from "@aks-topology/constructs/internal";
import type { IConstruct } from "constructs";
import type { ModuleVariable } from "../inputs/variables.js";
import type { Validation } from "./validation.js";

/** The platform's name begins every name in Azure: the one with the least room for it says how long it may be. */
export function nameChecks(root: IConstruct, variables: readonly ModuleVariable[]): readonly Validation[] {
  const variable = variables.find(({ path }) => path.join(".") === "name");
  const [tightest] = [...namesOf(root)].sort((a, b) => a.room - b.room);
  if (variable === undefined || tightest === undefined) return [];
  const longest = Math.max(...variable.forms.map(({ maxLength = Infinity }) => maxLength));
  const { name, room, words, max } = tightest;
  if (room >= longest) return [];
  return [
    {
      variable: variable.name,
      code: "NAME_TOO_LONG",
      condition: `length(var.${variable.name}) <= ${room}`,
      error_message: `It has at most ${room} characters here: Azure takes ${max} for the name of the ${words} ${name.replace(String(variable.default), "NAME")}.`,
    },
  ];
}
