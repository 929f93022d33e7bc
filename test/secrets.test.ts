import { run } from "@aks-topology/cli";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { capturedIo } from "./support/console.js";
import { ROOT, temporaryFolder } from "./support/files.js";
import { runNode } from "./support/process.js";

const MARK = "PLANTED";
/** An account key: 64 bytes in base64. */
const KEY = Buffer.from(`${MARK}${"k".repeat(57)}`).toString("base64");
const SAS = `sv=2024-11-04&ss=b&srt=sco&sp=rwdl&sig=${MARK}%2Babc%3D`;
const CONNECTION = `DefaultEndpointsProtocol=https;AccountName=st;AccountKey=${KEY};EndpointSuffix=core.windows.net`;
const URL_WITH_PASSWORD = `https://user:${MARK}-password@host.contoso.com/path?code=${MARK}`;
const TOKEN = `eyJ0eXAiOiJKV1QifQ.${Buffer.from(`{"${MARK}":1}`).toString("base64url")}.${MARK}`;

/** Whatever the marker looks like in a text. */
const PLANTED = [MARK, KEY.slice(0, 12), Buffer.from(`{"${MARK}`).toString("base64url").slice(0, 8)];

const ENVIRONMENT = {
  ARM_CLIENT_SECRET: `${MARK}-client-secret`,
  ARM_ACCESS_KEY: KEY,
  ARM_SAS_TOKEN: SAS,
  ARM_OIDC_TOKEN: TOKEN,
  AZURE_CLIENT_SECRET: `${MARK}-azure`,
  AZURE_STORAGE_CONNECTION_STRING: CONNECTION,
  GITHUB_TOKEN: `${MARK}-github`,
};

interface Change {
  readonly title: string;
  /** A line of the minimal preset, and what replaces it. Default: the text is appended. */
  readonly at?: string;
  readonly text: string;
}

const BACKEND = "type: azurerm, resourceGroup: rg, storageAccount: stcontoso, container: tfstate";
const SECRETS = {
  key: KEY,
  SAS,
  "connection string": CONNECTION,
  URL: URL_WITH_PASSWORD,
  token: TOKEN,
} as const;

/** Places where a secret is refused, each with every kind of it. */
const changes: readonly Change[] = Object.entries(SECRETS).flatMap(([kind, secret]): Change[] => [
  ...["accessKey", "access_key", "sasToken", "clientSecret", "connectionString"].map((key) => ({
    title: `${kind} as ${key} of the backend`,
    text: `backend: { ${BACKEND}, ${key}: "${secret}" }`,
  })),
  { title: `${kind} as the backend`, text: `backend: "${secret}"` },
  { title: `${kind} as the type of the backend`, text: `backend: { type: "${secret}" }` },
  {
    title: `${kind} as the storage account`,
    text: `backend: { type: azurerm, resourceGroup: rg, container: tfstate, storageAccount: "${secret}" }`,
  },
  {
    title: `${kind} as the subscription of the backend`,
    text: `backend: { ${BACKEND}, subscriptionId: "${secret}" }`,
  },
  { title: `${kind} as a key`, text: `"${secret}": 1` },
  { title: `${kind} as a name`, at: "  shop:", text: `  "${secret}":` },
  { title: `${kind} as the location`, at: "location: westeurope", text: `location: "${secret}"` },
  {
    title: `${kind} as the plugin`,
    at: "        network: { plugin: kubenet }",
    text: `        network: { plugin: "${secret}" }`,
  },
  { title: `${kind} as a range`, at: "  addressSpace: 10.0.0.0/22", text: `  addressSpace: "${secret}"` },
  { title: `${kind} as YAML`, text: secret },
  { title: `${kind} as an alias`, text: `tags: *${secret}` },
  { title: `${kind} as a YAML tag`, text: `tags: !${secret} 1` },
  { title: `${kind} twice as a key`, text: `tags: { "${secret}": a, "${secret}": b }` },
  { title: `${kind} as audience`, text: `routeSync: { audience: "${secret}" }` },
  { title: `${kind} as a log workspace`, text: `routeSync: { workspace: { id: "${secret}" } }` },
]);

