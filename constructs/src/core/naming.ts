import { Fn, Token } from "cdktf";
import type { IConstruct } from "constructs";
import { createHash } from "node:crypto";
import { knownText } from "./known.js";
import { NAME_FORMATS, type NamedType, type NameRule } from "./name-rules.js";
import { report } from "./problem.js";
import { GIVEN_NAME_INVALID, GIVEN_NAME_LENGTH, NAME_INVALID, NAME_LENGTH } from "./rules/names.js";
import { treeState } from "./tree-state.js";

export type { NamedType } from "./name-rules.js";

const CONTEXT = "aks-topology:naming";
const MARK = Symbol.for("@aks-topology/constructs.Naming");

/** How a team names its resources. */
export interface NamingOptions {
  /**
   * Names with the tokens of `PATTERN_TOKENS`, such as `{type}-{workload}-{env}-{region}-{nn}`.
   * @default "{type}-{workload}"
   */
  readonly pattern?: string | undefined;
  /** Value of `{env}`. @default "" */
  readonly env?: string | undefined;
  /** Values of `{region}` that are shorter than the region's name. @default the region's name */
  readonly regions?: Readonly<Record<string, string>> | undefined;
  /** Value of `{nn}`, written with two digits at least. @default 1 */
  readonly number?: number | undefined;
  /** Names of single resources by the names that the pattern gives them. @default none */
  readonly names?: Readonly<Record<string, string>> | undefined;
  /** Names of single resources, in place of the pattern. @default none */
  readonly given?: readonly {
    readonly type: NamedType;
    readonly parts: readonly string[];
    readonly name: string;
  }[];
}

/** What the tokens of a pattern are replaced with. */
export const PATTERN_TOKENS = {
  type: "the abbreviation of the resource's type in the Cloud Adoption Framework",
  workload: "the platform's name and the keys of the thing, joined by dashes",
  platform: "the platform's name",
  keys: "the keys of the thing, joined by dashes",
  env: "the environment, `naming.env`",
  region: "the region, or its short form in `naming.regions`",
  nn: "`naming.number`, with two digits",
} as const;

const DEFAULT_PATTERN = "{type}-{workload}";

/**
 * Names Azure resources by a pattern, by default `<abbreviation>-<platform>-<part>-<part>`, within each type's length and
 * characters.
 *
 * Types whose names must be unique in all of Azure (storage accounts, function apps, Front Door endpoints) carry six
 * characters of a hash of the platform's name, its location and its subscription.
 */
export class Naming {
  readonly #platform: string;
  readonly #seed: readonly string[];
  readonly #options: NamingOptions;
  readonly #region: string;
  readonly #suffix: readonly string[];

  /**
   * @param platform first part of every name
   * @param uniqueSeed what distinguishes this platform from others of the same name (location, subscription id)
   * @param options how names are built @default `{type}-{workload}`
   * @param region value of `{region}` @default the first of `uniqueSeed`
   * @param suffix last parts of every name @default none
   */
  constructor(
    platform: string,
    uniqueSeed: readonly string[] = [],
    options: NamingOptions = {},
    region = uniqueSeed[0] ?? "",
    suffix: readonly string[] = [],
  ) {
    this.#platform = platform;
    this.#seed = uniqueSeed;
    this.#options = options;
    this.#region = region;
    this.#suffix = suffix;
    Object.defineProperty(this, MARK, { value: true });
  }

  /** Names everything below a construct. */
  static provide(construct: IConstruct, naming: Naming): void {
    construct.node.setContext(CONTEXT, naming);
  }

  static of(construct: IConstruct): Naming {
    const naming: unknown = construct.node.tryGetContext(CONTEXT);
    if (isNaming(naming)) return naming;
    throw new Error(
      `${construct.node.path} is in no stack that names resources. Create it below a TopologyStack.`,
    );
  }

