import {
  armIdPattern,
  armTypeOf,
  armTypeWords,
  canonicalArmId,
  Cidr,
  InvalidCidrError,
  isIpv4Address,
  NOT_ON_THE_INTERNET,
  regionMeant,
  wrongNameIn,
  type ArmType,
  type RuleText,
} from "@aks-topology/constructs/internal";
import * as z from "zod";
import { INVALID_CIDR, INVALID_VALUE } from "../file-rules.js";
import { moduleRoles } from "./module-role.js";

/** What a refinement passes through zod: the code and the hint of the problem. */
export interface IssueParams {
  readonly problem: string;
  readonly hint: string;
  /** Whether the message continues a sentence that begins with the key. @default false: it is a sentence */
  readonly continuesKey?: boolean;
}

/** An address range. */
export const cidr = z
  .string()
  .transform((text, context): Cidr => {
    try {
      return Cidr.of(text);
    } catch (error) {
      if (!(error instanceof InvalidCidrError)) throw error;
      const hint =
        error.suggestion === undefined
          ? "Write a range such as 10.1.0.0/16."
          : `Did you mean ${error.suggestion}?`;
      const params: IssueParams = { problem: INVALID_CIDR.code, hint };
      context.addIssue({ code: "custom", message: error.message, params });
      return z.NEVER;
    }
  })
  .meta({ description: "Address range in CIDR notation, such as 10.1.0.0/16." });

/** An IPv4 address range, for what supports no other. */
export const ipv4Cidr = cidr
  .refine(({ family }) => family === 4, {
    error: "expected an IPv4 range such as 10.1.0.0/16",
    params: {
      problem: INVALID_CIDR.code,
      hint: "Write an IPv4 range: IPv6 is not supported here.",
    } satisfies IssueParams,
  })
  .meta({ description: "IPv4 address range in CIDR notation, such as 10.1.0.0/16." });

/** An address range of IPv6. */
export const ipv6Cidr = cidr
  .refine(({ family }) => family === 6, {
    error: "expected an IPv6 range such as fd00:10:1::/48",
    params: {
      problem: INVALID_CIDR.code,
      hint: "Write an IPv6 range: IPv4 ranges have separate keys.",
    } satisfies IssueParams,
  })
  .meta({ description: "IPv6 address range in CIDR notation, such as fd00:10:1::/48." });

/** One range, or a list of them. */
export const addressSpace = z
  .union([cidr, z.array(cidr).min(1, { error: "expected at least one address range" })], {
    error: "expected an address range, or a list of them",
  })
  .transform((given, context): readonly [Cidr, ...Cidr[]] => {
    const [first, ...others] = given instanceof Cidr ? [given] : given;
    // The schema requires at least one, which the type of the list does not express.
    if (first !== undefined) return [first, ...others];
    context.addIssue({ code: "custom", message: "expected at least one address range" });
    return z.NEVER;
  })
  .refine(([first]) => first.family === 4, {
    error: "expected an IPv4 range first: subnets are cut from it",
    params: {
      problem: INVALID_CIDR.code,
      hint: "Begin the list with an IPv4 range such as 10.1.0.0/16; IPv6 ranges follow it.",
    } satisfies IssueParams,
  });

/** A single IPv4 address. */
export const ipAddress = z
  .string()
  .refine(isIpv4Address, { error: "expected an IPv4 address such as 10.0.0.4" })
  .meta({ format: "ipv4" });

/** Ranges whose addresses no host has: Linux and Windows send nothing there. */
const OF_NO_HOST = ["0.0.0.0/8", "127.0.0.0/8", "224.0.0.0/3"].map((range) => Cidr.of(range));

/** The address of a DNS server, or of another host. */
export const hostAddress = ipAddress.refine(
  (text) => !isIpv4Address(text) || !OF_NO_HOST.some((range) => range.overlaps(Cidr.of(`${text}/32`))),
  {
    error: "expected an address that a host can have, and this one is reserved",
    params: {
      problem: INVALID_VALUE.code,
      hint: "Write the address of the server, such as 10.0.0.4.",
      continuesKey: true,
    } satisfies IssueParams,
  },
);

