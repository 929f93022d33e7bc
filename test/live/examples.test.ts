import { run } from "@aks-topology/cli";
import { Simulator } from "@aks-topology/simulator";
import { expect, test } from "vitest";
import { capturedIo } from "../support/console.js";
import { deploy, resourcesOf, SUBSCRIPTION } from "../support/deployed-platform.js";
import { accessTo } from "../support/live-questions.js";

interface Document {
  readonly problems: readonly { readonly code: string }[];
  readonly paths: readonly {
    readonly live: { readonly same: number; readonly differences: readonly unknown[] };
  }[];
}

/** A platform of each kind of network: overlays without default routes, two hubs, a virtual hub, both address families. */
const EXAMPLES = [
  "application-gateway-for-containers",
  "cilium-vnet-integration",
  "dual-stack-public",
  "front-door-private-link",
  "node-auto-provisioning",
  "private-resolver",
  "two-regions",
  "virtual-wan",
];

async function pathsOf(file: string, simulator: Simulator): Promise<Document> {
  const io = { ...capturedIo({ ARM_SUBSCRIPTION_ID: SUBSCRIPTION }), azure: accessTo(simulator, "reader") };
  await run(["paths", file, "--live", "--json"], io);
  return JSON.parse(io.out()) as Document;
}

test.each(EXAMPLES)("%s as it was applied has no difference", async (name) => {
  const file = `examples/${name}.yaml`;
  const simulator = new Simulator();
  await deploy(resourcesOf(file), simulator);
  const { paths, problems } = await pathsOf(file, simulator);
  expect(paths.flatMap(({ live }) => live.differences)).toEqual([]);
  expect(problems.map(({ code }) => code)).not.toContain("PATH_DRIFTED");
  expect(paths.filter(({ live }) => live.same > 0).length).toBeGreaterThan(paths.length / 3);
});

test("a platform that is not in Azure is no platform as it was applied", async () => {
  const { problems } = await pathsOf("examples/kubenet-agic.yaml", new Simulator());
  expect(problems.filter(({ code }) => code === "PATHS_NOT_COMPARED")).toMatchObject([
    {
      severity: "error",
      message: expect.stringMatching(/^No hop of any path could be compared with Azure: /) as string,
    },
  ]);
});
