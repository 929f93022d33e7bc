import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { EXAMPLES } from "../support/examples.js";
import { ROOT, temporaryFolder } from "../support/files.js";
import { expectReadable, layoutOf } from "../support/layout-claims.js";

test.each(EXAMPLES)("the picture of %s is readable", async (file) => {
  expectReadable(await layoutOf(join(ROOT, "examples", file)));
});

test.each([1, 5, 20])("the picture of %i spokes is readable, in rows and columns", async (count) => {
  const file = join(temporaryFolder(), "platform.yaml");
  writeFileSync(file, platformOf(count));
  const layout = await layoutOf(file);
  expectReadable(layout);
  const spokes = layout.boxes.filter(({ box }) => box.kind === "network");
  expect(spokes.map(({ box }) => box.title)).toEqual(teams(count));
  const [columns, rows] = [new Set(spokes.map(({ x }) => x)), new Set(spokes.map(({ y }) => y))];
  expect(columns.size * rows.size).toBeGreaterThanOrEqual(count);
  expect(rows.size).toBe(Math.ceil(count / columns.size));
  const ratio = layout.width / layout.height;
  if (count > 1)
    expect(ratio > 0.8 && ratio < 3.2, `the picture is ${ratio} times as wide as high`).toBe(true);
});

function teams(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `team-${i + 1}`);
}

function platformOf(count: number): string {
  const spokes = teams(count).map(
    (team, i) => `  ${team}:
    addressSpace: 10.${i + 1}.0.0/16
    gateways: { public: {} }
    clusters:
      main:
        network: { plugin: azure-cni-overlay }
        ingress: { type: gateway-to-load-balancer, gateway: public, backend: { healthPath: /healthz } }
        nodePools:
          system: { vmSize: Standard_D4ds_v5, nodes: 3 }
          work: { vmSize: Standard_D8ds_v5, nodes: { min: 3, max: 20 } }
`,
  );
  return `apiVersion: aks-topology/v1
name: contoso
location: westeurope
baseline: relaxed
hub:
  addressSpace: 10.0.0.0/22
  firewall: { publicIps: 20 }
spokes:
${spokes.join("")}`;
}
