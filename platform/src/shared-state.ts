import { STATE_SHARED } from "./file-rules.js";
import type { LoadedPlatform } from "./load.js";
import type { PlatformProblem } from "./problem.js";
import { DEFAULT_BLOB } from "./schema/backend.js";

/**
 * Finds platforms that would keep their state in one place: an apply of one would delete what the other one created.
 * @returns what to ask of each platform in turn: the problem of one whose state an earlier one has
 */
export function stateWatch(): (loaded: LoadedPlatform) => readonly PlatformProblem[] {
  const holders = new Map<string, string>();
  return ({ file, platform, source }) => {
    const { backend, name } = platform;
    if (backend?.type !== "azurerm") return [];
    const { subscriptionId = "", resourceGroup, storageAccount, container, key = DEFAULT_BLOB } = backend;
    const blob = key.replaceAll("STACK", name);
    const state = [subscriptionId, resourceGroup.toLowerCase(), storageAccount, container, blob].join("/");
    const holder = holders.get(state);
    if (holder === undefined || holder === file) {
      holders.set(state, file);
      return [];
    }
    const place = source.placeOf(["backend"]);
    const message = `${holder} keeps its state in ${blob} of ${storageAccount}/${container} too.`;
    const hint = "Give each file a name, a container or a backend.key of its own.";
    const { code } = STATE_SHARED;
    return [{ code, severity: "error", message, hint, path: "backend", ...place }];
  };
}
