import { hclBlocks, joinHcl, literalTemplates, toHcl, type ProviderSchema } from "@aks-topology/terraform";
import { commentsFor } from "./comments.js";
import type { Json } from "../configuration.js";
import type { Topic } from "./topics.js";

/** First line of each file, as a warning against manual changes. */
const HEAD = "# Written by aks-topology. Change the platform file and write the module again.\n\n";

/** How the configuration files of a module are written. */
export interface Notation {
  /** Ending of a file's name. */
  readonly ending: string;
  readonly topic: (topic: Topic) => string;
  readonly other: (json: Json) => string;
  /** A value of an argument in which Terraform evaluates nothing: JSON has no templates there. */
  readonly literal: (value: unknown) => unknown;
}

export type ModuleFormat = "hcl" | "json";

export function notation(format: ModuleFormat, schema: ProviderSchema): Notation {
  switch (format) {
    case "hcl":
      return {
        ending: "tf",
        topic: (topic) => HEAD + topicHcl(topic, schema),
        other: (json) => HEAD + toHcl(json, schema),
        literal: literalTemplates,
      };
    case "json": {
      const write = (json: Json): string => `${JSON.stringify(json, undefined, 2)}\n`;
      return { ending: "tf.json", topic: ({ json }) => write(json), other: write, literal: (value) => value };
    }
  }
}

/** A topic in the order in which its elements were made: subnets, then what is done with them. */
function topicHcl({ json, order }: Topic, schema: ProviderSchema): string {
  const blocks = hclBlocks(json, schema, commentsFor(order));
  const place = (address: string): number => order.indexOf(address);
  return joinHcl([...blocks].sort((a, b) => place(a.address) - place(b.address)));
}
