import { describe, expect, test } from "vitest";
import { Console } from "../support/console.js";
import { defaultRoute, mirrorConfig, node } from "../support/fleet.js";

test("watch reconciles until it is stopped, one line a round where there is no terminal", async () => {
  const console = new Console().seed([node(1)], []);
  console.onOutput = (stdout) => {
    if (stdout.split("\n").length > 3) console.stop.abort();
  };
  const { exitCode, stdout } = await console.run("watch", "--config", await console.config());
  const lines = stdout.trim().split("\n");
  expect(exitCode).toBe(0);
  expect(lines).toHaveLength(3);
  expect(lines[0]).toContain("shop  applied  +1 ~0 -0");
  expect(lines[1]).toContain("shop  in-step");
});

test("serve tells that it listens on loopback, and leaves with 0 when it is stopped", async () => {
  const console = new Console().seed([node(1)], []);
  setTimeout(() => {
    console.stop.abort();
  }, 200);
  const { exitCode, stderr } = await console.run("serve", "--config", await console.config(), "--port", "0");
  expect(exitCode).toBe(0);
  expect(stderr).toMatch(/listens on http:\/\/127\.0\.0\.1:\d+\/api\/alerts/);
});

interface Diagnosis {
  readonly ok: boolean;
  readonly mirrors: readonly {
    readonly name: string;
    readonly checks: readonly { readonly check: string; readonly status: string }[];
  }[];
}

async function diagnose(
  console: Console,
): Promise<{ exitCode: number; ok: boolean; statusOf: (check: string) => string | undefined }> {
  const { exitCode, stdout } = await console.run(
    "doctor",
    "--config",
    await console.config(mirrorConfig()),
    "--json",
  );
  const { ok, mirrors } = JSON.parse(stdout) as Diagnosis;
  return { exitCode, ok, statusOf: (name) => mirrors[0]?.checks.find(({ check }) => check === name)?.status };
}

describe("doctor", () => {
  test("passes what is right and fails what is not, each by its name", async () => {
    const { exitCode, ok, statusOf } = await diagnose(new Console().seed([defaultRoute, node(1)], [node(1)]));
    expect([exitCode, ok]).toEqual([1, false]);
    expect(statusOf("identity")).toBe("pass");
    expect(statusOf("source readable")).toBe("pass");
    expect(statusOf("source default route")).toBe("pass");
    expect(statusOf("no default route on the target")).toBe("pass");
    expect(statusOf("node routes present")).toBe("pass");
    expect(statusOf("in step")).toBe("pass");
    expect(statusOf("source associated")).toBe("fail");
  });

  test("a default route to an appliance on the gateway's table, and none on the source", async () => {
    const { exitCode, statusOf } = await diagnose(new Console().seed([node(1)], [defaultRoute]));
    expect(exitCode).toBe(1);
    expect(statusOf("source default route")).toBe("fail");
    expect(statusOf("no default route on the target")).toBe("fail");
    expect(statusOf("in step")).toBe("fail");
  });

  test("an identity that Azure does not know", async () => {
    const { statusOf } = await diagnose(
      new Console({ faults: [{ kind: "401-expired-token" }] }).seed([node(1)], []),
    );
    expect(statusOf("identity")).toBe("fail");
    expect(statusOf("in step")).toBe("skipped");
  });
});
