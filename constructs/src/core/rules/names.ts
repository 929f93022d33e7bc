import { atMost, charactersOf } from "../condition.js";
import { defineRule } from "../rule.js";

const AZURE_NAMES = "Naming rules and restrictions for Azure resources";

/** A name of an Azure resource, and how many characters its type may have. */
export interface SizedName {
  /** What is named: "firewall policy". */
  readonly words: string;
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly remedy?: string | undefined;
}

/** A name of an Azure resource, and the characters that its type may have. */
export interface SpelledName {
  readonly words: string;
  readonly name: string;
  readonly pattern: RegExp;
}

const NAME_TOO_LONG = defineRule({
  code: "NAME_TOO_LONG",
  title: "Name outside the length that Azure accepts",
  explanation: "Each resource type has its own limit; the deployment stops at the first name beyond it.",
  remedy: "Shorten the platform's name or the key that the name is built from.",
  source: AZURE_NAMES,
  terraform: "validation",
});

export const NAME_LENGTH = NAME_TOO_LONG.case({
  matches: ({ name, min, max }: SizedName) => name.length < min || name.length > max,
  message: ({ words, name, min, max }) =>
    `The name of the ${words}, "${name}", has ${name.length} characters; Azure accepts ${min} to ${max}.`,
});

/** A name that the file gives to one thing. */
export const GIVEN_NAME_LENGTH = NAME_TOO_LONG.case({
  matches: ({ name, min, max }: SizedName) => name.length < min || name.length > max,
  message: ({ words, name, min, max }) =>
    `The name of the ${words}, "${name}", has ${name.length} characters; Azure accepts ${min} to ${max}.`,
  remedy: ({ remedy = "Change the name's length." }) => remedy,
  prop: "name",
});

/**
 * AKS names the resource group of the nodes after group, cluster and region. Source: AKS documentation, "What naming
 * restrictions are enforced for AKS resources and parameters?".
 */
export const NODE_GROUP_NAME_LENGTH = NAME_TOO_LONG.case({
  matches: ({ name, max }: Omit<SizedName, "words" | "min">) => name.length > max,
  message: ({ name, max }) =>
    `AKS would name the nodes' resource group "${name}", which has ${name.length} characters; Azure accepts ${max}.`,
  remedy: "Shorten the platform's name, the keys of spoke and cluster, or the cluster's name.",
});

/** The platform's name begins every name; the type with the least room for it decides how long it may be. */
export const PLATFORM_NAME_LENGTH = NAME_TOO_LONG.case({
  requires: ({
    platform,
    name,
    words,
    max,
    room,
  }: Omit<SizedName, "min"> & { readonly platform: string; readonly room: number }) => [
    {
      on: platform,
      condition: atMost(charactersOf(platform), room),
      message: `The name may have at most ${room} characters here: Azure accepts ${max} for the name of the ${words} ${name}.`,
    },
  ],
  message: ({ room, words }) =>
    `The platform's name leaves no room for the name of the ${words}: ${room} characters fit.`,
});

const NAME_INVALID_RULE = defineRule({
  code: "NAME_INVALID",
  title: "Name with characters that Azure rejects",
  explanation: "The allowed characters depend on the resource type.",
  remedy: "Use letters, digits and single dashes.",
  source: AZURE_NAMES,
  terraform: "structure",
});

export const GIVEN_NAME_INVALID = NAME_INVALID_RULE.case({
  matches: ({ name, pattern }: SpelledName) => !pattern.test(name),
  message: ({ words, name }) => `The name of the ${words}, "${name}", has characters that Azure rejects.`,
  remedy: "Use letters, digits and single dashes.",
  prop: "name",
});

export const NAME_INVALID = NAME_INVALID_RULE.case({
  matches: ({ name, pattern }: SpelledName) => !pattern.test(name),
  message: ({ words, name }) => `The name of the ${words}, "${name}", has characters that Azure rejects.`,
  remedy: "Use letters, digits and single dashes in the platform's name and in keys.",
});

const NAME_TAKEN = defineRule({
  code: "NAME_TAKEN",
  title: "Duplicate name",
  explanation:
    "Names in Azure and addresses in Terraform are keys joined together: cluster `main-agic` and the AGIC identity of cluster `main` get the same name, and so do cluster `b` of spoke `shop-a` and cluster `a-b` of spoke `shop`. Azure or Terraform would reject the second one, or take it for the first.",
  remedy: "Rename one of the keys.",
  source: AZURE_NAMES,
  terraform: "structure",
});

/** Two things, by their keys, and the one name that both would have. */
export interface SharedName {
  readonly first: string;
  readonly second: string;
  readonly name: string;
}

/** Two sequences of keys that join to one name. */
export const JOINED_NAME_TAKEN = NAME_TAKEN.case({
  message: ({ first, second, name }: SharedName) => `${first} and ${second} would both be named "${name}".`,
});

/** A key that a construct of the project already has in the same scope. */
interface TakenKey {
  readonly scope: string;
  readonly key: string;
  /** The prop that lists the key twice. @default none: the key is that of a construct */
  readonly prop?: string | undefined;
}

export const KEY_TAKEN = NAME_TAKEN.case({
  prop: ({ prop }: TakenKey) => prop,
  message: ({ scope, key }) => `${scope} already contains something named "${key}".`,
  remedy: "Choose another key.",
});

/** Two elements with one name in Azure or one address in Terraform. */
export const IDENTITY_TAKEN = NAME_TAKEN.case({
  message: ({ first, second, what }: SharedIdentity) => `${first} and ${second} would both have the ${what}.`,
  remedy: ({ isOneStack }) =>
    isOneStack
      ? "Rename one of the two, or a key that the name is built from."
      : "Rename one of the two, or a key that the name is built from, or specify the subscription of each stack's provider where they differ.",
});

interface SharedIdentity {
  readonly first: string;
  readonly second: string;
  readonly what: string;
  readonly isOneStack: boolean;
}

export const NAME_RULES = [
  NAME_LENGTH,
  GIVEN_NAME_LENGTH,
  NODE_GROUP_NAME_LENGTH,
  PLATFORM_NAME_LENGTH,
  NAME_INVALID,
  GIVEN_NAME_INVALID,
  JOINED_NAME_TAKEN,
  KEY_TAKEN,
  IDENTITY_TAKEN,
] as const;
