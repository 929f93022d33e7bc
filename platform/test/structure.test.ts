import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { parsePlatform } from "../src/load.js";
import { platformSchema } from "../src/schema/platform.js";
import { structuralProblems } from "../src/structure.js";
import { inspect } from "../src/synthesize.js";

const PLATFORM = {
  apiVersion: "aks-topology/v1",
  name: "contoso",
  location: "westeurope",
  hub: { addressSpace: "10.0.0.0/22" },
  spokes: {},
};

describe("Terraform that the provider would refuse", () => {
  const platform = platformSchema.parse(PLATFORM);
  const group = { name: "rg", location: "westeurope" };
  const stack = (body: object) => ({
    provider: { azurerm: [{ features: [{}] }] },
    resource: { azurerm_resource_group: { rg: body } },
  });

  test("is a problem of the file as a whole, with the place in Terraform", () => {
    const [problem, ...others] = structuralProblems(
      { file: "platform.yaml", platform },
      stack({ ...group, locaton: "x" }),
    );
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      code: "TERRAFORM_INVALID",
      severity: "error",
      file: "platform.yaml",
      line: 1,
      column: 1,
    });
    expect(problem?.message).toContain("resource.azurerm_resource_group.rg.locaton");
    expect(problem?.hint).toContain("report");
  });

  test("is judged by the major that the platform names", () => {
    const workspace = {
      provider: { azurerm: [{ features: [{}] }] },
      resource: { azurerm_application_gateway: { gw: { enable_http2: true } } },
    };
    const codes = (major: 4 | 5): boolean =>
      structuralProblems({ file: "f", platform: { ...platform, azurerm: major } }, workspace).some(
        ({ message }) => message.startsWith("TF_UNKNOWN_ATTRIBUTE") && message.includes("enable_http2"),
      );
    expect([codes(4), codes(5)]).toEqual([false, true]);
  });

  test("is not what a sound stack is", () => {
    expect(structuralProblems({ file: "f", platform }, stack(group))).toEqual([]);
  });
});

test("an inspection leaves nothing behind", () => {
  const folder = mkdtempSync(join(tmpdir(), "aks-topology-test-"));
  for (const name of ["TMPDIR", "TEMP", "TMP"]) vi.stubEnv(name, folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  const result = parsePlatform(JSON.stringify(PLATFORM), "platform.yaml");
  if (!result.ok) throw new Error("the platform does not load");
  inspect(result.loaded);
  expect(readdirSync(folder)).toEqual([]);
});
