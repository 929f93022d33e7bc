import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { platformFiles, ROOT } from "../../test/support/files.js";
import { ALL_ROWS, withSettings } from "./support/all-rows.js";
import { keysOf, PLATFORM, setKeys } from "./support/schema-keys.js";

// A key that no test sets can lose its effect unseen. `test/golden` shows the Terraform of the examples, and
// `pass-through.test.ts` where the value of a row is found; other keys are named here, with the test that sees them.

const ELSEWHERE: Readonly<Record<string, string>> = {
  extends: "extends.test.ts",
  "backend.key": "stacks.test.ts",
  "backend.subscriptionId": "stacks.test.ts",
  "naming.number": "naming.test.ts",
  "naming.names": "naming.test.ts",
  "hub.firewall.dnsProxy": "other-teams.test.ts",
  "hub.ipamPool": "ipam-pool.test.ts",
  "hub.ipamPool.*": "ipam-pool.test.ts",
  "hub.peerWith": "hubs.test.ts",
  "spokes.*.clusters.*.network.install": "installed-cni.test.ts",
  outputs: "of the baseline of examples",
  "spokes.*.gateways.*.tls.access.from": "private-endpoints.test.ts",
  "routeSync.runtimes": "runtime-per-region.test.ts",
  "*.was": "renames.test.ts",
  "spokes.*.clusters.*.ingress.replaces.*": "manifests.test.ts: agic-helm has them without being replaced",
  "hubs.*": "hubs.test.ts: a hub of several has the keys of the only one",
  "paths.*": "reachability.test.ts",
  // Nothing is derived from it: only node subnets carry IPv6 of clusters.
  "*.subnet.prefixV6": "nothing is to be seen",
  "*.podSubnet.prefixV6": "nothing is to be seen",
};

/** Whether a key is meant: `*.was` for any key of that name, `hubs.*` for all keys below. */
function means(pattern: string, key: string): boolean {
  if (pattern.startsWith("*.")) return key.endsWith(pattern.slice(1));
  return pattern.endsWith(".*") ? key.startsWith(pattern.slice(0, -1)) : key === pattern;
}

test("every key has a value that a test sees in Terraform", () => {
  const examples = platformFiles("examples").map((file): unknown =>
    parse(readFileSync(join(ROOT, file), "utf8")),
  );
  const rows = ALL_ROWS.map(([settings]) => withSettings(settings));
  const seen = new Set([...examples, ...rows].flatMap((file) => setKeys(file, PLATFORM)));
  const unseen = [...new Set(keysOf(PLATFORM))].filter((key) => !seen.has(key));
  const patterns = Object.keys(ELSEWHERE);
  expect(unseen.filter((key) => !patterns.some((pattern) => means(pattern, key)))).toEqual([]);
  expect(patterns.filter((pattern) => !unseen.some((key) => means(pattern, key)))).toEqual([]);
});
