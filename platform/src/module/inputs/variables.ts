import { assume, Cidr } from "@aks-topology/constructs/internal";
import { ref, Token } from "cdktf";
import type { Platform } from "../../schema/platform.js";
import type { KeyPath } from "../../source-map.js";
import {
  asShape,
  fitting,
  forms,
  isNamedKind,
  isRecord,
  mapValues,
  moduleShape,
  roleOf,
  type Shape,
} from "./schema-shape.js";
import { VariablePlace } from "./variable-place.js";

export type VariableType = "string" | "number" | "map(string)" | "list(string)" | "list(number)";

/** A value of the platform file that the module's caller sets. */
export interface ModuleVariable {
  readonly name: string;
  readonly path: KeyPath;
  readonly type: VariableType;
  readonly description: string;
  /** The value in the file, as a Terraform value. */
  readonly default: unknown;
  /** Whether the value is an address range, or a list of them. */
  readonly isRange: boolean;
  /** The forms of the value, or of each item of a list, that the file's schema allows. */
  readonly forms: readonly Shape[];
  /** How many items a list has, by the file's schema. @default any number, or no list */
  readonly items?: { readonly least?: number | undefined; readonly most?: number | undefined } | undefined;
  readonly sensitive: boolean;
}

/** A platform whose scalars render as Terraform variables, while every check uses the values in the file. */
export interface ParameterizedPlatform {
  readonly platform: Platform;
  readonly variables: readonly ModuleVariable[];
}

/**
 * Turns the scalars of a validated platform into variables.
 *
 * What decides which resources exist is fixed: named kinds, flags, keys and references by name. The rule is derived from
 * the schema, so that a new key is a variable by default; `moduleRoles` lists the exceptions.
 * @param isVariable whether a name may be a variable; other values stay literal
 */
export function extractVariables(
  platform: Platform,
  isVariable: (name: string) => boolean = () => true,
): ParameterizedPlatform {
  const walk = new Walk(isVariable);
  const replaced = walk.visit(platform, moduleShape(), new VariablePlace());
  // Only leaves were replaced, each by a value of its own type.
  return { platform: replaced as Platform, variables: walk.variables };
}

type Scalar = Cidr | string | number;

class Walk {
  readonly variables: ModuleVariable[] = [];
  readonly #isVariable: (name: string) => boolean;
  readonly #taken = new Set<string>();

  constructor(isVariable: (name: string) => boolean) {
    this.#isVariable = isVariable;
  }

  visit(value: unknown, shape: Shape, place: VariablePlace): unknown {
    if (roleOf(shape)?.role === "fixed") return value;
    if (isScalar(value)) return this.#scalar(value, shape, place);
    if (Array.isArray(value)) return this.#list(value, shape, place);
    const [form] = fitting(shape, value);
    return isRecord(value) && form !== undefined ? this.#object(value, form, shape, place) : value;
  }

