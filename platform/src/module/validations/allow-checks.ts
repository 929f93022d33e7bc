import { SERVICE_TAGS_OF_EVERYTHING, SHORTEST_DESTINATION } from "@aks-topology/constructs";
import type { Validation } from "./validation.js";
import type { ModuleVariable } from "../inputs/variables.js";

/** What a destination of a cluster's allow list must not be, on the expression `item`. */
const EVERYTHING: ReadonlyMap<unknown, string> = new Map([
  ["fqdns", String.raw`can(regex("^\\*(\\.[^.]+)?$", item))`],
  ["addresses", `tonumber(split("/", item)[1]) < ${SHORTEST_DESTINATION}`],
  ["serviceTags", `contains(${JSON.stringify([...SERVICE_TAGS_OF_EVERYTHING])}, lower(item))`],
]);

/** The checks that no allow list allows everything. */
export function allowChecks(variables: readonly ModuleVariable[]): readonly Validation[] {
  return variables.flatMap(({ name, path, type }) => {
    const [egress, allow, , kind] = path.slice(-4);
    const everything = EVERYTHING.get(kind);
    if (egress !== "egress" || allow !== "allow" || everything === undefined || !type.startsWith("list"))
      return [];
    return [
      {
        variable: name,
        code: "ALLOW_ALL_REFUSED",
        condition: `alltrue([for item in var.${name} : !(${everything})])`,
        error_message: "It must name the destinations that the workload needs, and not all that there are.",
      },
    ];
  });
}
