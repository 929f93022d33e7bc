import { Fn, Token } from "cdktf";
import type { IConstruct } from "constructs";
import { createHash } from "node:crypto";
import { knownText } from "./known.js";
import { report } from "./problem.js";
import { NAME_INVALID, NAME_LENGTH } from "./rules/names.js";
import { treeState } from "./tree-state.js";

interface NameRule {
  /** Abbreviation that begins the name. Source: Cloud Adoption Framework, abbreviations for Azure resources. */
  readonly prefix: string;
  readonly min: number;
  readonly max: number;
  /** Characters that Azure allows in the whole name. */
  readonly pattern: RegExp;
}

const WORDS = /^[A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9_]$/;
const DASHED = /^[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]$/;

/** Length and characters by type. Source: Azure documentation, "Naming rules and restrictions for Azure resources". */
const RULES = {
  resourceGroup: { prefix: "rg", min: 1, max: 90, pattern: /^[\p{L}\p{N}_().-]*[\p{L}\p{N}_()-]$/u },
  virtualNetwork: { prefix: "vnet", min: 2, max: 64, pattern: WORDS },
  subnet: { prefix: "snet", min: 1, max: 80, pattern: WORDS },
  networkSecurityGroup: { prefix: "nsg", min: 1, max: 80, pattern: WORDS },
  routeTable: { prefix: "rt", min: 1, max: 80, pattern: WORDS },
  route: { prefix: "udr", min: 1, max: 80, pattern: WORDS },
  virtualNetworkPeering: { prefix: "peer", min: 1, max: 80, pattern: WORDS },
  publicIp: { prefix: "pip", min: 1, max: 80, pattern: WORDS },
  publicIpPrefix: { prefix: "ippre", min: 1, max: 80, pattern: WORDS },
  natGateway: { prefix: "ng", min: 1, max: 80, pattern: WORDS },
  firewall: { prefix: "afw", min: 1, max: 80, pattern: WORDS },
  firewallPolicy: { prefix: "afwp", min: 1, max: 80, pattern: WORDS },
  firewallRuleGroup: { prefix: "rcg", min: 1, max: 80, pattern: WORDS },
  // A cluster's name is its DNS prefix too, which has 54 characters at most.
  cluster: { prefix: "aks", min: 1, max: 54, pattern: /^[A-Za-z0-9][A-Za-z0-9_-]*[A-Za-z0-9]$/ },
  identity: { prefix: "id", min: 3, max: 128, pattern: /^[A-Za-z0-9][A-Za-z0-9_-]*$/ },
  applicationGateway: { prefix: "agw", min: 1, max: 80, pattern: WORDS },
  wafPolicy: { prefix: "waf", min: 1, max: 80, pattern: WORDS },
  actionGroup: { prefix: "ag", min: 1, max: 260, pattern: DASHED },
  alert: { prefix: "ar", min: 1, max: 260, pattern: DASHED },
  functionApp: { prefix: "func", min: 2, max: 60, pattern: DASHED },
  servicePlan: { prefix: "asp", min: 1, max: 60, pattern: DASHED },
  storageAccount: { prefix: "st", min: 3, max: 24, pattern: /^[a-z0-9]+$/ },
  applicationInsights: { prefix: "appi", min: 1, max: 260, pattern: DASHED },
  dataCollectionRule: { prefix: "dcr", min: 3, max: 64, pattern: DASHED },
  dataCollectionEndpoint: { prefix: "dce", min: 3, max: 44, pattern: DASHED },
  monitorWorkspace: { prefix: "amw", min: 4, max: 44, pattern: DASHED },
  logWorkspace: { prefix: "log", min: 4, max: 63, pattern: DASHED },
  eventTopic: { prefix: "egst", min: 3, max: 50, pattern: DASHED },
  eventSubscription: { prefix: "evgs", min: 3, max: 64, pattern: DASHED },
  frontDoor: { prefix: "afd", min: 1, max: 90, pattern: DASHED },
  frontDoorEndpoint: { prefix: "fde", min: 2, max: 46, pattern: DASHED },
  bastion: { prefix: "bas", min: 1, max: 80, pattern: WORDS },
  networkGateway: { prefix: "vgw", min: 1, max: 80, pattern: WORDS },
  privateDnsLink: { prefix: "pdnslink", min: 1, max: 80, pattern: WORDS },
  keyVault: { prefix: "kv", min: 3, max: 24, pattern: /^[A-Za-z](?:-?[A-Za-z0-9])*$/ },
  managementGroupPolicy: { prefix: "pol", min: 1, max: 24, pattern: DASHED },
  policyAssignment: { prefix: "pol", min: 1, max: 64, pattern: DASHED },
} as const satisfies Record<string, NameRule>;

