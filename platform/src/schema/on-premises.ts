import * as z from "zod";
import { routedPrefixes } from "./values.js";

/** The on-premises network, behind the gateway of a hub. */
export const onPremises = z
  .strictObject({
    prefixes: routedPrefixes.meta({ description: "Ranges that are routed through the gateway." }),
  })
  .optional();
