import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { AZURERM_MAJORS } from "@aks-topology/terraform";
import { likelyPlatform } from "../../platform/test/support/random-platform.js";
import { platformFiles, ROOT } from "../support/files.js";
import { tryWrite, write } from "../support/written-platform.js";
import { clusters } from "./clusters.js";
import { egress } from "./egress.js";
import { firewall } from "./firewall.js";
import { gateways } from "./gateways.js";
import { lifecycle } from "./lifecycle.js";
import { manifests } from "./manifests.js";
import { order } from "./order.js";
import { providers } from "./providers.js";
import { roles } from "./roles.js";
import { security } from "./security.js";
import { securityGroups } from "./security-groups.js";
import { Subject, type Invariant } from "./subject.js";

const invariants: readonly Invariant[] = [
  ...securityGroups,
  ...firewall,
  ...egress,
  ...clusters,
  ...gateways,
  ...security,
  ...order,
  ...providers,
  ...roles,
  ...lifecycle,
  ...manifests,
];

const files = ["examples", "examples/warned", "test/invariants/platforms"].flatMap(platformFiles);

const subjects = files.flatMap((file) =>
  AZURERM_MAJORS.map((major) => ({
    name: `${file} for azurerm ${major}`,
    subject: new Subject(readFileSync(join(ROOT, file), "utf8"), write(file, major)),
  })),
);

test.each(invariants)("$name", ({ broken }) => {
  expect(
    subjects.flatMap(({ name, subject }) => broken(subject).map((sentence) => `${name}: ${sentence}`)),
  ).toEqual([]);
});

// A synthesis takes some 50 ms: as many as fit into a few seconds, more when a seed is hunted down.
const RUNS = Number(process.env["RANDOM_PLATFORMS"] ?? 60);

test("random platforms that are written keep all of them", () => {
  let kept = 0;
  fc.assert(
    fc.property(likelyPlatform, fc.constantFrom(...AZURERM_MAJORS), (platform, major) => {
      const text = stringify(platform);
      const written = tryWrite(text, major);
      if ("refused" in written) return;
      const subject = new Subject(text, written);
      expect(invariants.flatMap(({ broken }) => broken(subject))).toEqual([]);
      kept += 1;
    }),
    { numRuns: RUNS },
  );
  expect(kept).toBeGreaterThan(RUNS / 3);
}, 120_000);
