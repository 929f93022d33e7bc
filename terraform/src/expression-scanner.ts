import { ExpressionSyntaxError } from "./expression.js";

const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const BLANK = /(?:\s|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;

/** A position in the text of an expression, and what the text has there. */
export class Scanner {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get position(): number {
    return this.#position;
  }

  get isAtEnd(): boolean {
    return this.#position >= this.#text.length;
  }

  /** The character at some distance from here; undefined outside of the text. */
  peek(distance = 0): string | undefined {
    return this.#text[this.#position + distance];
  }

  /** The next characters, fewer at the end; the position is after as many as were asked for. */
  next(length: number): string {
    const start = this.#position;
    this.#position += length;
    return this.#text.slice(start, this.#position);
  }

  identifier(): string {
    this.skipBlank();
    return this.match(IDENTIFIER) ?? this.fail("expected a name");
  }

  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#position;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#position += found.length;
    return found;
  }

  at(token: string): boolean {
    return this.#text.startsWith(token, this.#position);
  }

  take(token: string): boolean {
    const before = this.#position;
    this.skipBlank();
    if (this.at(token)) {
      this.#position += token.length;
      return true;
    }
    this.#position = before;
    return false;
  }

  /** As `take`, but `=` does not match the start of `==` or `=>`, nor `<` that of `<=`. */
  takeOperator(token: string): boolean {
    const before = this.#position;
    if (!this.take(token)) return false;
    const next = this.#text[this.#position] ?? "";
    if (!(token === "=" && /[=>]/.test(next)) && !(/^[<>]$/.test(token) && next === "=")) return true;
    this.#position = before;
    return false;
  }

  takeWord(word: string): boolean {
    const before = this.#position;
    this.skipBlank();
    if (this.match(IDENTIFIER) === word) return true;
    this.#position = before;
    return false;
  }

  expect(token: string): void {
    if (!this.take(token)) this.fail(`expected "${token}"`);
  }

  skipBlank(): void {
    this.match(BLANK);
  }

  fail(message: string): never {
    throw new ExpressionSyntaxError(message, this.#position);
  }
}
