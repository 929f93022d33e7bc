import * as z from "zod";
import { INVALID_VALUE } from "../file-rules.js";
import { key, type IssueParams } from "./values.js";

/** Rewrite rules of gateways. Source: Application Gateway documentation, rewrite HTTP headers and URL. */

const header = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]*$/, { error: "expected the name of a header, such as X-Client-Ip" })
  .refine((name) => !/^(connection|upgrade)$/i.test(name), {
    error: "expected another header than Connection and Upgrade, which gateways do not rewrite",
    params: { problem: INVALID_VALUE.code, hint: "Remove the header." } satisfies IssueParams,
  });

const headers = z.record(header, z.string()).optional();

const condition = z.strictObject({
  variable: z
    .string()
    .regex(/^(var_[a-z_]+|http_(req|resp)_[A-Za-z0-9-]+)$/, {
      error: "expected a server variable such as var_uri_path, or a header such as http_req_User-Agent",
    })
    .meta({ description: "Server variable such as var_uri_path, or header such as http_req_User-Agent." }),
  pattern: z.string().min(1).meta({ description: "Regular expression (PCRE) that the value has to match." }),
  ignoreCase: z
    .boolean()
    .default(false)
    .meta({ description: "Whether upper and lower case count as the same." }),
  negate: z
    .boolean()
    .default(false)
    .meta({ description: "Whether the rule applies where the pattern does not match." }),
});

const rule = z
  .strictObject({
    conditions: z
      .array(condition)
      .min(1)
      .optional()
      .meta({ description: "Conditions, all of which have to hold.", fallback: "always" }),
    requestHeaders: headers.meta({
      description: "Headers of the request by name; an empty value removes the header.",
      fallback: "none",
    }),
    responseHeaders: headers.meta({
      description: "Headers of the response by name; an empty value removes the header.",
      fallback: "none",
    }),
    path: z
      .string()
      .regex(/^\//, { error: "expected a path that begins with /" })
      .optional()
      .meta({ description: "Path that the backend is asked for.", fallback: "that of the request" }),
    queryString: z
      .string()
      .optional()
      .meta({ description: "Query string that the backend is asked with.", fallback: "that of the request" }),
  })
  .refine(
    ({ requestHeaders, responseHeaders, path, queryString }) =>
      [requestHeaders, responseHeaders, path, queryString].some((part) => part !== undefined),
    { error: "expected requestHeaders, responseHeaders, path or queryString: the rule rewrites nothing" },
  );

/** Rewrite rules by the name of their set, in the order in which they apply. */
export const rewrites = z.record(key, z.array(rule).min(1));
