import { isKnown, Term } from "@aks-topology/terraform";

/** A resource or data source, with references in its attributes resolved. */
export interface Thing {
  readonly type: string;
  /** Terraform address, or what names it to a person where it is not in a configuration. */
  readonly address: string;
  /** Sets things of one address in several stacks apart. @default none */
  readonly stack?: string | undefined;
  readonly attribute: (name: string) => unknown;
}

/** An attribute of a thing that is known once Azure has made it. */
export class Pending extends Term {
  readonly owner: string;
  readonly attribute: string;

  /** @param nested the attribute within a block, by which the private and the public addresses of a virtual hub's firewall differ */
  constructor({ stack, address }: Pick<Thing, "stack" | "address">, attribute: string, nested?: string) {
    super("path", address, attribute);
    this.owner = ownerKey({ stack, address });
    this.attribute =
      attribute === "virtual_hub" && nested !== undefined ? `${attribute}.${nested}` : attribute;
  }
}

export function ownerKey({ stack, address }: Pick<Thing, "stack" | "address">): string {
  return stack === undefined ? address : `${stack}/${address}`;
}

/** What others refer to a thing by: its id in lower case, or the place of the attribute where that is unknown. */
export function keyOf(value: unknown): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : value.toLowerCase();
  if (value instanceof Pending) return `${value.owner}#${value.attribute}`;
  return value instanceof Term ? `unknown:${describe(value)}` : undefined;
}

export function ownKey(thing: Thing): string {
  return keyOf(thing.attribute("id")) ?? `${ownerKey(thing)}#id`;
}

/** An unknown value in a few words: `var.prefix`, `azurerm_lb.main.private_ip_address`. */
export function describe(value: unknown): string {
  if (value instanceof Pending) return `${value.owner}.${value.attribute}`;
  if (!(value instanceof Term)) return typeof value === "string" ? value : JSON.stringify(value);
  if (value.operator === "path") return value.operands.map(stepText).join(".");
  return value.operands
    .filter((operand) => operand !== undefined && !isKnown(operand))
    .map(describe)
    .join(", ");
}

function stepText(step: unknown): string {
  if (typeof step === "string") return step;
  if (!isRecord(step)) return "";
  const { name, key } = step;
  return typeof name === "string"
    ? name
    : typeof key === "string" || typeof key === "number"
      ? String(key)
      : "*";
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Term);
}