/** Ranges that a gateway routes to. The default route has keys of its own: the egress of clusters, and the hub's firewall. */
export const routedPrefixes = z
  .array(
    ipv4Cidr.refine((range) => range.prefixLength > 0, {
      error: "expected the ranges of the network, and 0.0.0.0/0 is the default route",
      params: {
        problem: INVALID_VALUE.code,
        hint: "Specify the ranges of the network; the egress of a cluster says where its other traffic goes.",
        continuesKey: true,
      } satisfies IssueParams,
    }),
  )
  .min(1);

/** Whether a range has addresses of the Internet alone. Text that is no address has a problem of its own. */
function isPublic(address: string | Cidr): boolean {
  if (typeof address === "string" && !isIpv4Address(address)) return true;
  const range = address instanceof Cidr ? address : Cidr.of(`${address}/32`);
  return !NOT_ON_THE_INTERNET.some((each) => each.overlaps(range));
}

const OF_THE_INTERNET = {
  error: "expected an address of the Internet, and this one is private",
  params: {
    problem: INVALID_VALUE.code,
    hint: "Write the public address that others see, such as 203.0.113.4.",
    continuesKey: true,
  } satisfies IssueParams,
};

/** A single public IPv4 address. */
export const publicAddress = ipAddress.refine(isPublic, OF_THE_INTERNET);

/** A public IPv4 address, or a range of them. */
export const publicAddressOrRange = z
  .union([ipAddress, ipv4Cidr], {
    error: "expected a public IPv4 address such as 203.0.113.4, or a range of them such as 203.0.113.16/28",
  })
  .refine(isPublic, OF_THE_INTERNET);

/** A region by its name in Azure Resource Manager. Service tags and zones are named after it. */
export const region = z
  .string()
  .superRefine((text, context) => {
    if (/^[a-z0-9]+$/.test(text)) return;
    const meant = regionMeant(text);
    const params: IssueParams = {
      problem: INVALID_VALUE.code,
      hint: meant === undefined ? "Choose another value." : `Did you mean ${meant}?`,
      continuesKey: true,
    };
    const message = "expected a region in lower case and in one word, such as westeurope";
    context.addIssue({ code: "custom", message, params });
  })
  .meta({ pattern: "^[a-z0-9]+$" });

const tagName = z
  .string()
  .min(1)
  .max(512)
  .regex(/^[^<>%&\\?/]*$/, { error: "expected none of the characters < > % & \\ ? /" });

/** Tags of Azure resources: 50 at most, whose names differ in more than case. Source: Azure documentation, use tags. */
export const tags = z
  .record(tagName, z.string().max(256))
  .refine((given) => Object.keys(given).length <= 50, {
    error: "there are more than the 50 tags that Azure allows",
    params: { problem: INVALID_VALUE.code, hint: "Remove some." } satisfies IssueParams,
  })
  .superRefine((given, context) => {
    const names = Object.keys(given);
    const times = new Map<string, number>();
    for (const name of names.map(lowerCase)) times.set(name, (times.get(name) ?? 0) + 1);
    const same = names.filter((name) => (times.get(lowerCase(name)) ?? 0) > 1);
    if (same.length === 0) return;
    const list = same.map((name) => JSON.stringify(name)).join(" and ");
    const message = `the tag names ${list} differ only in case, which Azure ignores`;
    const params: IssueParams = { problem: INVALID_VALUE.code, hint: "Keep one of them." };
    context.addIssue({ code: "custom", message, params });
  });

function lowerCase(text: string): string {
  return text.toLowerCase();
}

/** The construct tree keeps children in an object, which has a member of this name: arguments of `refine`. */
export const notConstructor = [
  (name: string): boolean => name !== "constructor",
  { error: 'expected a name other than "constructor", which JavaScript reserves' },
] as const;

/** Names of things in the file become parts of Terraform addresses and of Azure names. */
export const key = z
  .string()
  .regex(/^[a-z](?:-?[a-z0-9])*$/, {
    error: "expected lower-case letters and digits, words joined by single dashes, beginning with a letter",
  })
  .max(24, { error: "expected at most 24 characters" })
  .refine(...notConstructor);