/** The Azure resource types that the constructs name. */
export type NamedType = keyof typeof RULES;

const CONTEXT = "aks-topology:naming";
const MARK = Symbol.for("@aks-topology/constructs.Naming");

/**
 * Names Azure resources `<abbreviation>-<platform>-<part>-<part>`, within each type's length and characters.
 *
 * Types whose names must be unique in all of Azure (storage accounts, function apps, Front Door endpoints) carry six
 * characters of a hash of the platform's name, its location and its subscription.
 */
export class Naming {
  readonly #platform: string;
  readonly #seed: readonly string[];

  /**
   * @param platform first part of every name
   * @param uniqueSeed what distinguishes this platform from others of the same name (location, subscription id)
   */
  constructor(platform: string, uniqueSeed: readonly string[] = []) {
    this.#platform = platform;
    this.#seed = uniqueSeed;
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

  /** The name of a resource; a name that breaks a rule of its type is reported on `construct`. */
  name(construct: IConstruct, type: NamedType, ...parts: readonly string[]): string {
    const name = [RULES[type].prefix, this.#platform, ...parts].join("-");
    enter(construct, type, name, this.#platform);
    return checkName(construct, type, name);
  }

  /** The name of a resource that no other tenant may have used. */
  uniqueName(construct: IConstruct, type: NamedType, ...parts: readonly string[]): string {
    const { prefix, max } = RULES[type];
    const [platform, seed] = [this.#platform, this.#seed];
    const dash = type === "storageAccount" ? "" : "-";
    const room = max - HASH_LENGTH - dash.length;
    const known = knownText(platform) ?? "";
    const words = [prefix, known, ...parts].join(dash);
    const readable = dash === "" ? words.toLowerCase().replace(/[^a-z0-9]/g, "") : words;
    const knownSeed = seed.map((part) => knownText(part) ?? "").join(" ");
    const hash = createHash("sha256").update(JSON.stringify([known, knownSeed, ...parts]));
    const name = `${readable.slice(0, room).replace(/-+$/, "")}${dash}${hash.digest("hex").slice(0, HASH_LENGTH)}`;
    checkName(construct, type, name);
    if (!Token.isUnresolved(platform) && !Token.isUnresolved(seed)) return name;
    // Terraform makes the same name of the same values.
    const joined = Fn.join(dash, [prefix, platform, ...parts]);
    const text = dash === "" ? Fn.replace(Fn.lower(joined), "/[^a-z0-9]/", "") : joined;
    const digest = Fn.sha256(Fn.jsonencode([platform, Fn.join(" ", [...seed]), ...parts]));
    return `${Fn.replace(Fn.substr(text, 0, room), "/-+$/", "")}${dash}${Fn.substr(digest, 0, HASH_LENGTH)}`;
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

const ledgers = treeState<GivenName[]>("given-names", () => []);

/** All names of an app that grow with the platform's, in the order of their making. */
export function namesOf(construct: IConstruct): readonly GivenName[] {
  return ledgers.peek(construct.node.root) ?? [];
}

function enter(construct: IConstruct, type: NamedType, name: string, platform: string): void {
  const known = knownText(name);
  if (known === undefined) return;
  const { max } = RULES[type];
  const others = known.length - (knownText(platform) ?? platform).length;
  ledgers.of(construct.node.root).push({ words: wordsOf(type), name: known, max, room: max - others });
}

function wordsOf(type: NamedType): string {
  return type.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function checkName(construct: IConstruct, type: NamedType, name: string): string {
  const known = knownText(name);
  const { min, max, pattern } = RULES[type];
  const words = wordsOf(type);
  if (known === undefined) return name;
  const length = NAME_LENGTH.judge({ words, name: known, min, max });
  report(
    construct,
    length.problem === undefined ? NAME_INVALID.judge({ words, name: known, pattern }) : length,
  );
  return name;
}
