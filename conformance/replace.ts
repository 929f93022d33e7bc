const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const TOKEN = /\beyJ[\w-]+\.[\w-]+\.?[\w-]*/g;
const ADDRESS = /[\w.+#-]+@[\w-]+\.[\w.-]+/g;
const IPV4 = /(?<![\d.])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?![\d.])/g;
const CLUSTER_HOST = /[\w.-]+\.azmk8s\.io/gi;
/** Values of queries that are signed (an operation's `t`, `c`, `s`, `h`) or secret (a SAS's `sig`). */
const SIGNED = /([?&](?:t|c|s|h|sig|se|skoid|sktid)=)[^&"\\\s]+/g;

/** Names that the owner of a subscription would be known by, with what is written in their place. */
export type Names = Readonly<Record<string, string>>;

/**
 * Takes out of a text what could name a subscription or its owner. Equal ids become equal placeholders, numbered as they
 * come, so that "the etag of the answer is that of the GET" stays visible.
 */
export class Replacements {
  readonly #names: readonly (readonly [RegExp, string])[];
  readonly #known = new Map<string, string>();

  constructor(names: Names) {
    this.#names = Object.entries(names)
      .filter(([name]) => name !== "")
      // The longer first: a node resource group's name contains the group's.
      .sort(([a], [b]) => b.length - a.length)
      .map(([name, placeholder]) => [new RegExp(escaped(name), "gi"), placeholder] as const);
  }

  text(text: string): string {
    const named = this.#names.reduce(
      (sofar, [name, placeholder]) => sofar.replaceAll(name, placeholder),
      text,
    );
    return named
      .replaceAll(TOKEN, "<token>")
      .replaceAll(SIGNED, "$1<signature>")
      .replaceAll(ADDRESS, "<e-mail>")
      .replaceAll(CLUSTER_HOST, "<host>.azmk8s.io")
      .replaceAll(GUID, (guid) => this.#numbered("guid", guid))
      .replaceAll(IPV4, (address, a: string, b: string) =>
        isPrivate(Number(a), Number(b)) ? address : this.#numbered("address", address),
      );
  }

  /** The same for everything in a JSON value, keys included. */
  json(value: unknown): unknown {
    return value === undefined ? undefined : JSON.parse(this.text(JSON.stringify(value)));
  }

  #numbered(kind: string, value: string): string {
    const key = `${kind} ${value.toLowerCase()}`;
    const known = this.#known.get(key) ?? `<${kind}-${this.#known.size + 1}>`;
    this.#known.set(key, known);
    return known;
  }
}

/** What of a text still looks like an id, a token, a signature or a name of the owner's; nothing may be written with it. */
export function remains(text: string, names: Names): string[] {
  const found = [GUID, TOKEN, ADDRESS].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([match]) => match),
  );
  const signed = [...text.matchAll(SIGNED)]
    .map(([match]) => match)
    .filter((match) => !match.endsWith("<signature>"));
  const named = Object.keys(names).filter(
    (name) => name !== "" && text.toLowerCase().includes(name.toLowerCase()),
  );
  return [...found, ...signed, ...named];
}

function isPrivate(a: number, b: number): boolean {
  return (
    a === 0 ||
    a === 10 ||
    a === 127 ||
    a === 255 ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    (a === 168 && b === 63)
  );
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
