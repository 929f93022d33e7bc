import { existsSync, globSync } from "node:fs";
import { resolve } from "node:path";
import type { Judge } from "./runs.ts";

/** The Terraform of every platform file, which kills most mutants, and what is said of some of them. */
const WRITTEN = ["test/golden.test.ts#^the Terraform", "test/descriptions.test.ts"];

/** What is refused and at which key, limits, tables and defaults. */
const REFUSED = [
  "constructs/test/defaults.test.ts",
  "constructs/test/core/*.test.ts",
  "platform/test/examples.test.ts#examples/(broken|warned)",
  "platform/test/key-places.test.ts",
  "platform/test/pass-through.test.ts",
  "platform/test/shared-stacks.test.ts",
  "test/docs.test.ts#is what the code says",
  "test/rules.test.ts",
];

/**
 * The patterns of the tests that judge a folder, in this order. Each test of a platform builds many parts, so that tests of other
 * folders see a part, too: those with the most about it are named.
 */
const JUDGES: Readonly<Record<string, readonly string[]>> = {
  "constructs/src/net": [
    "constructs/test/net/*.test.ts",
    "constructs/test/network/connection-limits.test.ts",
    "constructs/test/core/address-book.test.ts",
  ],
  "constructs/src/firewall": [
    ...WRITTEN,
    ...constructs("firewall", "egress", "governance"),
    ...REFUSED,
    ...platform("private-users", "peers-of-hubs", "ip-groups", "other-teams", "hub-and-existing-hub", "hubs"),
  ],
  "constructs/src/gateway": [...WRITTEN, ...constructs("gateway", "ingress"), ...REFUSED],
  "constructs/src/network": [
    ...WRITTEN,
    ...constructs("network", "estate", "egress"),
    ...REFUSED,
    ...platform("existing-mistakes", "inline-associations", "bastion", "gateway-connections", "virtual-wan"),
    ...platform("private-resolver", "private-zones", "private-endpoints", "hubs", "lock"),
  ],
  "constructs/src/aks": [...WRITTEN, ...constructs("aks"), ...REFUSED, "platform/test/module/labels.test.ts"],
  "constructs/src/route-sync": [
    ...WRITTEN,
    ...constructs("route-sync", "alerts"),
    ...REFUSED,
    ...platform("route-sync-keys", "mirrors-alone", "left-mirrors", "runtime-per-region", "alerts"),
  ],
  "platform/src/topology": [
    ...WRITTEN,
    "platform/test/examples.test.ts#examples/(broken|warned)",
    ...platform("key-places", "shared-stacks", "mirrors-alone", "existing-mistakes"),
  ],
  "sync-runtime/src/domain": [
    "sync-runtime/test/domain/*.test.ts",
    "sync-runtime/test/config/*.test.ts",
    "sync-runtime/test/cli/{offline,outcomes,unmatched,guard-flags}.test.ts",
    "sync-runtime/test/{dual-stack,retire}.test.ts",
  ],
};

export const JUDGED_FOLDERS = Object.keys(JUDGES);

/** The tests that judge a file or folder: those named for it, otherwise those of the nearest folder of tests. */
export function judgesOf(source: string): readonly Judge[] {
  const folder = JUDGED_FOLDERS.find((each) => source === each || source.startsWith(`${each}/`));
  return testsOf(JUDGES[folder ?? ""] ?? [nearestTests(source)]);
}

/** The test files of patterns, each file once; `FILE#NAMES` has an expression that the names of its tests match. */
export function testsOf(patterns: readonly string[]): readonly Judge[] {
  const judges = patterns.flatMap((pattern): Judge[] => {
    const [files = "", ...names] = pattern.split("#");
    const found = globSync(files).toSorted();
    if (found.length === 0) throw new Error(`No test file matches ${files}.`);
    const matching = names.length === 0 ? {} : { matching: names.join("#") };
    return found.map((file) => ({ file: resolve(file), ...matching }));
  });
  return judges.filter(({ file }, index) => judges.findIndex((judge) => judge.file === file) === index);
}

/** `constructs/test/monitor/**` for `constructs/src/monitor/alarms.ts`; `platform/test/**` where no folder has the name. */
function nearestTests(source: string): string {
  const [workspace = "", , folder = ""] = source.split("/");
  const nearest = `${workspace}/test/${folder}`;
  return `${existsSync(nearest) && folder !== "" ? nearest : `${workspace}/test`}/**/!(*.deep).test.ts`;
}

function constructs(...folders: readonly string[]): readonly string[] {
  return folders.map((folder) => `constructs/test/${folder}/*.test.ts`);
}

function platform(...names: readonly string[]): readonly string[] {
  return names.map((name) => `platform/test/${name}.test.ts`);
}