  /** The naming of what is in another region. */
  inRegion(region: string): Naming {
    return region === this.#region
      ? this
      : new Naming(this.#platform, this.#seed, this.#options, region, this.#suffix);
  }

  /** The naming of one of several things of a kind: every name ends with `part`. */
  withSuffix(part: string): Naming {
    return new Naming(this.#platform, this.#seed, this.#options, this.#region, [...this.#suffix, part]);
  }

  /** The name of a resource; a name that breaks a rule of its type is reported on `construct`. */
  name(construct: IConstruct, type: NamedType, ...own: readonly string[]): string {
    return this.nameWithin(NAME_FORMATS[type], construct, type, ...own);
  }

  /** @internal The name of a resource that has another rule than its type's. */
  nameWithin(
    limit: { max: number; remedy?: string },
    construct: IConstruct,
    type: NamedType,
    ...own: readonly string[]
  ): string {
    const parts = [...own, ...this.#suffix];
    const given = this.#given(type, parts);
    const named = { type, rule: { ...NAME_FORMATS[type], ...limit } };
    if (given !== undefined) return checkGiven(construct, named, given);
    const name = this.#formatted(type, parts, "-");
    const other = this.#otherName(construct, name);
    if (other !== undefined) return checkGiven(construct, named, other);
    enter(construct, named, name, this.#platform, this.#pattern);
    return checkName(construct, named, name);
  }

  /** The name of a resource that no other tenant may have used. */
  uniqueName(construct: IConstruct, type: NamedType, ...own: readonly string[]): string {
    const parts = [...own, ...this.#suffix];
    const given = this.#given(type, parts);
    const rule: NameRule = NAME_FORMATS[type];
    if (given !== undefined) return checkGiven(construct, { type, rule }, given);
    const { max, isOneWord = false } = rule;
    const [platform, seed] = [this.#platform, this.#seed];
    const dash = isOneWord ? "" : "-";
    const room = max - HASH_LENGTH - dash.length;
    const known = knownText(platform) ?? "";
    const words = this.#formatted(type, parts, dash, known);
    const readable = dash === "" ? words.toLowerCase().replace(/[^a-z0-9]/g, "") : words;
    const knownSeed = seed.map((part) => knownText(part) ?? "").join(" ");
    const hash = createHash("sha256").update(JSON.stringify([known, knownSeed, ...parts]));
    const name = `${readable.slice(0, room).replace(/-+$/, "")}${dash}${hash.digest("hex").slice(0, HASH_LENGTH)}`;
    const other = this.#otherName(construct, name);
    if (other !== undefined) return checkGiven(construct, { type, rule }, other);
    checkName(construct, { type, rule }, name);
    if (seed.length < 2 && UNIQUE_IN_AZURE.includes(type)) common.of(construct.node.root).push(name);
    if (!Token.isUnresolved(platform) && !Token.isUnresolved(seed)) return name;
    // Terraform makes the same name of the same values.
    const joined =
      this.#options.pattern === undefined
        ? Fn.join(dash, [NAME_FORMATS[type].prefix, platform, ...parts])
        : this.#formatted(type, parts, dash);
    const text = dash === "" ? Fn.replace(Fn.lower(joined), "/[^a-z0-9]/", "") : joined;
    const digest = Fn.sha256(Fn.jsonencode([platform, Fn.join(" ", [...seed]), ...parts]));
    return `${Fn.replace(Fn.substr(text, 0, room), "/-+$/", "")}${dash}${Fn.substr(digest, 0, HASH_LENGTH)}`;
  }

  get #pattern(): string {
    return this.#options.pattern ?? DEFAULT_PATTERN;
  }

  /** Whether a resource has a name of its own, instead of one by the pattern. */
  isGiven(type: NamedType, ...parts: readonly string[]): boolean {
    return this.#given(type, parts) !== undefined;
  }

  #given(type: NamedType, parts: readonly string[]): string | undefined {
    return this.#options.given?.find((one) => one.type === type && one.parts.join("/") === parts.join("/"))
      ?.name;
  }

  #otherName(construct: IConstruct, name: string): string | undefined {
    const known = knownText(name) ?? name;
    const { names = {} } = this.#options;
    if (!Object.hasOwn(names, known)) return undefined;
    replaced.of(construct.node.root).add(known);
    return names[known];
  }

  #formatted(type: NamedType, parts: readonly string[], dash: string, platform = this.#platform): string {
    const { env = "", regions = {}, number = 1 } = this.#options;
    const region = regions[knownText(this.#region) ?? ""] ?? this.#region;
    const values: Record<keyof typeof PATTERN_TOKENS, string> = {
      type: NAME_FORMATS[type].prefix,
      workload: [platform, ...parts].join(dash),
      platform,
      keys: parts.join(dash),
      env,
      region,
      nn: String(number).padStart(2, "0"),
    };
    if (this.#options.pattern === undefined) return [values.type, values.workload].join(dash);
    const name = Object.entries(values).reduce(
      (text, [token, value]) => text.replaceAll(`{${token}}`, () => value),
      this.#pattern,
    );
    // A token without a value leaves its separator behind.
    return name.replace(/([-_.])\1+/g, "$1").replace(/^[-_.]+|[-_.]+$/g, "");
  }
}

/** Whether a value is a `Naming`, of whichever copy of this package. */
function isNaming(value: unknown): value is Naming {
  return typeof value === "object" && value !== null && MARK in value;
}

/** Characters of the hash in names that are unique in all of Azure. */
const HASH_LENGTH = 6;

/** A name that was given, and how much of it is left to the platform's. */
export interface GivenName {
  /** Text for messages: "firewall policy". */
  readonly words: string;
  /** The name as far as it is known, such as `aks-contoso-shop-main`. */
  readonly name: string;
  /** The longest that Azure takes. */
  readonly max: number;
  /** Characters that the platform's name may have for this one to fit. */
  readonly room: number;
}

/** Types of which all of Azure has one of a name. Source: Azure documentation, naming rules, scope "global". */
const UNIQUE_IN_AZURE: readonly NamedType[] = ["functionApp", "keyVault", "storageAccount"];

const common = treeState<string[]>("common-names", () => []);

/**
 * Names that are unique in all of Azure, and that every platform of the same name and region gets: no subscription is in
 * their hash.
 */
export function commonNames(construct: IConstruct): readonly string[] {
  return common.peek(construct.node.root) ?? [];
}

const replaced = treeState("replaced-names", () => new Set<string>());

/** Names of the pattern that resources of an app have others for. */
export function replacedNames(construct: IConstruct): ReadonlySet<string> {
  return replaced.peek(construct.node.root) ?? new Set();
}

const ledgers = treeState<GivenName[]>("given-names", () => []);

/** All names of an app that grow with the platform's, in the order of their making. */
export function namesOf(construct: IConstruct): readonly GivenName[] {
  return ledgers.peek(construct.node.root) ?? [];
}

/** A type, and the rule of one of its names. */
interface RuledType {
  readonly type: NamedType;
  readonly rule: NameRule;
}

function enter(
  construct: IConstruct,
  { type, rule: { max } }: RuledType,
  name: string,
  platform: string,
  pattern: string,
): void {
  const known = knownText(name);
  const times = pattern.split(/\{workload\}|\{platform\}/).length - 1;
  if (known === undefined || times === 0) return;
  const others = known.length - times * (knownText(platform) ?? platform).length;
  const room = Math.floor((max - others) / times);
  ledgers.of(construct.node.root).push({ words: wordsOf(type), name: known, max, room });
}

function wordsOf(type: NamedType): string {
  return type.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function checkName(construct: IConstruct, { type, rule }: RuledType, name: string): string {
  const known = knownText(name);
  const { min, max, pattern } = rule;
  const words = wordsOf(type);
  if (known === undefined) return name;
  const length = NAME_LENGTH.judge({ words, name: known, min, max });
  report(
    construct,
    length.problem === undefined ? NAME_INVALID.judge({ words, name: known, pattern }) : length,
  );
  return name;
}

function checkGiven(construct: IConstruct, { type, rule }: RuledType, name: string): string {
  const known = knownText(name);
  const { min, max, pattern, remedy } = rule;
  const words = wordsOf(type);
  if (known === undefined) return name;
  const length = GIVEN_NAME_LENGTH.judge({ words, name: known, min, max, remedy });
  report(
    construct,
    length.problem === undefined ? GIVEN_NAME_INVALID.judge({ words, name: known, pattern }) : length,
  );
  return name;
}
