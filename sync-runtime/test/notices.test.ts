import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const repository = fileURLToPath(new URL("../..", import.meta.url));

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly folder: string;
}

/** The packages that esbuild puts into a bundle, by a run of its own. */
async function bundledIn(entry: string, external: readonly string[]): Promise<Package[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outdir: "out",
    write: false,
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    external: [...external],
    metafile: true,
    logLevel: "error",
  });
  const folders = Object.keys(metafile.inputs).flatMap((input) => {
    const at = input.lastIndexOf("node_modules/");
    if (at < 0) return [];
    const [first = "", second = ""] = input.slice(at + "node_modules/".length).split("/");
    return join(
      root,
      input.slice(0, at),
      "node_modules",
      first.startsWith("@") ? join(first, second) : first,
    );
  });
  return [...new Set(folders)].map((folder) => {
    const { name, version, license } = JSON.parse(
      readFileSync(join(folder, "package.json"), "utf8"),
    ) as Package;
    return { name, version, license, folder };
  });
}

function expectNotices(text: string, packages: readonly Package[]): void {
  const listed = [...text.matchAll(/^(\S+) (\S+) \(([\w.-]+)\)$/gm)].map(([line]) => line).sort();
  const bundled = packages.map(({ name, version, license }) => `${name} ${version} (${license})`);
  expect(listed).toEqual([...new Set(bundled)].sort());
  const squeezed = text.replace(/\s+/g, " ");
  for (const { name, folder } of packages) {
    const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
    for (const file of files) {
      const licence = readFileSync(join(folder, file), "utf8").replace(/\s+/g, " ").trim();
      expect({ name, file, passedOn: squeezed.includes(licence) }).toEqual({ name, file, passedOn: true });
    }
  }
}

describe("the notices of what is bundled", () => {
  let out: string;

  beforeAll(() => {
    out = mkdtempSync(join(tmpdir(), "route-sync-notices-"));
    execFileSync(process.execPath, [join(root, "scripts/bundle.mjs"), out], { stdio: "ignore" });
  });
  afterAll(() => {
    rmSync(out, { recursive: true });
  });

  test("the zip has those of every package in it, and no other", async () => {
    const zip = unzipSync(readFileSync(join(out, "functions.zip")));
    const text = Buffer.from(zip["THIRD_PARTY_NOTICES"] ?? new Uint8Array()).toString("utf8");
    const packages = await bundledIn("src/hosts/functions/main.ts", ["@azure/functions-core"]);
    expect(packages.length).toBeGreaterThan(80);
    expectNotices(text, packages);
    expect(text).toContain("The Apache Software Foundation");
    expect(text).not.toContain(repository);
  });

  test("the tarball has those of the bundled command", async () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    const script = readFileSync(join(root, "scripts/bundle-cli.mjs"), "utf8");
    const [, list = "[]"] = /const bundled = (\[.*?\]);/s.exec(script) ?? [];
    const bundled = JSON.parse(list) as string[];
    const external = Object.keys(dependencies).filter((name) => !bundled.includes(name));
    const packages = await bundledIn("src/hosts/cli/main.ts", external);
    expect(packages.length).toBeGreaterThanOrEqual(bundled.length);
    expectNotices(readFileSync(join(root, "dist/cli/THIRD_PARTY_NOTICES"), "utf8"), packages);
    const packed = execFileSync("npm", ["pack", "--ignore-scripts", "--dry-run", "--json"], { cwd: root });
    expect(packed.toString()).toContain("dist/cli/THIRD_PARTY_NOTICES");
  });

  test.each(["GPL-3.0", "SEE LICENSE IN EULA", undefined])(
    "a package under %s stops the build",
    (license) => {
      const folder = join(out, "node_modules/stranger");
      mkdirSync(folder, { recursive: true });
      writeFileSync(
        join(folder, "package.json"),
        JSON.stringify({ name: "stranger", version: "1.0.0", license }),
      );
      const metafile = JSON.stringify({ inputs: { "node_modules/stranger/index.js": {} } });
      const script = `import { thirdPartyNotices } from ${JSON.stringify(pathToFileURL(join(root, "../scripts/notices.mjs")))};
      await thirdPartyNotices(${metafile}, ${JSON.stringify(out)});`;
      const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
        encoding: "utf8",
      });
      expect(status).toBe(1);
      expect(stderr).toContain("stranger 1.0.0");
    },
  );
});
