/** Parser of templates and expressions: one pass, by recursive descent. */
import type { Expression, ObjectItem, Step, TemplatePart } from "./expression.js";
import { Scanner } from "./expression-scanner.js";

/**
 * The parts of a template in a JSON string: no backslash escapes; `$${` and `%%{` are the literal `${` and `%{`.
 * The markers `${~` and `~}` remove the blanks of the text before and after.
 * @throws ExpressionSyntaxError
 */
export function parseTemplate(text: string): readonly TemplatePart[] {
  const reader = new Reader(text);
  const parts = reader.template(undefined);
  return parts;
}

/**
 * The expression that a text is, without `${` and `}` around it.
 * @throws ExpressionSyntaxError
 */
export function parseExpression(text: string): Expression {
  const reader = new Reader(text);
  const expression = reader.expression();
  reader.expectEnd();
  return expression;
}

const BINARY_OPERATORS = [
  ["||"],
  ["&&"],
  ["==", "!="],
  ["<=", ">=", "<", ">"],
  ["+", "-"],
  ["*", "/", "%"],
] as const;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const DIGITS = /\d+/y;

class Reader {
  readonly #scan: Scanner;

  constructor(text: string) {
    this.#scan = new Scanner(text);
  }

  expectEnd(): void {
    this.#scan.skipBlank();
    if (!this.#scan.isAtEnd) this.#scan.fail("unexpected text");
  }

  /** Up to the closing quote, or to the end of the text when `quote` is undefined. */
  template(quote: '"' | undefined): readonly TemplatePart[] {
    const parts: TemplatePart[] = [];
    let text = "";
    let textStart = this.#scan.position;
    let isTrimmed = false;
    const flush = (): void => {
      if (isTrimmed) text = text.trimStart();
      if (text !== "") parts.push({ kind: "text", text, start: textStart, end: this.#scan.position });
      text = "";
    };
    for (;;) {
      if (this.#scan.isAtEnd) {
        if (quote !== undefined) this.#scan.fail("unterminated string");
        break;
      }
      if (quote !== undefined && this.#scan.peek() === quote) break;
      if (this.#scan.at("$${") || this.#scan.at("%%{")) {
        text += this.#scan.next(3).slice(1);
      } else if (this.#scan.at("${") || this.#scan.at("%{")) {
        if (this.#scan.peek(2) === "~") text = text.trimEnd();
        flush();
        parts.push(this.#sequence());
        textStart = this.#scan.position;
        isTrimmed = this.#scan.peek(-2) === "~";
      } else {
        text += quote !== undefined && this.#scan.at("\\") ? this.#escape() : this.#scan.next(1);
      }
    }
    flush();
    if (quote !== undefined) this.#scan.next(1);
    return parts;
  }

  expression(): Expression {
    const start = this.#scan.position;
    const condition = this.#binary(0);
    if (!this.#scan.take("?")) return condition;
    const whenTrue = this.expression();
    this.#scan.expect(":");
    const whenFalse = this.expression();
    const operands = [condition, whenTrue, whenFalse];
    return { kind: "operation", operator: "?", operands, start, end: this.#scan.position };
  }

  #sequence(): TemplatePart {
    const start = this.#scan.position;
    const isDirective = this.#scan.next(2) === "%{";
    this.#scan.take("~");
    const part = isDirective
      ? this.#directive()
      : { kind: "interpolation" as const, expression: this.expression() };
    this.#scan.take("~");
    this.#scan.expect("}");
    return { ...part, start, end: this.#scan.position };
  }

  #directive(): {
    kind: "directive";
    word: string;
    variables: readonly string[];
    expression?: Expression;
  } {
    const word = this.#scan.identifier();
    switch (word) {
      case "if":
        return { kind: "directive", word, variables: [], expression: this.expression() };
      case "for": {
        const variables = this.#forVariables();
        return { kind: "directive", word, variables, expression: this.expression() };
      }
      case "else":
      case "endif":
      case "endfor":
        return { kind: "directive", word, variables: [] };
      default:
        return this.#scan.fail(`unknown template directive "${word}"`);
    }
  }

  #escape(): string {
    const next = this.#scan.next(2).slice(1);
    const simple: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };
    const length = next === "u" ? 4 : next === "U" ? 8 : 0;
    if (length === 0) return simple[next] ?? this.#scan.fail(`unknown escape \\${next}`);
    const code = this.#scan.next(length);
    return /^[\da-fA-F]+$/.test(code)
      ? String.fromCodePoint(parseInt(code, 16))
      : this.#scan.fail("malformed unicode escape");
  }

  #binary(level: number): Expression {
    const operators = BINARY_OPERATORS[level];
    if (operators === undefined) return this.#unary();
    this.#scan.skipBlank();
    const start = this.#scan.position;
    let left = this.#binary(level + 1);
    for (;;) {
      const operator = operators.find((candidate) => this.#scan.takeOperator(candidate));
      if (operator === undefined) return left;
      const operands = [left, this.#binary(level + 1)];
      left = { kind: "operation", operator, operands, start, end: this.#scan.position };
    }
  }

  #unary(): Expression {
    this.#scan.skipBlank();
    const start = this.#scan.position;
    const operator = ["!", "-"].find((candidate) => this.#scan.take(candidate));
    if (operator === undefined) return this.#postfix();
    return { kind: "operation", operator, operands: [this.#unary()], start, end: this.#scan.position };
  }

  #postfix(): Expression {
    this.#scan.skipBlank();
    const start = this.#scan.position;
    const source = this.#primary();
    const steps: Step[] = [];
    for (let step = this.#step(); step !== undefined; step = this.#step()) steps.push(step);
    if (steps.length === 0) return source;
    return source.kind === "traversal"
      ? { ...source, steps, end: this.#scan.position }
      : { kind: "access", source, steps, start, end: this.#scan.position };
  }

  #step(): Step | undefined {
    if (this.#scan.take("[")) {
      if (this.#scan.take("*")) {
        this.#scan.expect("]");
        return { kind: "splat", short: false };
      }
      const key = this.expression();
      this.#scan.expect("]");
      return staticKey(key) ?? { kind: "dynamic", key };
    }
    // `...` ends the last argument of a call; it is not a step.
    if (this.#scan.at("...") || !this.#scan.take(".")) return undefined;
    if (this.#scan.take("*")) return { kind: "splat", short: true };
    const index = this.#scan.match(DIGITS);
    return index === undefined
      ? { kind: "attribute", name: this.#scan.identifier() }
      : { kind: "index", key: Number(index) };
  }

  #primary(): Expression {
    this.#scan.skipBlank();
    const start = this.#scan.position;
    const value = this.#scan.match(NUMBER);
    if (value !== undefined) {
      return { kind: "literal", value: Number(value), text: value, start, end: this.#scan.position };
    }
    if (this.#scan.take('"'))
      return { kind: "template", parts: this.template('"'), start, end: this.#scan.position };
    if (this.#scan.take("(")) {
      const inner = this.expression();
      this.#scan.expect(")");
      return { kind: "parentheses", inner, start, end: this.#scan.position };
    }
    if (this.#scan.take("[")) return this.#tuple(start);
    if (this.#scan.take("{")) return this.#object(start);
    return this.#named(start);
  }

  #named(start: number): Expression {
    let name = this.#scan.identifier();
    while (this.#scan.take("::")) name += `::${this.#scan.identifier()}`;
    if (this.#scan.take("(")) {
      const { values: args, spread } = this.#list(")");
      return { kind: "call", name, args, spread, start, end: this.#scan.position };
    }
    const constants: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };
    const constant = Object.hasOwn(constants, name) ? constants[name] : undefined;
    return constant === undefined
      ? { kind: "traversal", root: name, steps: [], start, end: this.#scan.position }
      : { kind: "literal", value: constant, text: name, start, end: this.#scan.position };
  }

  #list(close: ")" | "]"): { readonly values: readonly Expression[]; readonly spread: boolean } {
    const values: Expression[] = [];
    let spread = false;
    while (!this.#scan.take(close)) {
      values.push(this.expression());
      spread = this.#scan.take("...");
      if (!this.#scan.take(",")) {
        this.#scan.expect(close);
        break;
      }
    }
    return { values, spread };
  }

  #tuple(start: number): Expression {
    if (this.#scan.takeWord("for")) return this.#forExpression("]", start);
    return { kind: "tuple", operands: this.#list("]").values, start, end: this.#scan.position };
  }

  #object(start: number): Expression {
    if (this.#scan.takeWord("for")) return this.#forExpression("}", start);
    const items: ObjectItem[] = [];
    while (!this.#scan.take("}")) {
      const key = this.expression();
      if (!this.#scan.takeOperator("=")) this.#scan.expect(":");
      const bare = key.kind === "traversal" && key.steps.length === 0;
      items.push({ key: bare ? key.root : key, value: this.expression() });
      this.#scan.take(",");
    }
    return { kind: "object", items, start, end: this.#scan.position };
  }

  #forExpression(close: "]" | "}", start: number): Expression {
    const variables = this.#forVariables();
    const collection = this.expression();
    this.#scan.expect(":");
    const first = this.expression();
    const second = close === "}" && this.#scan.take("=>") ? this.expression() : undefined;
    const grouped = this.#scan.take("...");
    const condition = this.#scan.takeWord("if") ? this.expression() : undefined;
    this.#scan.expect(close);
    return {
      kind: "for",
      variables,
      collection,
      ...(second === undefined ? { value: first } : { key: first, value: second }),
      condition,
      grouped,
      start,
      end: this.#scan.position,
    };
  }

  #forVariables(): readonly string[] {
    const variables = [this.#scan.identifier()];
    if (this.#scan.take(",")) variables.push(this.#scan.identifier());
    if (!this.#scan.takeWord("in")) this.#scan.fail('expected "in"');
    return variables;
  }
}

function staticKey(key: Expression): Step | undefined {
  if (key.kind === "literal" && typeof key.value === "number") return { kind: "index", key: key.value };
  if (key.kind !== "template") return undefined;
  const [part] = key.parts;
  return key.parts.length === 1 && part?.kind === "text" ? { kind: "index", key: part.text } : undefined;
}