/** Earlier keys of what a map has under another key now: one, or several of them, the newest first. */
export function earlier(
  keys: z.ZodType<string, string>,
): z.ZodType<string | string[] | undefined, string | string[] | undefined> {
  const schema = z
    .union([keys, z.array(keys).min(1)], { error: "expected the earlier key, or a list of them" })
    .optional()
    .meta({
      description:
        "Earlier key, or a list of them, the newest first: names in Azure and places stay those of the oldest.",
      fallback: "none",
    });
  // Terraform takes no variables in moved blocks.
  moduleRoles.add(schema, { role: "fixed" });
  return schema;
}

/** A host name, such as shop.contoso.com. */
export const hostName = z
  .string()
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, {
    error: "expected a host name in lower case, such as shop.contoso.com",
  })
  .max(253);

/** A DNS domain of up to 34 labels. Source: Azure DNS documentation, private resolver endpoints and rulesets, rules. */
export const domain = z
  .string()
  .regex(/^(\.|(?=.{1,254}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9])?){0,33}\.?)$/i, {
    error: "expected a domain of up to 34 labels such as corp.contoso.com, or a dot for all names",
  });

/** A host name whose first label may be a wildcard. */
export const hostNamePattern = z
  .string()
  .regex(/^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, {
    error: "expected a host name in lower case, such as shop.contoso.com, or with a star as its first part",
  })
  .max(253);

/** Availability zones. */
export const zones = z
  .array(z.union([z.literal(1), z.literal(2), z.literal(3)]))
  .refine((list) => new Set(list).size === list.length, { error: "expected each zone once" })
  .transform((list) => list.map(String))
  .meta({ description: "Availability zones, such as [1, 2, 3].", fallback: "not bound to zones" });

/**
 * Name of a size of machines. The number after a dash is that of the cores that remain, such as Standard_E8-4ds_v5. Source:
 * virtual machines documentation, constrained vCPU sizes.
 */
export const machineSize = z
  .string()
  .regex(/^[A-Za-z0-9_]+(-\d+[A-Za-z0-9_]*)?$/, { error: "expected a size such as Standard_D4ds_v5" });

/** The id of a resource of one type, or of one of several, in the case that azurerm accepts. */
export function idOf(...types: readonly [ArmType, ...ArmType[]]): z.ZodString {
  const pattern = armIdPattern(...types);
  const words = types.map(armTypeWords).join(" or ");
  const ends = (name?: string): string => types.map((type) => endOfId(type, name)).join(" or ");
  const params: IssueParams = {
    problem: INVALID_VALUE.code,
    hint: `Specify the id of ${words}, which ends in ${ends()}.`,
    continuesKey: true,
  };
  return z
    .string()
    .refine((text) => pattern.test(text), {
      error: ({ input }) =>
        `${wrongPart(input, types)}expected the id of ${words}: /subscriptions/<guid>/resourceGroups/…/providers/${ends("…")}`,
      params,
    })
    .overwrite(canonicalArmId)
    .meta({ pattern: pattern.source });
}

/** What is wrong with an id, as the beginning of a message: what is around it, its type, its subscription or a name; empty for what is no id. */
function wrongPart(input: unknown, types: readonly ArmType[]): string {
  if (typeof input !== "string") return "";
  if (input !== input.trim()) return "there is a space before or after it; ";
  if (/^\/subscriptions\/.*\/$/i.test(input)) return "it ends in a slash; ";
  const type = armTypeOf(canonicalArmId(input));
  if (type === undefined) return "";
  if (!types.some((expected) => expected === type)) return `this is the id of ${armTypeWords(type)}; `;
  const [, , subscription = ""] = input.split("/");
  return guid.safeParse(subscription).success
    ? `${wrongNameIn(input) ?? "it contains a name that Azure does not allow"}; `
    : `"${subscription}" is not the GUID of a subscription; `;
}

/** The type in an id: `Microsoft.Network/virtualNetworks/NAME/subnets/NAME`. */
function endOfId(type: ArmType, name = "NAME"): string {
  const [namespace = "", ...types] = type.split("/");
  return [namespace, ...types.flatMap((segment) => [segment, name])].join("/");
}

