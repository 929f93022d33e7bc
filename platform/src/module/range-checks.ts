import {
  avoidsReserved,
  Cidr,
  claimsOf,
  Cluster,
  exclude,
  RESERVED_BY_AKS,
  type Claim,
} from "@aks-topology/constructs";
import type { IConstruct } from "constructs";
import { expressionOf } from "./expression-of.js";
import type { Validation } from "./validations.js";

/** AKS takes service ranges smaller than this. */
const SERVICE_RANGE_LONGER_THAN = 12;

/** The checks on ranges that Terraform can make when they are variables: overlaps, reserved ranges, services. */
export function rangeChecks(root: IConstruct, variables: ReadonlySet<string>): readonly Validation[] {
  const claims = claimsOf(root).map((claim) => ({ ...claim, range: asRead(claim.range, variables) }));
  return [
    ...claims.flatMap((claim) => (avoidsReserved(claim) ? reservedCheck(claim) : [])),
    ...overlapChecks(claims),
    ...root.node
      .findAll()
      .flatMap((construct) => (construct instanceof Cluster ? serviceChecks(construct, variables) : [])),
  ];
}

function reservedCheck({ range, owner }: Claim<unknown>): Validation[] {
  const variable = variableOf(range);
  if (variable === undefined) return [];
  const reserved = RESERVED_BY_AKS.map(({ literal }) => literal);
  return [
    {
      variable,
      code: "ADDRESS_RESERVED",
      condition: disjointFromAll(
        text(range),
        reserved.map((item) => JSON.stringify(item)),
      ),
      error_message: `The range of ${owner} overlaps one that AKS keeps for itself: ${reserved.join(", ")}.`,
    },
  ];
}

/** One check a variable, against all ranges that were claimed before, and against fixed ones that were claimed later. */
function overlapChecks(claims: readonly Claim<unknown>[]): Validation[] {
  return claims.flatMap((claim, i) => {
    const variable = variableOf(claim.range);
    if (variable === undefined) return [];
    const others = claims.filter(
      (other, j) =>
        j !== i &&
        exclude(other, claim) &&
        (j < i || variableOf(other.range) === undefined) &&
        other.range.family === claim.range.family,
    );
    if (others.length === 0) return [];
    const owners = [...new Set(others.map(({ owner }) => owner))];
    const ranges = [...new Set(others.map(({ range }) => text(range)))];
    return [
      {
        variable,
        code: "ADDRESS_OVERLAP",
        condition: disjointFromAll(text(claim.range), ranges),
        error_message: `The range of ${claim.owner} overlaps that of ${owners.join(", ")}.`,
      },
    ];
  });
}

function serviceChecks(cluster: Cluster, variables: ReadonlySet<string>): Validation[] {
  const { dnsServiceIp } = cluster.network;
  const serviceCidr = asRead(cluster.network.serviceCidr, variables);
  const range = variableOf(serviceCidr);
  const services = text(serviceCidr);
  const dns = dnsServiceIp === undefined ? undefined : nameOf(expressionOf(cluster, dnsServiceIp));
  return [
    ...(range === undefined
      ? []
      : [
          {
            variable: range,
            code: "SERVICE_CIDR_TOO_LARGE" as const,
            condition: `tonumber(split("/", ${services})[1]) > ${SERVICE_RANGE_LONGER_THAN}`,
            error_message: `AKS takes service ranges smaller than a /${SERVICE_RANGE_LONGER_THAN} only.`,
          },
        ]),
    ...(dns === undefined
      ? []
      : [
          {
            variable: dns,
            code: "DNS_SERVICE_IP_OUTSIDE" as const,
            condition: `cidrhost("\${var.${dns}}/\${split("/", ${services})[1]}", 0) == cidrhost(${services}, 0) && !contains([cidrhost(${services}, 0), cidrhost(${services}, 1)], var.${dns})`,
            error_message: "The DNS address lies in the service range, after its first address.",
          },
        ]),
  ];
}

/** Two ranges are disjoint when they differ in the bits that both have. */
function disjointFromAll(range: string, others: readonly string[]): string {
  const bits = `min(split("/", ${range})[1], split("/", other)[1])`;
  const start = (of: string): string => `cidrhost("\${split("/", ${of})[0]}/\${${bits}}", 0)`;
  return `alltrue([for other in [${others.join(", ")}] : ${start(range)} != ${start("other")}])`;
}

/** A range as the module has it: what no resource reads is no variable of it. */
function asRead(range: Cidr, variables: ReadonlySet<string>): Cidr {
  const name = variableOf(range);
  return name === undefined || variables.has(name) ? range : Cidr.of(range.literal);
}

/** The variable that a range is, or is an item of. Ranges that are computed from one follow it. */
function variableOf({ expression }: Cidr): string | undefined {
  return nameOf(expression ?? "");
}

function nameOf(expression: string): string | undefined {
  return /^var\.(\w+)(\[\d+\])?$/.exec(expression)?.[1];
}

function text(range: Cidr): string {
  return range.expression ?? JSON.stringify(range.literal);
}
