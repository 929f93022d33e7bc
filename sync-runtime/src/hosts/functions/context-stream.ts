import type { InvocationContext } from "@azure/functions";
import type { DestinationStream } from "pino";

/** Hands pino's lines to the invocation's own log, so that Application Insights joins them to the request. */
export function contextStream(context: InvocationContext): DestinationStream {
  return {
    write: (line) => {
      const text = line.trimEnd();
      const level = /"level":(\d+)/.exec(text)?.[1] ?? "30";
      if (Number(level) >= 50) context.error(text);
      else if (Number(level) >= 40) context.warn(text);
      else context.log(text);
    },
  };
}
