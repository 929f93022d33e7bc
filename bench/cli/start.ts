import { fileURLToPath } from "node:url";
import type { Case } from "../case.js";
import { startUp } from "../start-up.js";

const bin = fileURLToPath(new URL("../../../cli/bin/aks-topology.mjs", import.meta.url));
const reference = fileURLToPath(new URL("../../../examples/kubenet-agic.yaml", import.meta.url));

/** The start-up of `aks-topology`. CDKTF alone takes five times an empty process: only what synthesizes may load it. */
export const start: Case = {
  name: "cli/start",
  run: ({ quick }) =>
    Promise.resolve(
      startUp(
        [
          { name: "aks-topology --help", limit: 4, args: [bin, "--help"] },
          { name: "aks-topology explain CODE", limit: 4, args: [bin, "explain", "ADDRESS_OVERLAP"] },
          { name: "aks-topology schema", limit: 4, args: [bin, "schema"] },
          { name: "aks-topology, a usage error", limit: 4, args: [bin, "check", "--nonsense"], exitCode: 1 },
          { name: "aks-topology check, the reference", limit: 22, args: [bin, "check", reference] },
        ],
        { quick },
      ),
    ),
};
