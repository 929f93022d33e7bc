import {
  avoidsReserved,
  Cidr,
  claimsOf,
  Cluster,
  exclude,
  RESERVED_BY_AKS,
  SERVICE_PREFIX_LONGER_THAN,
  serviceRanges,
  type Claim,
} from "@aks-topology/constructs";
import type { IConstruct } from "constructs";
import { expressionOf, lengthOf, rangeExpression, variableOf } from "./expression-of.js";
import type { Validation } from "./validation.js";

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
  const variable = rangeVariable(range);
  // What AKS keeps is all of IPv4.
  if (variable === undefined || range.family === 6) return [];
  const reserved = RESERVED_BY_AKS.map(({ literal }) => literal);
  return [
    {
      variable,
      code: "ADDRESS_RESERVED",
      condition: disjointFromAll(
        rangeExpression(range),
        reserved.map((item) => JSON.stringify(item)),
      ),
      error_message: `The range of ${owner} overlaps one that AKS keeps for itself: ${reserved.join(", ")}.`,
    },
  ];
}

/** One check a variable, against all ranges that were claimed before, and against fixed ones that were claimed later. */
function overlapChecks(claims: readonly Claim<unknown>[]): Validation[] {
  return claims.flatMap((claim, i) => {
    const variable = rangeVariable(claim.range);
    if (variable === undefined) return [];
    const others = claims.filter(
      (other, j) =>
        j !== i &&
        exclude(other, claim) &&
        (j < i || rangeVariable(other.range) === undefined) &&
        other.range.family === claim.range.family,
    );
    if (others.length === 0) return [];
    const owners = [...new Set(others.map(({ owner }) => owner))];
    const ranges = [...new Set(others.map(({ range }) => rangeExpression(range)))];
    return [
      {
        variable,
        code: "ADDRESS_OVERLAP",
        condition: disjointFromAll(rangeExpression(claim.range), ranges),
        error_message: `The range of ${claim.owner} overlaps that of ${owners.join(", ")}.`,
      },
    ];
  });
}

function serviceChecks(cluster: Cluster, variables: ReadonlySet<string>): Validation[] {
  const { dnsServiceIp } = cluster.network;
  const ranges = serviceRanges(cluster.network).map((range) => asRead(range, variables));
  const services = rangeExpression(asRead(cluster.network.serviceCidr, variables));
  const dns = dnsServiceIp === undefined ? undefined : variableOf(expressionOf(cluster, dnsServiceIp));
  return [
    ...ranges.flatMap((range) => {
      const variable = rangeVariable(range);
      const longerThan = SERVICE_PREFIX_LONGER_THAN[range.family];
      if (variable === undefined) return [];
      return [
        {
          variable,
          code: "SERVICE_CIDR_TOO_LARGE" as const,
          condition: `${lengthOf(range)} > ${longerThan}`,
          error_message: `AKS takes service ranges smaller than a /${longerThan} only.`,
        },
        ...(dnsServiceIp === undefined && range.family === 4
          ? [
              {
                variable,
                code: "DNS_SERVICE_IP_OUTSIDE" as const,
                condition: `${lengthOf(range)} <= 28`,
                error_message: "The cluster's DNS has the tenth address of the range: it is a /28 or larger.",
              },
            ]
          : []),
      ];
    }),
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
  const name = rangeVariable(range);
  return name === undefined || variables.has(name) ? range : Cidr.of(range.literal);
}

function rangeVariable({ expression }: Cidr): string | undefined {
  return variableOf(expression ?? "");
}
