/** Writes expressions on one line where they fit, otherwise broken at brackets. */
import { literalTemplate } from "../literal.js";
import { soleExpression, type Expression, type Step, type TemplatePart } from "../expression.js";
import { alignAssignments, indent, PAGE_WIDTH } from "./layout.js";

/** @param source the text that the expression was parsed from */
export function writeExpression(expression: Expression, source: string, width: number): string {
  const flat = new Writer(source).flat(expression);
  return flat.length <= width ? flat : broken(expression, source, width);
}

/** A template in quotes, or the expression alone when the template is nothing else. */
export function writeTemplate(parts: readonly TemplatePart[], source: string, width: number): string {
  const sole = soleExpression(parts);
  if (sole !== undefined && !isStripped(parts[0], source)) return writeExpression(sole, source, width);
  return new Writer(source).quoted(parts);
}

/** The parts of a template between heredoc markers, where only braces are escaped. */
export function writeHeredocText(parts: readonly TemplatePart[], source: string): string {
  const writer = new Writer(source);
  return parts
    .map((part) => (part.kind === "text" ? literalTemplate(part.text) : writer.sequence(part)))
    .join("");
}

export function quote(text: string): string {
  const simple: Readonly<Record<string, string>> = {
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    '"': '\\"',
    "\\": "\\\\",
  };
  const escaped = text.replace(
    // The control characters that HCL escapes.
    /["\\\p{Cc}]/gu,
    (character) => simple[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `"${literalTemplate(escaped)}"`;
}

function isStripped(part: TemplatePart | undefined, source: string): boolean {
  if (part === undefined) return false;
  const text = source.slice(part.start, part.end);
  return text.startsWith("${~") || text.endsWith("~}");
}

type ForExpression = Extract<Expression, { kind: "for" }>;

class Writer {
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  flat(expression: Expression): string {
    switch (expression.kind) {
      case "literal":
        return expression.text;
      case "template": {
        const sole = soleExpression(expression.parts);
        return sole === undefined || isStripped(expression.parts[0], this.#source)
          ? this.quoted(expression.parts)
          : this.flat(sole);
      }
      case "traversal":
        return expression.root + this.#steps(expression.steps);
      case "access":
        return this.flat(expression.source) + this.#steps(expression.steps);
      case "call":
        return `${expression.name}(${this.#all(expression.args)}${expression.spread ? "..." : ""})`;
      case "operation":
        return this.#operation(expression.operator, expression.operands);
      case "tuple":
        return `[${this.#all(expression.operands)}]`;
      case "parentheses":
        return `(${this.flat(expression.inner)})`;
      case "object": {
        const items = expression.items.map(({ key, value }) => `${this.key(key)} = ${this.flat(value)}`);
        return items.length === 0 ? "{}" : `{ ${items.join(", ")} }`;
      }
      case "for": {
        const [open, close] = expression.key === undefined ? ["[", "]"] : ["{ ", " }"];
        return `${open}${this.forBody(expression)}${close}`;
      }
    }
  }

  forBody({ variables, collection, ...rest }: ForExpression): string {
    return `for ${variables.join(", ")} in ${this.flat(collection)} : ${this.forResult(rest)}`;
  }

  forResult({ key, value, condition, grouped }: Omit<ForExpression, "variables" | "collection">): string {
    const when = condition === undefined ? "" : ` if ${this.flat(condition)}`;
    return `${key === undefined ? "" : `${this.flat(key)} => `}${this.flat(value)}${grouped ? "..." : ""}${when}`;
  }

  /** A string that could be a bare word becomes one; any other expression is put in parentheses. */
  key(key: string | Expression): string {
    if (typeof key === "string") return key;
    if (key.kind === "template") {
      const [part] = key.parts;
      const word = key.parts.length === 1 && part?.kind === "text" ? part.text : undefined;
      if (word !== undefined) return isBareKey(word) ? word : quote(word);
      return soleExpression(key.parts) === undefined ? this.flat(key) : `(${this.flat(key)})`;
    }
    return this.flat(key);
  }

  quoted(parts: readonly TemplatePart[]): string {
    return `"${parts.map((part) => (part.kind === "text" ? quote(part.text).slice(1, -1) : this.sequence(part))).join("")}"`;
  }

  sequence(part: Exclude<TemplatePart, { kind: "text" }>): string {
    if (part.kind === "directive" || isStripped(part, this.#source))
      return this.#source.slice(part.start, part.end);
    return `\${${this.flat(part.expression)}}`;
  }

  #all(expressions: readonly Expression[]): string {
    return expressions.map((item) => this.flat(item)).join(", ");
  }

  #operation(operator: string, operands: readonly Expression[]): string {
    const [a = "", b = "", c = ""] = operands.map((operand) => this.flat(operand));
    if (operands.length === 1) return operator + a;
    return operator === "?" ? `${a} ? ${b} : ${c}` : `${a} ${operator} ${b}`;
  }

  #steps(steps: readonly Step[]): string {
    return steps
      .map((step) => {
        switch (step.kind) {
          case "attribute":
            return `.${step.name}`;
          case "index":
            return typeof step.key === "number" ? `[${step.key}]` : `[${quote(step.key)}]`;
          case "dynamic":
            return `[${this.flat(step.key)}]`;
          case "splat":
            return step.short ? ".*" : "[*]";
        }
      })
      .join("");
  }
}

export function isBareKey(key: string): boolean {
  return /^[A-Za-z_][\w-]*$/.test(key) && !["for", "null", "true", "false", "if"].includes(key);
}

function broken(expression: Expression, source: string, width: number): string {
  const writer = new Writer(source);
  const inner = (part: Expression): string => writeExpression(part, source, width - 2);
  switch (expression.kind) {
    case "tuple":
      return bracketed("[", expression.operands.map(inner), "]");
    case "object":
      return writeEntries(expression.items.map(({ key, value }) => [writer.key(key), inner(value)]));
    case "call": {
      const [only] = expression.args;
      if (only === undefined || expression.spread) return writer.flat(expression);
      if (
        expression.args.length === 1 &&
        (only.kind === "tuple" || only.kind === "object" || only.kind === "for")
      ) {
        return `${expression.name}(${broken(only, source, width)})`;
      }
      return bracketed(`${expression.name}(`, expression.args.map(inner), ")");
    }
    case "for": {
      const [open, close] = expression.key === undefined ? ["[", "]"] : ["{", "}"];
      return [open, ...indent(brokenFor(expression, writer, inner)), close].join("\n");
    }
    case "literal":
    case "template":
    case "traversal":
    case "access":
    case "operation":
    case "parentheses":
      return writer.flat(expression);
  }
}

/** The lines between brackets, where line breaks have no meaning: one, or the result below, or its two halves. */
function brokenFor(expression: ForExpression, writer: Writer, inner: (part: Expression) => string): string[] {
  const whole = writer.forBody(expression);
  if (whole.length <= PAGE_WIDTH) return [whole];
  const { variables, collection, key, value, condition } = expression;
  const head = `for ${variables.join(", ")} in ${inner(collection)} :`;
  const [left, right] = value.kind === "operation" ? value.operands : [];
  const isLong = writer.flat(value).length > PAGE_WIDTH;
  const result =
    value.kind === "operation" && isLong && left !== undefined && right !== undefined && !key && !condition
      ? [`${inner(left)} ${value.operator}`, inner(right)]
      : [writer.forResult(expression)];
  return [head, ...result].flatMap((line) => line.split("\n"));
}

/** One item per line, each with a comma, so that adding one changes no other line. */
export function bracketed(open: string, items: readonly string[], close: string): string {
  return [open, ...indent(items.flatMap((item) => `${item},`.split("\n"))), close].join("\n");
}

export function writeEntries(entries: readonly (readonly [string, string])[]): string {
  if (entries.length === 0) return "{}";
  const items = entries.map(([name, value]) => ({ comment: [], name, lines: value.split("\n") }));
  return ["{", ...indent(alignAssignments(items)), "}"].join("\n");
}
