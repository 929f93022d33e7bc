import * as z from "zod";
import { hostName, hostNamePattern, ipAddress, key } from "./values.js";

const gateway = key.meta({ description: "Name of a gateway of the same spoke." });
const hostNames = z
  .array(hostName)
  .min(1)
  .optional()
  .meta({ description: "Names that people ask for.", fallback: "any" });

const backend = z.strictObject({
  protocol: z
    .enum(["http", "https"])
    .default("http")
    .meta({ description: "Whether the gateway encrypts what it sends to the cluster." }),
  port: z
    .int()
    .min(1)
    .max(65535)
    .optional()
    .meta({ description: "Port of the internal load balancer.", fallback: "80, or 443 with https" }),
  hostName: hostName
    .optional()
    .meta({ description: "Name on the controller's certificate.", fallback: "the first host name" }),
  trustedRoots: z
    .array(key)
    .optional()
    .meta({ description: "Trusted roots of the gateway, by name.", fallback: "the well-known authorities" }),
  healthPath: z
    .string()
    .regex(/^\//, { error: "expected a path that begins with /" })
    .default("/")
    .meta({ description: "Path that answers 200 to 399 while the controller is well." }),
});

/** How people reach what runs in the cluster. */
export const ingress = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("agic-addon"), gateway }),
  z.strictObject({
    type: z.literal("agic-helm"),
    gateway,
    hostNames,
    version: z
      .string({ error: 'expected a version in quotes, such as "1.9.8"' })
      .regex(/^\d+\.\d+\.\d+$/, { error: 'expected a version such as "1.9.8"' })
      .optional()
      .meta({ description: "Version of the chart ingress-azure.", fallback: "1.9.8" }),
  }),
  z.strictObject({
    type: z.literal("gateway-to-load-balancer"),
    gateway,
    hostNames: z
      .array(hostNamePattern)
      .min(1)
      .optional()
      .meta({ description: "Names that people ask for, such as *.contoso.com.", fallback: "any" }),
    address: ipAddress
      .optional()
      .meta({ description: "Address of the internal load balancer.", fallback: "by the cluster's place" }),
    certificate: key
      .optional()
      .meta({ description: "One of the gateway's certificates.", fallback: "plain HTTP" }),
    backend: backend.default({ protocol: "http", healthPath: "/" }),
  }),
  z.strictObject({
    type: z.literal("front-door"),
    tier: z.enum(["Standard", "Premium"]).default("Standard"),
    origin: z.enum(["public", "private-link"]).meta({
      description:
        "Over the Internet to a public load balancer, or through a private link to an internal one.",
    }),
    originHost: hostName.meta({
      description: "Name that the controller answers to, on a certificate of a well-known authority.",
    }),
    hostNames,
    healthPath: z
      .string()
      .regex(/^\//, { error: "expected a path that begins with /" })
      .optional()
      .meta({ description: "Path that answers 200 while the controller is well.", fallback: '"/"' }),
  }),
  z.strictObject({ type: z.literal("none") }),
]);

export type IngressSpec = z.output<typeof ingress>;