/** The key `id` of a form that is created: what has one exists already, and has another form. */
export const ofExistingOnly = z.never().optional();

/** A GUID, in lower case: Azure ignores case. */
export const guid = z
  .guid({ error: "expected a GUID such as 00000000-0000-0000-0000-000000000000" })
  .toLowerCase();

const SURGE = 'expected a percentage from "1%" to "100%"';

/** A number of nodes or a percentage of the pool. */
export const surge = z
  .union([z.int().min(1).max(100), z.string().regex(/^([1-9]\d?|100)%$/, { error: SURGE })], {
    error: `${SURGE}, or a number of nodes from 1 to 100`,
  })
  .transform(String);

export const port = z.int().min(1).max(65535);

/**
 * Most that a port of an application rule or of a DNAT rule may be. Source: azurerm,
 * azurerm_firewall_policy_rule_collection_group, IntBetween(0, 64000) and PortOrPortRangeWithin(1, 64000).
 */
export const HIGHEST_FIREWALL_PORT = 64_000;

const PORT_RANGE = /^\d{1,5}-\d{1,5}$/;

/** A port, or a range of them in quotes: "11000-11999". */
export const portRange = z.union(
  [
    port,
    z
      .string()
      .superRefine((text, context) => {
        if (PORT_RANGE.test(text) && isPortRange(text)) return;
        const isRange = PORT_RANGE.test(text);
        const params: IssueParams = {
          problem: INVALID_VALUE.code,
          hint: portsMeant(text),
          continuesKey: !isRange,
        };
        const message = isRange
          ? `"${text}" is no range of ports from 1 to 65535 in ascending order`
          : 'expected a range of ports such as "11000-11999"';
        context.addIssue({ code: "custom", message, params });
      })
      .meta({ pattern: PORT_RANGE.source }),
  ],
  { error: 'expected a port from 1 to 65535, or a range such as "11000-11999"' },
);

/** What to write in place of a text that is no range of ports. */
function portsMeant(text: string): string {
  const [first, last, ...others] = text.split(/\s*[-:–]\s*|\.\./).map((part) => part.trim());
  const numbers = [first, last].filter((part) => part !== undefined);
  if (others.length > 0 || !numbers.every((part) => /^\d{1,5}$/.test(part)))
    return 'Write the number of a port, such as 443, or a range such as "11000-11999".';
  const [low = 0, high] = numbers.map(Number).toSorted((one, other) => one - other);
  if (low < 1 || (high ?? low) > 65535) return "Choose ports from 1 to 65535.";
  return high === undefined || high === low
    ? `Write the number, without quotes: ${low}.`
    : `Write it as "${low}-${high}".`;
}

function isPortRange(text: string): boolean {
  const [first = 0, last = 0] = text.split("-").map(Number);
  return first >= 1 && first < last && last <= 65535;
}

/**
 * Kinds of Azure that this project does not support, or names differently. They are part of the schema so that a file
 * with one gets that message instead of the one for a misspelled value.
 */
export function unsupported(
  types: readonly [string, ...string[]],
  { code: problem }: RuleText,
  hint: string,
  words = "is not supported",
): z.ZodPipe<z.ZodObject<{ type: z.ZodEnum }, z.core.$loose>, z.ZodTransform<never>> {
  return z
    .looseObject({ type: z.enum(types) })
    .transform(({ type }, context): never => {
      const params: IssueParams = { problem, hint };
      context.addIssue({ code: "custom", message: `"${type}" ${words}`, path: ["type"], params });
      return z.NEVER;
    })
    .meta({ deprecated: true, description: "Not supported." });
}

/** Name of a resource group. Source: Azure documentation, naming rules. */
export const resourceGroupName = z.string().regex(/^[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-]$/u, {
  error: "expected the name of a resource group: letters, digits, dashes, dots, underscores and parentheses",
});

/** Path of a health probe. */
export const healthPath = z.string().regex(/^\//, { error: "expected a path that begins with /" });

/** A list without what it repeats: Azure may take an entry that is there twice, keep it once, and differ in each plan. */
export function once<T extends string | number>(list: readonly T[]): T[] {
  return [...new Set(list)];
}