const preset = readFileSync(join(ROOT, "cli/presets/minimal.yaml"), "utf8");

function changed({ at, text }: Change): string {
  if (at === undefined) return `${preset}${text}\n`;
  expect(preset).toContain(`${at}\n`);
  return preset.replace(`${at}\n`, () => `${text}\n`);
}

/** Every text below a folder. */
function written(folder: string): string {
  if (!existsSync(folder)) return "";
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
}

function expectNothingPlanted(...texts: readonly string[]): void {
  for (const text of texts) for (const planted of PLANTED) expect(text).not.toContain(planted);
}

/** The commands that read a platform file. */
function commands(file: string, out: string): readonly (readonly string[])[] {
  return [
    ["check", file],
    ["synth", file, "--out", join(out, "synth")],
    ["module", file, "--out", join(out, "module")],
  ];
}

describe("a secret at the wrong place of a platform file is in no output", () => {
  test.each(changes)("$title", async (change) => {
    const folder = temporaryFolder();
    const file = join(folder, "platform.yaml");
    const out = join(folder, "out");
    writeFileSync(file, changed(change));
    for (const command of commands(file, out)) {
      for (const options of [[], ["--json"], ["--debug"]]) {
        const io = capturedIo({}, folder);
        expect(await run([...command, ...options], io)).toBe(1);
        expect(io.out() + io.err()).not.toBe("");
        expectNothingPlanted(io.out(), io.err());
      }
    }
    expect(written(out)).toBe("");
  });
});

test.each([
  ["check", URL_WITH_PASSWORD],
  ["check", "x.yaml", `--access-key=${KEY}`],
  ["check", "x.yaml", "--azurerm", CONNECTION],
  ["synth", URL_WITH_PASSWORD],
  ["synth", "--config", URL_WITH_PASSWORD, "--json"],
  ["module", URL_WITH_PASSWORD, "--out", "out"],
  ["init", URL_WITH_PASSWORD],
  ["init", "--preset", CONNECTION],
  ["explain", KEY],
  ["explain", URL_WITH_PASSWORD, "--json"],
  [URL_WITH_PASSWORD],
])("a secret on the command line is in no output: %s %s", async (...args) => {
  const io = capturedIo({}, temporaryFolder());
  expect(await run(args, io)).toBe(1);
  expectNothingPlanted(io.out(), io.err());
});

describe("secrets of the environment", () => {
  test("are in no output and in no file that is written", { timeout: 120_000 }, async () => {
    const folder = temporaryFolder();
    const file = join(folder, "platform.yaml");
    writeFileSync(file, `${preset}backend: { ${BACKEND} }\n`);
    const shim = join(ROOT, "cli/bin/aks-topology.mjs");
    for (const command of commands(file, join(folder, "out"))) {
      const { code, stdout, stderr } = await runNode([shim, ...command, "--debug"], {
        env: ENVIRONMENT,
        cwd: folder,
      });
      expect({ code, stderr }).toMatchObject({ code: 0 });
      expectNothingPlanted(stdout, stderr);
    }
    expect(written(join(folder, "out"))).toContain("stcontoso");
    expectNothingPlanted(written(join(folder, "out")));
  });

  test("a file named by a URL with a password is not printed by cdktf's entry", async () => {
    const { code, stdout, stderr } = await runNode([join(ROOT, "dist/main.js")], {
      env: { ...ENVIRONMENT, AKS_TOPOLOGY_FILE: URL_WITH_PASSWORD },
    });
    expect(code).toBe(1);
    expect(stderr).toContain("FILE_UNREADABLE");
    expectNothingPlanted(stdout, stderr);
  });
});
