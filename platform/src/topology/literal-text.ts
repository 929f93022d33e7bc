import { Cidr } from "@aks-topology/constructs";
import { literalTemplate } from "@aks-topology/terraform";
import type { Platform } from "../schema/platform.js";
import { TOKEN } from "../yaml-text.js";

/** Parts of the file that Terraform reads as they are, or not at all; policies escape their own values. */
const NOT_TEMPLATES: ReadonlySet<string> = new Set(["backend", "governance", "naming", "paths"]);

/** The platform with its texts as templates of Terraform that are worth these texts: a tag `${x}` is no reference. */
export function withLiteralText(platform: Platform): Platform {
  const entries = Object.entries(platform).map(([key, value]) => [
    key,
    NOT_TEMPLATES.has(key) ? value : literal(value),
  ]);
  // Every value was replaced by one of its own shape.
  return Object.fromEntries(entries) as Platform;
}

function literal(value: unknown): unknown {
  if (typeof value === "string") return literalText(value);
  if (typeof value !== "object" || value === null || value instanceof Cidr) return value;
  if (Array.isArray(value)) return value.map(literal);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [literalText(key), literal(item)]));
}

/** A text as a template; the variables of a module, which no file contains, stay what they are. */
export function literalText(text: string): string {
  return text.includes(TOKEN) ? text : literalTemplate(text);
}
