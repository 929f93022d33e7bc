import { PATTERN_TOKENS } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { INVALID_VALUE, MISSING_KEY } from "../file-rules.js";
import { moduleRoles } from "./module-role.js";
import type { IssueParams } from "./values.js";

const TOKENS = Object.keys(PATTERN_TOKENS);
const TOKEN_LIST = TOKENS.map((token) => `{${token}}`).join(", ");

const word = z.string().regex(/^[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*$/, {
  error: "expected letters and digits, such as prod",
});

const pattern = z
  .string()
  .regex(/^[A-Za-z0-9{][A-Za-z0-9._{}-]*$/, {
    error: "expected letters, digits, dashes and tokens, such as {type}-{workload}-{env}",
  })
  .superRefine((text, context) => {
    const add = (message: string, hint: string): void => {
      const params: IssueParams = { problem: INVALID_VALUE.code, hint };
      context.addIssue({ code: "custom", message, params });
    };
    const [unknown] = [...text.matchAll(/\{([^{}]*)\}/g)].filter(([, token = ""]) => !TOKENS.includes(token));
    if (unknown !== undefined) add(`there is no token ${unknown[0]}`, `Use some of: ${TOKEN_LIST}.`);
    else if (/[{}]/.test(text.replaceAll(/\{\w+\}/g, "")))
      add("a token begins or ends without its brace", `Write tokens as ${TOKEN_LIST}.`);
    else if (!/\{(?:workload|keys)\}/.test(text))
      add("all things of one type would have one name", "Add {workload} or {keys}, which tell them apart.");
  });

/** The name of one resource in Azure. Its length and characters are those of the resource's type. */
export const azureName = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[^{}]*$/, { error: "expected a name without braces" });

const names = z.record(z.string().min(1), azureName);

const shape = z.strictObject({
  pattern: pattern.default("{type}-{workload}").meta({
    description: `Pattern of all names, with the tokens ${TOKEN_LIST}.`,
  }),
  env: word.optional().meta({ description: "Value of {env}, such as prod.", fallback: "none" }),
  regions: z
    .record(z.string(), word)
    .optional()
    .meta({ description: "Short forms of regions for {region}, such as westeurope: weu.", fallback: "none" }),
  number: z.int().min(0).max(999).default(1).meta({ description: "Value of {nn}, with two digits." }),
  names: names.optional().meta({
    description:
      "Names of single resources by the names that the pattern gives them, such as snet-contoso-shop-main-system: snet-aks.",
    fallback: "those of the pattern",
  }),
});

/** How the Azure resources of a platform are named. */
export const naming = shape.superRefine((given, context) => {
  if (!given.pattern.includes("{env}") || given.env !== undefined) return;
  const params: IssueParams = { problem: MISSING_KEY.code, hint: "Add env, such as env: prod." };
  context.addIssue({
    code: "custom",
    path: ["env"],
    message: 'the pattern has {env}, and the key "env" is missing',
    params,
  });
});

// The pattern decides on every name, so it is not left to the callers of a module.
for (const part of [pattern, word, names, shape.shape.number]) moduleRoles.add(part, { role: "fixed" });
