import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { publint } from "publint";
import { beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../support/files.js";
import { EmptyProject, pack, PUBLISHED } from "../support/packages.js";
import { runNode } from "../support/process.js";
import { expectShown } from "../support/shown.js";

const SLOW = { timeout: 120_000 };

describe.each(PUBLISHED)("the tarball of %s", (name) => {
  let tarball: Uint8Array<ArrayBuffer>;

  beforeAll(async () => {
    tarball = new Uint8Array(readFileSync(await pack(name)));
  });

  test("is as publint wants it", SLOW, async () => {
    const { messages, pkg } = await publint({ pack: { tarball: tarball.buffer }, strict: true });
    expect(pkg).toMatchObject({ name: `@aks-topology/${name}` });
    expect(messages).toEqual([]);
  });

  test("has types that resolve as its modules do", SLOW, async () => {
    const analysis = await checkPackage(createPackageFromTarballData(tarball));
    if (analysis.types === false) expect.fail("it has no types");
    // The packages are ESM alone: what knows no "exports", or looks for CommonJS, finds none.
    const ours = analysis.problems.filter(
      (problem) =>
        !("resolutionKind" in problem) ||
        (problem.resolutionKind !== "node10" && problem.resolutionKind !== "node16-cjs"),
    );
    expect(ours).toEqual([]);
  });

  test("holds no test, no machine's path and nothing that a build keeps for itself", () => {
    const contents = createPackageFromTarballData(tarball);
    const files = contents.listFiles();
    const home = `/node_modules/@aks-topology/${name}`;
    expect(files).toEqual(
      expect.arrayContaining([`${home}/dist/index.d.ts`, `${home}/README.md`, `${home}/LICENSE`]),
    );
    expect(contents.readFile(`${home}/LICENSE`)).toBe(readFileSync(join(ROOT, "LICENSE"), "utf8"));
    expect(files.filter((file) => /\/test\/|tsbuildinfo|\.tgz$/.test(file))).toEqual([]);
    expect(files.filter((file) => contents.readFile(file).includes(ROOT))).toEqual([]);
  });
});

// Constructs of one tree have to come from one copy, and npm installs two where the ranges differ. Of cdktf there is one version.
test("all packages ask for one range of constructs", () => {
  const ranges = PUBLISHED.flatMap((folder) => {
    const manifest = JSON.parse(readFileSync(join(ROOT, folder, "package.json"), "utf8")) as Manifest;
    return manifest.dependencies?.["constructs"] ?? manifest.peerDependencies?.["constructs"] ?? [];
  });
  expect(ranges).toEqual(["^10.7.0", "^10.7.0", "^10.7.0"]);
});

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

test.each(["cli", "sync-runtime"])(
  "%s builds the bundle that its command starts when it is packed",
  (name) => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, name, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    expect(scripts["prepack"]).toMatch(/\bnpm run bundle$/);
  },
);

/** The blocks of code in a page, by language. */
function codeIn(page: string, language: string): readonly string[] {
  const text = readFileSync(join(ROOT, page), "utf8");
  return [...text.matchAll(new RegExp(String.raw`^\`\`\`${language}\n(.*?)^\`\`\``, "gms"))].map(
    ([, code = ""]) => code,
  );
}

describe("an empty project", () => {
  test("compiles and runs the example in the README of constructs", SLOW, async () => {
    const [example = ""] = codeIn("constructs/README.md", "ts");
    expect(example.trim().split("\n").length).toBeLessThanOrEqual(25);
    const project = await new EmptyProject().install("constructs");
    project.link("constructs", "@types/node");
    project.write("main.ts", example);
    const strict = ["--strict", "--exactOptionalPropertyTypes", "--skipLibCheck", "--module", "nodenext"];
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    const options = [...strict, "--target", "es2023", "--types", "node", "--outDir", "built"];
    const compiled = await runNode([tsc, ...options, "main.ts"], { cwd: project.folder });
    expect(compiled).toMatchObject({ code: 0, stdout: "" });
    expect(await runNode(["built/main.js"], { cwd: project.folder })).toMatchObject({ code: 0 });
    const written = readFileSync(join(project.folder, "cdktf.out/stacks/contoso/cdk.tf.json"), "utf8");
    expect(JSON.parse(written)).toMatchObject({
      resource: {
        azurerm_kubernetes_cluster: { shop_main: { network_profile: { network_plugin_mode: "overlay" } } },
        azurerm_firewall: { hub_firewall: { sku_tier: "Standard" } },
      },
    });
  });

  test(
    "goes the way of docs/start.md with the packed commands, which print what the page shows",
    SLOW,
    async () => {
      const project = await new EmptyProject().install(...PUBLISHED);
      const page = readFileSync(join(ROOT, "docs/start.md"), "utf8");
      for (const [, name = "", text = ""] of page.matchAll(
        /^`([a-z]+\.(?:json|yaml))`\n\n```\w+\n([^`]*)```/gm,
      ))
        project.write(name, text);
      const run: string[] = [];
      for (const [, command = "", args = "", output = ""] of page.matchAll(SESSION)) {
        const bin = `node_modules/@aks-topology/${command === "route-sync" ? "sync-runtime" : "cli"}/bin/${command}.mjs`;
        const env = { npm_command: "exec" };
        const ended = await runNode([bin, ...args.split(" ")], { cwd: project.folder, env });
        expect(ended.code, ended.stderr).toBe(0);
        expectShown(ended.stdout.replaceAll(/ +$/gm, ""), output);
        run.push(`${command} ${args.split(" ")[0] ?? ""}`);
      }
      const steps = ["init", "check", "explain", "diff", "paths", "synth", "module"];
      expect([...new Set(run)]).toEqual([...steps.map((step) => `aks-topology ${step}`), "route-sync plan"]);
      expect(await pageOfView(project)).toContain("<svg");
      const written = readFileSync(join(project.folder, "cdktf.out/stacks/contoso/cdk.tf.json"), "utf8");
      expect(written).toContain("azurerm_function_app_flex_consumption");
      expect(written).not.toContain(ROOT);
    },
  );
});

/** A command of a page, and what it prints. */
const SESSION = /^```console\n\$ npx (aks-topology|route-sync) ([^\n]*)\n([^`]*)```/gm;

async function pageOfView({ folder }: EmptyProject): Promise<string> {
  const args = ["node_modules/@aks-topology/cli/bin/aks-topology.mjs", "view", "--port", "0"];
  const view = spawn(process.execPath, args, { cwd: folder });
  try {
    const url = await new Promise<string>((resolve) => {
      let text = "";
      view.stdout.on("data", (chunk: Buffer) => {
        text += chunk.toString();
        const [found] = /http:\/\/\S+/.exec(text) ?? [];
        if (found !== undefined) resolve(found);
      });
    });
    return await (await fetch(url)).text();
  } finally {
    view.kill();
  }
}
