import { isArray, isObject } from "./json.js";

/** A text as a template that is worth exactly the text: `${` and `%{` in it are no templates. */
export function literalTemplate(text: string): string {
  return text.replace(/([$%])\{/g, "$1$1{");
}

/** JSON whose texts, keys included, are templates that are worth the texts given. */
export function literalTemplates(value: unknown): unknown {
  if (typeof value === "string") return literalTemplate(value);
  if (isArray(value)) return value.map(literalTemplates);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [literalTemplate(key), literalTemplates(item)]),
  );
}
