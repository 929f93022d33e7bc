import {
  isIpv4Address,
  PUBLIC_REGISTRIES,
  type AllowedTarget,
  type CustomDestinations,
  type FilterOptions,
} from "@aks-topology/constructs/internal";
import * as z from "zod";
import { INVALID_VALUE } from "../../file-rules.js";
import { ipGroupProps, ipGroupReferences } from "../../schema/ip-groups.js";
import { cidr, HIGHEST_FIREWALL_PORT, key, once, portRange, type IssueParams } from "../../schema/values.js";

/** The firewall takes a wildcard at the beginning, with a dot or without. Source: Azure Firewall FAQ, wildcards. */
const fqdn = z
  .string()
  .regex(/^(\*|\*?[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+|(\*\.)?[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*)$/i, {
    error: "expected a host name, or one that begins with *",
  })
  .refine((text) => !isIpv4Address(text), {
    error: ({ input }) => `"${String(input)}" is an address, and no host name`,
    params: {
      problem: INVALID_VALUE.code,
      hint: "Write addresses: [RANGE] instead, with ports; one address is a range of /32.",
    } satisfies IssueParams,
  });
const serviceTag = z.string().regex(/^(\*|[A-Za-z][A-Za-z0-9]*(\.[A-Za-z0-9]+)?)$/, {
  error: "expected a service tag such as Storage.westeurope",
});
const protocol = z.enum(["TCP", "UDP"]);
const ports = z
  .array(portRange)
  .min(1)
  .overwrite(once)
  .meta({ description: "Ports of the destination, and ranges of them." });

/** Hosts: the firewall compares names in requests, at single ports, or resolves them. */
const hosts = z
  .strictObject({
    fqdns: z
      .array(fqdn)
      .min(1)
      .overwrite(once)
      .meta({ description: "Host names; * may stand for their beginning, such as *.contoso.com." }),
    ports: ports
      .default([443])
      .meta({ description: "Ports of the destination; ranges of them with a protocol only." }),
    protocol: protocol.optional().meta({
      description: "For traffic other than HTTP and HTTPS: the firewall then resolves the names itself.",
    }),
    inspectTls: z.boolean().default(false).meta({
      description:
        "Whether the firewall decrypts HTTPS to these hosts, by its tlsInspection. Pods must trust its authority.",
    }),
  })
  .transform(({ fqdns, ports: given, protocol: over, inspectTls }, context): AllowedTarget => {
    if (over !== undefined && inspectTls) {
      const params: IssueParams = {
        problem: INVALID_VALUE.code,
        hint: "Remove protocol: destinations of HTTPS have none. Or remove inspectTls.",
      };
      const message = "only destinations of HTTPS are inspected, and those with a protocol are not";
      context.addIssue({ code: "custom", message, path: ["inspectTls"], params });
    }
    if (over !== undefined) return { type: "names", fqdns, ports: given, protocol: over };
    const single = given.filter((each) => typeof each === "number");
    if (single.length < given.length) {
      const params: IssueParams = {
        problem: INVALID_VALUE.code,
        hint: "List the ports, or add protocol: TCP: the firewall then resolves the names, and allows any traffic.",
      };
      const message = "rules for HTTP and HTTPS have single ports, no ranges";
      context.addIssue({ code: "custom", message, path: ["ports"], params });
    }
    const tooHigh = single.filter((each) => each > HIGHEST_FIREWALL_PORT);
    if (tooHigh.length > 0) {
      const params: IssueParams = {
        problem: INVALID_VALUE.code,
        hint: "Choose lower ports, or add protocol: TCP: the firewall then resolves the names, and allows any traffic.",
      };
      const message = `rules for HTTP and HTTPS have ports up to ${HIGHEST_FIREWALL_PORT}, not ${tooHigh.join(", ")}`;
      context.addIssue({ code: "custom", message, path: ["ports"], params });
    }
    return { type: "web", fqdns, ports: single, inspectTls };
  });

/** A custom destination: hosts, address ranges, IP groups or service tags. */
const target = z.union(
  [
    hosts,
    z.strictObject({
      addresses: z.array(cidr).min(1).meta({ description: "Ranges of addresses." }),
      ports,
      protocol: protocol.default("TCP").meta({ description: "Protocol of the ports." }),
    }),
    z.strictObject({
      ipGroups: ipGroupReferences,
      ports,
      protocol: protocol.default("TCP").meta({ description: "Protocol of the ports." }),
    }),
    z.strictObject({
      serviceTags: z
        .array(serviceTag)
        .min(1)
        .overwrite(once)
        .meta({ description: "Service tags, such as Storage.westeurope." }),
      ports: ports.default([443]).meta({ description: "Ports of the destination, and ranges of them." }),
      protocol: protocol.default("TCP").meta({ description: "Protocol of the ports." }),
    }),
  ],
  {
    error:
      "expected { fqdns }, { addresses, ports }, { ipGroups, ports } or { serviceTags }, and no other keys than ports and protocol",
  },
);

/** Keys of the kinds that derive rules: destinations in addition to those that the cluster needs. */
export const DESTINATIONS = {
  allow: z
    .record(key, target)
    .optional()
    .meta({ description: "Destinations that the workloads require, by name.", fallback: "none" }),
  registries: z
    .array(z.enum(PUBLIC_REGISTRIES))
    .optional()
    .meta({ description: "Public registries that nodes may pull from.", fallback: "none" }),
  ntp: z.boolean().optional().meta({
    description:
      "Whether nodes may use Ubuntu's time servers, which only nodes created before March 2021 need.",
  }),
};

/** Keys of the kinds that security groups can filter. */
export const FILTERED = {
  filter: z.literal("nsg").optional().meta({
    description: "Outbound rules of security groups by service tag; all other traffic is refused.",
    fallback: "all traffic is allowed",
  }),
  ...DESTINATIONS,
};

type DestinationsSpec = z.output<z.ZodObject<typeof DESTINATIONS>>;
type FilteredSpec = z.output<z.ZodObject<typeof FILTERED>>;

export function destinationOptions({
  allow,
  registries,
  ntp,
}: DestinationsSpec): Required<CustomDestinations> {
  return {
    allow: allow && Object.fromEntries(Object.entries(allow).map(([name, spec]) => [name, allowed(spec)])),
    registries,
    ntp,
  };
}

export function filterOptions(spec: FilteredSpec): Required<FilterOptions> {
  return { ...destinationOptions(spec), filter: spec.filter };
}

function allowed(spec: z.output<typeof target>): AllowedTarget {
  if ("type" in spec) return spec;
  const { ports, protocol } = spec;
  if ("ipGroups" in spec) return { type: "ip-groups", groups: ipGroupProps(spec.ipGroups), ports, protocol };
  return "addresses" in spec
    ? { type: "addresses", ranges: spec.addresses, ports, protocol }
    : { type: "service-tags", tags: spec.serviceTags, ports, protocol };
}
