import * as z from "zod";
import { INVALID_VALUE } from "../file-rules.js";
import { port, type IssueParams } from "./values.js";

/** What a team expects of the ways of packets, in addition to what follows from the rest of the file. */

const end = z.string().min(1).optional();
const ENDS = "an address, a host name, internet, on-premises, or a thing of the file such as shop/main/pod.";

const path = z
  .strictObject({
    from: end.meta({
      description: `Where packets begin: ${ENDS}`,
      fallback: "none; required without ignore",
    }),
    to: end.meta({ description: `Where they go: ${ENDS}`, fallback: "none; required without ignore" }),
    protocol: z.enum(["tcp", "udp"]).default("tcp").meta({ description: "Protocol." }),
    port: port.default(443).meta({ description: "Destination port." }),
    expect: z.enum(["delivered", "dropped"]).default("delivered").meta({
      description: "What has to happen to the packets.",
    }),
    ignore: z.string().min(1).optional().meta({
      description: "Why the path that `aks-topology paths` lists under this name is not judged.",
      fallback: "it is judged",
    }),
  })
  .refine(({ from, to, ignore }) => ignore !== undefined || (from !== undefined && to !== undefined), {
    error: "a path has both from and to, or ignore",
    params: {
      problem: INVALID_VALUE.code,
      hint: "Write { from, to, port, expect } for a path of your own, or { ignore: REASON } under the name of a listed one.",
    } satisfies IssueParams,
  });

export const paths = z.record(z.string().min(1), path);
