/** Parser of templates and expressions: one pass, by recursive descent. */
import {
  ExpressionSyntaxError,
  type Expression,
  type ObjectItem,
  type Step,
  type TemplatePart,
} from "./expression.js";

/**
 * The parts of a template in a JSON string: no backslash escapes; `$${` and `%%{` are the literal `${` and `%{`.
 * The markers `${~` and `~}` remove the blanks of the text before and after.
 * @throws ExpressionSyntaxError
 */
export function parseTemplate(text: string): readonly TemplatePart[] {
  const reader = new Reader(text, 0);
  const parts = reader.template(undefined);
  return parts;
}

/**
 * The expression that a text is, without `${` and `}` around it.
 * @throws ExpressionSyntaxError
 */
export function parseExpression(text: string): Expression {
  const reader = new Reader(text, 0);
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
const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const DIGITS = /\d+/y;
const BLANK = /(?:\s|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;

class Reader {
  readonly #text: string;
  #position: number;

  constructor(text: string, position: number) {
    this.#text = text;
    this.#position = position;
  }

  expectEnd(): void {
    this.#skipBlank();
    if (this.#position < this.#text.length) this.#fail("unexpected text");
  }

  /** Up to the closing quote, or to the end of the text when `quote` is undefined. */
  template(quote: '"' | undefined): readonly TemplatePart[] {
    const parts: TemplatePart[] = [];
    let text = "";
    let textStart = this.#position;
    let isTrimmed = false;
    const flush = (): void => {
      if (isTrimmed) text = text.trimStart();
      if (text !== "") parts.push({ kind: "text", text, start: textStart, end: this.#position });
      text = "";
    };
    for (;;) {
      if (this.#position >= this.#text.length) {
        if (quote !== undefined) this.#fail("unterminated string");
        break;
      }
      if (quote !== undefined && this.#text[this.#position] === quote) break;
      if (this.#at("$${") || this.#at("%%{")) {
        text += this.#text.slice(this.#position + 1, this.#position + 3);
        this.#position += 3;
      } else if (this.#at("${") || this.#at("%{")) {
        if (this.#text[this.#position + 2] === "~") text = text.trimEnd();
        flush();
        parts.push(this.#sequence());
        textStart = this.#position;
        isTrimmed = this.#text[this.#position - 2] === "~";
      } else {
        text += quote !== undefined && this.#at("\\") ? this.#escape() : (this.#text[this.#position++] ?? "");
      }
    }
    flush();
    if (quote !== undefined) this.#position += 1;
    return parts;
  }

  expression(): Expression {
    const start = this.#position;
    const condition = this.#binary(0);
    if (!this.#take("?")) return condition;
    const whenTrue = this.expression();
    this.#expect(":");
    const whenFalse = this.expression();
    const operands = [condition, whenTrue, whenFalse];
    return { kind: "operation", operator: "?", operands, start, end: this.#position };
  }

  #sequence(): TemplatePart {
    const start = this.#position;
    const isDirective = this.#text[this.#position] === "%";
    this.#position += 2;
    this.#take("~");
    const part = isDirective
      ? this.#directive()
      : { kind: "interpolation" as const, expression: this.expression() };
    this.#take("~");
    this.#expect("}");
    return { ...part, start, end: this.#position };
  }

  #directive(): {
    kind: "directive";
    word: string;
    variables: readonly string[];
    expression?: Expression;
  } {
    const word = this.#identifier();
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
        return this.#fail(`unknown template directive "${word}"`);
    }
  }

  #escape(): string {
    const next = this.#text[this.#position + 1] ?? "";
    const simple: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };
    const length = next === "u" ? 4 : next === "U" ? 8 : 0;
    if (length === 0) {
      this.#position += 2;
      return simple[next] ?? this.#fail(`unknown escape \\${next}`);
    }
    const code = this.#text.slice(this.#position + 2, this.#position + 2 + length);
    this.#position += 2 + length;
    return /^[\da-fA-F]+$/.test(code)
      ? String.fromCodePoint(parseInt(code, 16))
      : this.#fail("malformed unicode escape");
  }

  #binary(level: number): Expression {
    const operators = BINARY_OPERATORS[level];
    if (operators === undefined) return this.#unary();
    this.#skipBlank();
    const start = this.#position;
    let left = this.#binary(level + 1);
    for (;;) {
      const operator = operators.find((candidate) => this.#takeOperator(candidate));
      if (operator === undefined) return left;
      const operands = [left, this.#binary(level + 1)];
      left = { kind: "operation", operator, operands, start, end: this.#position };
    }
  }

  #unary(): Expression {
    this.#skipBlank();
    const start = this.#position;
    const operator = ["!", "-"].find((candidate) => this.#take(candidate));
    if (operator === undefined) return this.#postfix();
    return { kind: "operation", operator, operands: [this.#unary()], start, end: this.#position };
  }

  #postfix(): Expression {
    this.#skipBlank();
    const start = this.#position;
    const source = this.#primary();
    const steps: Step[] = [];
    for (let step = this.#step(); step !== undefined; step = this.#step()) steps.push(step);
    if (steps.length === 0) return source;
    return source.kind === "traversal"
      ? { ...source, steps, end: this.#position }
      : { kind: "access", source, steps, start, end: this.#position };
  }

  #step(): Step | undefined {
    if (this.#take("[")) {
      if (this.#take("*")) {
        this.#expect("]");
        return { kind: "splat", short: false };
      }
      const key = this.expression();
      this.#expect("]");
      return staticKey(key) ?? { kind: "dynamic", key };
    }
    // `...` ends the last argument of a call; it is not a step.
    if (this.#at("...") || !this.#take(".")) return undefined;
    if (this.#take("*")) return { kind: "splat", short: true };
    const index = this.#match(DIGITS);
    return index === undefined
      ? { kind: "attribute", name: this.#identifier() }
      : { kind: "index", key: Number(index) };
  }

  #primary(): Expression {
    this.#skipBlank();
    const start = this.#position;
    const value = this.#match(NUMBER);
    if (value !== undefined) {
      return { kind: "literal", value: Number(value), text: value, start, end: this.#position };
    }
    if (this.#take('"')) return { kind: "template", parts: this.template('"'), start, end: this.#position };
    if (this.#take("(")) {
      const inner = this.expression();
      this.#expect(")");
      return { kind: "parentheses", inner, start, end: this.#position };
    }
    if (this.#take("[")) return this.#tuple(start);
    if (this.#take("{")) return this.#object(start);
    return this.#named(start);
  }

  #named(start: number): Expression {
    let name = this.#identifier();
    while (this.#take("::")) name += `::${this.#identifier()}`;
    if (this.#take("(")) {
      const { values: args, spread } = this.#list(")");
      return { kind: "call", name, args, spread, start, end: this.#position };
    }
    const constants: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };
    const constant = Object.hasOwn(constants, name) ? constants[name] : undefined;
    return constant === undefined
      ? { kind: "traversal", root: name, steps: [], start, end: this.#position }
      : { kind: "literal", value: constant, text: name, start, end: this.#position };
  }

  #list(close: ")" | "]"): { readonly values: readonly Expression[]; readonly spread: boolean } {
    const values: Expression[] = [];
    let spread = false;
    while (!this.#take(close)) {
      values.push(this.expression());
      spread = this.#take("...");
      if (!this.#take(",")) {
        this.#expect(close);
        break;
      }
    }
    return { values, spread };
  }

  #tuple(start: number): Expression {
    if (this.#takeWord("for")) return this.#forExpression("]", start);
    return { kind: "tuple", operands: this.#list("]").values, start, end: this.#position };
  }

  #object(start: number): Expression {
    if (this.#takeWord("for")) return this.#forExpression("}", start);
    const items: ObjectItem[] = [];
    while (!this.#take("}")) {
      const key = this.expression();
      if (!this.#takeOperator("=")) this.#expect(":");
      const bare = key.kind === "traversal" && key.steps.length === 0;
      items.push({ key: bare ? key.root : key, value: this.expression() });
      this.#take(",");
    }
    return { kind: "object", items, start, end: this.#position };
  }

  #forExpression(close: "]" | "}", start: number): Expression {
    const variables = this.#forVariables();
    const collection = this.expression();
    this.#expect(":");
    const first = this.expression();
    const second = close === "}" && this.#take("=>") ? this.expression() : undefined;
    const grouped = this.#take("...");
    const condition = this.#takeWord("if") ? this.expression() : undefined;
    this.#expect(close);
    return {
      kind: "for",
      variables,
      collection,
      ...(second === undefined ? { value: first } : { key: first, value: second }),
      condition,
      grouped,
      start,
      end: this.#position,
    };
  }

  #forVariables(): readonly string[] {
    const variables = [this.#identifier()];
    if (this.#take(",")) variables.push(this.#identifier());
    if (!this.#takeWord("in")) this.#fail('expected "in"');
    return variables;
  }

  #identifier(): string {
    this.#skipBlank();
    return this.#match(IDENTIFIER) ?? this.#fail("expected a name");
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#position;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#position += found.length;
    return found;
  }

  #at(token: string): boolean {
    return this.#text.startsWith(token, this.#position);
  }

  #take(token: string): boolean {
    const before = this.#position;
    this.#skipBlank();
    if (this.#at(token)) {
      this.#position += token.length;
      return true;
    }
    this.#position = before;
    return false;
  }

  /** As `take`, but `=` does not match the start of `==` or `=>`, nor `<` that of `<=`. */
  #takeOperator(token: string): boolean {
    const before = this.#position;
    if (!this.#take(token)) return false;
    const next = this.#text[this.#position] ?? "";
    if (!(token === "=" && /[=>]/.test(next)) && !(/^[<>]$/.test(token) && next === "=")) return true;
    this.#position = before;
    return false;
  }

  #takeWord(word: string): boolean {
    const before = this.#position;
    this.#skipBlank();
    if (this.#match(IDENTIFIER) === word) return true;
    this.#position = before;
    return false;
  }

  #expect(token: string): void {
    if (!this.#take(token)) this.#fail(`expected "${token}"`);
  }

  #skipBlank(): void {
    this.#match(BLANK);
  }

  #fail(message: string): never {
    throw new ExpressionSyntaxError(message, this.#position);
  }
}

function staticKey(key: Expression): Step | undefined {
  if (key.kind === "literal" && typeof key.value === "number") return { kind: "index", key: key.value };
  if (key.kind !== "template") return undefined;
  const [part] = key.parts;
  return key.parts.length === 1 && part?.kind === "text" ? { kind: "index", key: part.text } : undefined;
}
