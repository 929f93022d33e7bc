import {
  ACCELERATED_BY_OTHERS,
  ACCELERATED_SIZES,
  needsNvidiaDrivers,
  SpokeCluster,
} from "@aks-topology/constructs/internal";
import type { IConstruct } from "constructs";
import { INVALID_VALUE } from "../../file-rules.js";
import { expressionOf, variableOf } from "./expression-of.js";
import type { Validation } from "./validation.js";

/** GPU sizes need more destinations than others: the module's egress is built for one kind. */
export function sizeChecks(root: IConstruct): readonly Validation[] {
  return root.node
    .findAll()
    .filter((construct) => construct instanceof SpokeCluster)
    .flatMap(({ pools }) => pools)
    .flatMap((network): Validation[] => {
      const { vmSize, name } = network.pool;
      const variable = variableOf(expressionOf(network, vmSize));
      // Without a driver, the size decides nothing.
      if (variable === undefined || network.pool.gpuDriver === "none") return [];
      const hasGpu = needsNvidiaDrivers(vmSize);
      const size = `lower(var.${variable})`;
      return [
        {
          variable,
          code: INVALID_VALUE.code,
          condition: `(can(regex("${ACCELERATED_SIZES}", ${size})) && !can(regex("${ACCELERATED_BY_OTHERS}", ${size}))) == ${hasGpu}`,
          error_message: `The module's egress is built for ${hasGpu ? "a size with NVIDIA's GPUs" : "sizes without NVIDIA's GPUs"} in pool ${name}.`,
        },
      ];
    });
}
