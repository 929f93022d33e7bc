import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isLockFile } from "../src/index.js";
import { noticedMutants, shareText, unnoticedShare } from "./support/path-mutants.js";

const FOLDER = new URL("../../examples/", import.meta.url);
const EXAMPLES = readdirSync(FOLDER).filter((name) => name.endsWith(".yaml") && !isLockFile(name));

/** Where more goes unnoticed than elsewhere, with what paths do not ask for yet. */
const MOST: Readonly<Record<string, number>> = {
  // Rules that have a destination in common with another rule.
  "azure-government.yaml": 0.11,
  // Nodes and pods with their IPv6 addresses.
  "dual-stack-public.yaml": 0.36,
  // Frontends with public addresses that exist already, and on-premises to spokes that open nothing to it.
  "existing-addresses-and-identities.yaml": 0.16,
  // Subnets of the runtime of route sync, which nothing calls.
  "existing-hub.yaml": 0.06,
  // Rules for pods in the group of the node subnets.
  "existing-spoke.yaml": 0.1,
  // Callers of pods in other networks, and a site whose routes are more specific than others.
  "flat-networks.yaml": 0.1,
  // Front Door to the public load balancer that AKS creates.
  "front-door-public-origin.yaml": 0.2,
  // The names of private frontends.
  "gateway-tls-key-vault.yaml": 0.06,
  // Users of a private frontend whose networks are not on-premises.
  "isolated-gateway.yaml": 0.1,
  // The peering of a spoke whose traffic does not pass the hub.
  "naming-pattern.yaml": 0.07,
};

test.each(EXAMPLES)("faults in the Terraform of %s flip paths", (name) => {
  const found = noticedMutants(readFileSync(new URL(name, FOLDER), "utf8"), name);
  console.log(shareText(name, found));
  expect(unnoticedShare(found), found.unnoticed.join("\n")).toBeLessThanOrEqual(MOST[name] ?? 0.05);
});
