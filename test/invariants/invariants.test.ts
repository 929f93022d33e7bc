import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { AZURERM_MAJORS } from "@aks-topology/terraform";
import { partlyExisting } from "../../platform/test/support/random-existing.js";
import { severalHubs } from "../../platform/test/support/random-hubs.js";
import { likelyPlatform } from "../../platform/test/support/random-platform.js";
import { platformFiles, ROOT } from "../support/files.js";
import { majorsOf } from "../support/majors.js";
import { tryWrite, write } from "../support/written-platform.js";
import { ALERTS } from "./alerts.js";
import { AUTOMATIC } from "./automatic.js";
import { CLOUDS } from "./clouds.js";
import { CLUSTERS } from "./clusters.js";
import { DIAGNOSTICS } from "./diagnostics.js";
import { EGRESS } from "./egress.js";
import { EXISTING, hasExistingParts, OF_CREATED_PARTS } from "./existing.js";
import { EXISTING_HUB, existingHubs } from "./existing-hub.js";
import { FIREWALL } from "./firewall.js";
import { FRONT_DOORS } from "./front-doors.js";
import { GATEWAYS } from "./gateways.js";
import { LIFECYCLE } from "./lifecycle.js";
import { MANIFESTS } from "./manifests.js";
import { MIRRORS } from "./mirrors.js";
import { OPERATIONS } from "./operations.js";
import { ORDER } from "./order.js";
import { PRIORITIES } from "./priorities.js";
import { PROVIDERS } from "./providers.js";
import { ROLES } from "./roles.js";
import { RUNTIME } from "./runtime.js";
import { failures, SCANNER_RULES, SCANNERS } from "./scanners/index.js";
import { SECURITY } from "./security.js";
import { JUMP_HOSTS } from "./jump-host.js";
import { SECURITY_GROUPS } from "./security-groups.js";
import { fields, Subject, type Invariant } from "./subject.js";
import { WIRING } from "./wiring.js";
import { ZONES } from "./zones.js";
import { SEED } from "../support/seed.js";

const INVARIANTS: readonly Invariant[] = [
  ...SECURITY_GROUPS,
  ...JUMP_HOSTS,
  ...FIREWALL,
  ...EXISTING_HUB,
  ...EGRESS,
  ...EXISTING,
  ...CLOUDS,
  ...CLUSTERS,
  ...AUTOMATIC,
  ...GATEWAYS,
  ...FRONT_DOORS,
  ...SECURITY,
  ...ORDER,
  ...PROVIDERS,
  ...ROLES,
  ...LIFECYCLE,
  ...MANIFESTS,
  ...PRIORITIES,
  ...RUNTIME,
  ...MIRRORS,
  ...WIRING,
  ...ZONES,
  ...DIAGNOSTICS,
  ...ALERTS,
  ...OPERATIONS,
];

const files = ["examples", "examples/warned", "test/invariants/platforms"].flatMap(platformFiles);

const subjects = files.flatMap((file) => {
  const text = readFileSync(join(ROOT, file), "utf8");
  return majorsOf(text).map((major) => ({
    name: `${file} for azurerm ${major}`,
    subject: new Subject(text, write(file, major)),
  }));
});

// The rules of scanners are those that teams may decide against, as random platforms do.
test.each([...INVARIANTS, ...SCANNERS])("$name", (invariant) => {
  expect(
    subjects
      .filter(({ subject }) => appliesTo(invariant, subject))
      .flatMap(({ name, subject }) => invariant.broken(subject).map((sentence) => `${name}: ${sentence}`)),
  ).toEqual([]);
});

function appliesTo({ name }: Invariant, subject: Subject): boolean {
  return !OF_CREATED_PARTS.has(name) || !hasExistingParts(subject);
}

test("every invariant that does not hold of existing parts is one", () => {
  const names = INVARIANTS.map(({ name }) => name);
  expect([...OF_CREATED_PARTS].filter((name) => !names.includes(name))).toEqual([]);
});

test("every exception from a rule of the scanners is needed", () => {
  const idle = SCANNER_RULES.filter(
    (rule) =>
      rule.except !== undefined && subjects.every(({ subject }) => failures(rule, subject).length === 0),
  );
  expect(idle.map(({ ids }) => ids)).toEqual([]);
});

// A rule that the second spoke, gateway or association breaks is seen only where there is one.
test.each([
  ["two spokes in one foreign subscription", (subject: Subject) => twice(foreignSubscriptions(subject))],
  [
    "a hub in another region",
    ({ hub, file }: Subject) => hub["location"] !== file["location"] && "location" in hub,
  ],
  ["two gateways with private users in one spoke", (subject: Subject) => twice(spokesWithUsers(subject))],
  ["a subnet with three associations", (subject: Subject) => twice(subnetsOfThree(subject))],
  ["a stack for each spoke", ({ elements }: Subject) => new Set(elements.map(({ stack }) => stack)).size > 2],
])("the platform files have %s", (_, has) => {
  expect(subjects.some(({ subject }) => has(subject))).toBe(true);
});

function twice(items: readonly unknown[]): boolean {
  return new Set(items).size < items.length;
}

function foreignSubscriptions({ hub, spokes }: Subject): readonly unknown[] {
  return spokes
    .map(([, { subscriptionId }]) => subscriptionId)
    .filter((id) => id !== undefined && id !== hub["subscriptionId"]);
}

function spokesWithUsers({ gateways: all }: Subject): readonly string[] {
  return all.filter(({ spec }) => "users" in fields(spec["frontend"])).map(({ spoke }) => spoke);
}

/** Subnets with a route table and with a NAT gateway: one that is named twice has both, in addition to its security group. */
function subnetsOfThree(subject: Subject): readonly unknown[] {
  return ["route_table", "nat_gateway"].flatMap((kind) =>
    subject.of(`azurerm_subnet_${kind}_association`).map(({ body }) => body["subnet_id"]),
  );
}

// A synthesis takes some 50 ms: as many as fit into a few seconds, more when a seed is hunted down.
const RUNS = Number(process.env["RANDOM_PLATFORMS"] ?? 40);

test("random platforms that are written keep all of them", () => {
  const kept = { whole: 0, existing: 0, hubs: 0 };
  fc.assert(
    fc.property(
      fc.oneof(likelyPlatform, partlyExisting, severalHubs),
      fc.constantFrom(...AZURERM_MAJORS),
      (platform, major) => {
        const text = stringify(platform);
        const written = tryWrite(text, major);
        if ("refused" in written) return;
        const subject = new Subject(text, written);
        const applying = INVARIANTS.filter((invariant) => appliesTo(invariant, subject));
        expect(applying.flatMap(({ broken }) => broken(subject))).toEqual([]);
        const existing = hasExistingParts(subject);
        const hubs = "hubs" in subject.file || existingHubs(subject).length > 0;
        if (existing) kept.existing += 1;
        if (hubs) kept.hubs += 1;
        if (!existing && !hubs) kept.whole += 1;
      },
    ),
    // A seed of which enough platforms are written.
    { numRuns: RUNS, seed: SEED + 4 },
  );
  expect(kept.whole).toBeGreaterThan(RUNS / 6);
  // About a tenth each.
  expect(kept.existing).toBeGreaterThan(1);
  expect(kept.hubs).toBeGreaterThan(1);
}, 120_000);
