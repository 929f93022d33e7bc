import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files of more than ten seconds, or that mostly wait, the longest first. */
const LONGEST = [
  "test/terraform/modules.test.ts",
  "test/terraform/examples.test.ts",
  "sync-runtime/test/hosts/scale-out.test.ts",
  "sync-runtime/test/alive/hung-dependencies.test.ts",
  "sync-runtime/test/alive/shutdown.test.ts",
  "test/packages/packed.test.ts",
  "test/cdktf.test.ts",
  "conformance/test/process.test.ts",
  "sync-runtime/test/chaos/campaign.test.ts",
  "test/cdktf/deploy.test.ts",
  "sync-runtime/test/alive/settings.test.ts",
  "sync-runtime/test/alive/clocks.test.ts",
  "test/demo.test.ts",
  "test/terraform/structure-agrees.test.ts",
  "test/terraform/offline.test.ts",
  // The long campaigns.
  "test/terraform/examples.deep.test.ts",
  "sync-runtime/test/chaos/campaign-1.deep.test.ts",
  "sync-runtime/test/chaos/campaign-2.deep.test.ts",
  "platform/test/edit-sequences.deep.test.ts",
  "test/terraform/modules.deep.test.ts",
  "test/mangled-platforms.deep.test.ts",
  "platform/test/path-mutants.deep.test.ts",
];

/** Begins with the longest files, also in a fresh clone, so that no core is idle while the last one runs. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rankOf = ({ moduleId }: TestSpecification): number => {
      const rank = LONGEST.findIndex((file) => moduleId.endsWith(`/${file}`));
      return rank === -1 ? LONGEST.length : rank;
    };
    const sorted = await super.sort(files);
    return sorted.sort((a, b) => rankOf(a) - rankOf(b));
  }
}
