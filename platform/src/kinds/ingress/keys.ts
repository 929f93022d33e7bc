import * as z from "zod";
import { hostName, key } from "../../schema/values.js";

/** Keys that several kinds of ingress have. */

export const gatewayKey = key.meta({ description: "Name of a gateway of the same spoke." });

export const hostNames = z
  .array(hostName)
  .min(1)
  .optional()
  .meta({ description: "Host names of the requests.", fallback: "any" });
