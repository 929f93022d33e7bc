import { execFile, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mirrorConfig, node, tableBody, tableId } from "./support/fleet.js";

const run = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));
const repository = fileURLToPath(new URL("../..", import.meta.url));

describe("the packed package in an empty project", () => {
  let project: string;

  beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), "route-sync-"));
    await run("npm", ["pack", "--ignore-scripts", "--pack-destination", project], { cwd: root });
    const home = join(project, "node_modules/@aks-topology/sync-runtime");
    await mkdir(home, { recursive: true });
    await run("tar", [
      "-xzf",
      join(project, "aks-topology-sync-runtime-0.1.0.tgz"),
      "--strip-components=1",
      "-C",
      home,
    ]);
    // What npm would install for it, as the lock file has it: the test needs no registry.
    await symlink(join(repository, "node_modules"), join(project, "node_modules/.shared"));
    const { dependencies } = JSON.parse(await readFile(join(home, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    await mkdir(join(home, "node_modules"), { recursive: true });
    for (const name of Object.keys(dependencies)) {
      const link = join(home, "node_modules", name);
      await mkdir(join(link, ".."), { recursive: true });
      await symlink(join(repository, "node_modules", name), link);
    }
  });
  afterAll(() => rm(project, { recursive: true }));

  test("its entry point imports, and so does its schema", async () => {
    const script = `import * as it from "@aks-topology/sync-runtime";
      import schema from "@aks-topology/sync-runtime/settings.schema.json" with { type: "json" };
      console.log(typeof it.startServe, typeof it.parseConfig, schema.title);`;
    await writeFile(join(project, "use.mjs"), script);
    const { stdout } = await run(process.execPath, ["use.mjs"], { cwd: project });
    expect(stdout.trim()).toBe("function function route-sync settings");
  });

  test("its bin plans from files", async () => {
    await writeFile(join(project, "mirrors.json"), JSON.stringify({ mirrors: [mirrorConfig()] }));
    await writeFile(join(project, "source.json"), JSON.stringify(tableBody(tableId("aks"), [node(1)])));
    await writeFile(join(project, "target.json"), JSON.stringify(tableBody(tableId("gateway"), [])));
    const bin = join(project, "node_modules/@aks-topology/sync-runtime/bin/route-sync.mjs");
    const files = ["--source-file", "source.json", "--target-file", "target.json"];
    const args = [bin, "plan", "--config", "mirrors.json", ...files, "--json", "--detailed-exitcode"];
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: project, encoding: "utf8" });
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      mirrors: [{ outcome: "changes", add: [{ name: node(1).name }] }],
    });
  });

  test("no test, no bundle and no machine's path is packed", async () => {
    const { stdout } = await run("tar", ["-tzf", join(project, "aks-topology-sync-runtime-0.1.0.tgz")]);
    expect(stdout).toContain("package/settings.schema.json");
    expect(stdout).toContain("package/README.md");
    expect(stdout).not.toMatch(/functions\.zip|\/test\/|tsbuildinfo/);
  });
});

describe("the Functions package", () => {
  let out: string;

  beforeAll(async () => {
    out = await mkdtemp(join(tmpdir(), "route-sync-bundle-"));
    for (const name of ["one", "two"]) {
      await mkdir(join(out, name));
      await run(process.execPath, [join(root, "scripts/bundle.mjs"), join(out, name)], {
        env: { ...process.env, TZ: name === "one" ? "UTC" : "Asia/Tokyo" },
      });
    }
  });
  afterAll(() => rm(out, { recursive: true }));

  test("the same sources give the same bytes, in any time zone", async () => {
    const [one, two] = await Promise.all(
      ["one", "two"].map((name) => readFile(join(out, name, "functions.zip"))),
    );
    expect(one?.equals(two!)).toBe(true);
  });

  test("it holds what Azure needs, and no path of this machine", async () => {
    const files = unzipSync(await readFile(join(out, "one", "functions.zip")));
    expect(Object.keys(files)).toEqual(expect.arrayContaining(["host.json", "package.json", "main.js"]));
    expect(Object.keys(files)).toEqual(Object.keys(files).toSorted());
    for (const content of Object.values(files)) {
      expect(Buffer.from(content).includes(repository)).toBe(false);
    }
  });

  test("its handlers register; bad settings are reported at once, and leave an endpoint that answers 503", () => {
    const main = join(out, "one", "functions", "main.js");
    const env = {
      PATH: process.env["PATH"] ?? "",
      ROUTE_SYNC_MIRRORS: JSON.stringify([mirrorConfig()]),
      RouteSyncStorage__queueServiceUri: "https://example.queue.core.windows.net",
    };
    expect(spawnSync(process.execPath, [main], { env }).status).toBe(0);
    const ask = `
      const { handlers } = await import(${JSON.stringify(main)});
      const request = { method: "POST", headers: new Headers(), text: () => Promise.resolve("{}") };
      const quiet = () => undefined;
      const { status, jsonBody } = await handlers.alerts(request, { log: quiet, warn: quiet, error: quiet });
      console.log(status, JSON.stringify(jsonBody));`;
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", ask], {
      env: { PATH: env.PATH, ROUTE_SYNC_CLOUD: "moon" },
      encoding: "utf8",
    });
    expect([status, stdout.trim()]).toEqual([0, '503 {"error":"CONFIG_INVALID: try again later"}']);
    expect(stderr).toContain("ROUTE_SYNC_CLOUD");
    expect(stderr).toContain("RouteSyncStorage__queueServiceUri");
  });
});
