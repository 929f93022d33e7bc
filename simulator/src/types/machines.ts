import { at, textOf } from "../core/json.js";
import { stableGuid } from "../core/random.js";
import type { TypeRow } from "../core/type-row.js";
import { fixed, orElse } from "./helpers.js";

/** Virtual machines, which no request starts or stops. */
export const MACHINE_ROWS: readonly TypeRow[] = [
  {
    type: "Microsoft.Compute/virtualMachines",
    needsLocation: true,
    retryAfter: 0,
    computed: {
      "properties.vmId": ({ id }) => stableGuid(`machine:${id.toLowerCase()}`),
      "properties.osProfile.allowExtensionOperations": orElse(
        "properties.osProfile.allowExtensionOperations",
        fixed(true),
      ),
      "properties.storageProfile.osDisk.name": ({ id, body }) =>
        textOf(at(body, "properties.storageProfile.osDisk.name")) ||
        `${id.split("/").at(-1) ?? ""}_OsDisk_1_${stableGuid(id.toLowerCase()).replaceAll("-", "")}`,
    },
    references: [
      {
        path: "properties.networkProfile.networkInterfaces[].id",
        shownAs: "virtualMachine",
        cardinality: "one",
      },
    ],
  },
];