  #object(
    value: Readonly<Record<string, unknown>>,
    form: Shape,
    shape: Shape,
    place: VariablePlace,
  ): unknown {
    const values = mapValues(form);
    if (values !== undefined) {
      // The description of a map applies to each of its entries.
      const things = shape.description === undefined ? values : { description: shape.description, ...values };
      const entries = (): unknown =>
        Object.fromEntries(
          Object.entries(value).map(([key, item]) => [key, this.visit(item, things, place.item(key))]),
        );
      // If the keys decide on resources, each value is a separate variable.
      return isText(things)
        ? this.#add("map(string)", value, [things], shape, place, asMap, entries)
        : entries();
    }
    const entries = Object.entries(form.properties ?? {}).flatMap(([key, property]) => {
      const itsShape = asShape(property);
      const item = value[key] ?? roleOf(itsShape)?.whenAbsent;
      const itsPlace = place.key(key, forms(itsShape).some(holdsThings));
      return item === undefined ? [] : [[key, this.visit(item, itsShape, itsPlace)]];
    });
    // Other keys of the parsed file stay as they are.
    return { ...value, ...Object.fromEntries(entries) };
  }

  #scalar(value: Scalar, shape: Shape, place: VariablePlace): unknown {
    const fit = fitting(shape, value);
    if (isNamedKind(fit) && roleOf(shape)?.role !== "variable") return value;
    const type = typeof value === "number" ? "number" : "string";
    // If the file accepts a number or text, the parsed value is text.
    const numbers = type === "number" ? [] : forms(shape).filter(({ type: of }) => of === "integer");
    const taken = [...new Set([...numbers, ...fit])];
    return this.#add(type, value, taken, shape, place, (name) => rendered(value, `var.${name}`));
  }

  #list(value: readonly unknown[], shape: Shape, place: VariablePlace): unknown {
    const itemShape = (item: unknown, i: number): Shape => {
      const [form] = fitting(shape, value);
      return asShape(form?.prefixItems?.[i] ?? (Array.isArray(form?.items) ? undefined : form?.items));
    };
    const [first] = value;
    if (!value.every(isScalar) || !isScalar(first))
      return value.map((item, i): unknown => this.visit(item, itemShape(item, i), place.item(i)));
    const ofItems = itemShape(first, 0);
    const fit = fitting(ofItems, first);
    if (isNamedKind(fit) || roleOf(ofItems)?.role === "fixed") return value;
    // A list that may be written as a single value is a single variable while it has one item.
    const bare = forms(shape).some((form) => form.type !== "array");
    if (bare && value.length === 1) return [this.#scalar(first, shape, place)];
    const type = typeof first === "number" ? "list(number)" : "list(string)";
    return this.#add(type, value, fit, shape, place, (name) =>
      value.map((item, i) => rendered(item, `var.${name}[${i}]`)),
    );
  }

  /** The variable of a place, in the form that constructs accept; the result of `otherwise` if it may not be one. */
  #add(
    type: VariableType,
    value: unknown,
    fit: readonly Shape[],
    shape: Shape,
    place: VariablePlace,
    render: (name: string) => unknown,
    otherwise: () => unknown = () => value,
  ): unknown {
    const name = place.names.find((candidate) => !this.#taken.has(candidate));
    if (name === undefined || !this.#isVariable(name)) return otherwise();
    this.#taken.add(name);
    this.variables.push({
      name,
      path: place.path,
      type,
      description: `${shape.description ?? place.label}${place.belonging}`,
      default: plain(value),
      isRange: (Array.isArray(value) ? value : [value]).some((item) => item instanceof Cidr),
      forms: fit,
      items: Array.isArray(value) ? itemsOf(fitting(shape, value)) : undefined,
      sensitive: roleOf(shape)?.sensitive ?? false,
    });
    return render(name);
  }
}

function isScalar(value: unknown): value is Scalar {
  return value instanceof Cidr || typeof value === "string" || typeof value === "number";
}

function asMap(name: string): unknown {
  return Token.asStringMap(ref(`var.${name}`));
}

function itemsOf([form]: readonly Shape[]): ModuleVariable["items"] {
  return form && { least: form.minItems, most: form.maxItems };
}

function isText(shape: Shape): boolean {
  return forms(shape).every((form) => form.type === "string");
}

/** Whether a shape is a map of things by name, not of text. */
function holdsThings(shape: Shape): boolean {
  const values = mapValues(shape);
  return values !== undefined && !isText(values);
}

function rendered(value: Scalar, expression: string): Scalar {
  if (value instanceof Cidr) return value.rendering(expression);
  return typeof value === "number"
    ? assume(Token.asNumber(ref(expression)), value)
    : assume(Token.asString(ref(expression)), value);
}

function plain(value: unknown): unknown {
  if (value instanceof Cidr) return value.literal;
  return Array.isArray(value) ? value.map(plain) : value;
}
