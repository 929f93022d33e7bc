import { parseDocument } from "yaml";

/** A part of a platform file that was written by hand, or the message of what is wrong with its YAML. */
export function parsePart(text: string): { readonly part: unknown } | { readonly message: string } {
  const document = parseDocument(text);
  const [error] = document.errors;
  return error === undefined ? { part: document.toJS() ?? {} } : { message: error.message };
}
