import { run } from "@aks-topology/trace";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const FOLDER = mkdtempSync(join(tmpdir(), "aks-topology-trace-"));
const NETWORK = { name: "vnet", resource_group_name: "rg", address_space: ["10.1.0.0/16"] };
function subnet(name: string, prefix: string): object {
  return {
    name,
    resource_group_name: "rg",
    virtual_network_name: "${azurerm_virtual_network.main.name}",
    address_prefixes: [prefix],
    default_outbound_access_enabled: false,
  };
}
const CONFIGURATION = {
  resource: {
    azurerm_virtual_network: { main: NETWORK },
    azurerm_subnet: { front: subnet("front", "10.1.0.0/24"), back: subnet("back", "10.1.1.0/24") },
  },
};

beforeAll(() => {
  mkdirSync(join(FOLDER, "stacks/one"), { recursive: true });
  mkdirSync(join(FOLDER, "parts"));
  mkdirSync(join(FOLDER, "hcl"));
  write("stacks/one/cdk.tf.json", CONFIGURATION);
  const { azurerm_virtual_network, azurerm_subnet } = CONFIGURATION.resource;
  write("parts/network.tf.json", { resource: { azurerm_virtual_network } });
  write("parts/subnets.tf.json", { resource: { azurerm_subnet } });
});
afterAll(() => {
  rmSync(FOLDER, { recursive: true });
});

function write(name: string, content: unknown): string {
  const file = join(FOLDER, name);
  writeFileSync(
    file,
    typeof content === "string" || content instanceof Uint8Array ? content : JSON.stringify(content),
  );
  return file;
}

interface Result {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

function ask(path: string, ...args: readonly string[]): Result {
  const text = { stdout: "", stderr: "" };
  const sink = (name: keyof typeof text): { write: (part: string) => void } => ({
    write: (part) => {
      text[name] += part;
    },
  });
  const io = { stdout: sink("stdout"), stderr: sink("stderr"), env: {} };
  return { exitCode: run([join(FOLDER, path), ...args], io), ...text };
}

const BETWEEN = ["--from", "azurerm_subnet.front", "--to", "azurerm_subnet.back"] as const;

describe("the exit code", () => {
  it.each(["stacks/one/cdk.tf.json", "stacks/one", ".", "parts"])("is 0 when delivered: %s", (path) => {
    expect(ask(path, ...BETWEEN)).toMatchObject({ exitCode: 0, stderr: "" });
  });

  it("is 3 when dropped or unknown", () => {
    expect(ask(".", "--from", "azurerm_subnet.front", "--to", "10.9.0.4")).toMatchObject({ exitCode: 3 });
  });

  it.each([
    ["no client", ["--to", "azurerm_subnet.back"]],
    ["a port that is none", [...BETWEEN, "--port", "70000"]],
    ["a protocol that is none", [...BETWEEN, "--protocol", "sctp"]],
    ["an unknown option", [...BETWEEN, "--nonsense"]],
  ])("is 1 with %s, and the error is coded", (_, args) => {
    const { exitCode, stderr, stdout } = ask(".", ...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(/^error USAGE {2}.*\n {4}\S/);
    expect(JSON.parse(ask(".", ...args, "--json").stdout)).toMatchObject({
      ok: false,
      error: { code: "USAGE" },
    });
  });
});

describe("the endpoints", () => {
  it.each([
    ["azurerm_subnet.font", "Did you mean azurerm_subnet.front?"],
    ["back", "Did you mean azurerm_subnet.back?"],
    ["azurerm_lb.other", "Use an address, or one of: azurerm_subnet.back, azurerm_subnet.front"],
  ])("%s: %s", (from, remedy) => {
    const { exitCode, stderr } = ask(".", "--from", from, "--to", "internet");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("error UNKNOWN_ENDPOINT");
    expect(stderr).toContain(remedy);
  });

  it("are addresses too", () => {
    expect(ask(".", "--from", "10.1.0.4", "--to", "10.1.1.0/28", "--protocol", "icmp").exitCode).toBe(0);
  });
});

describe("the output", () => {
  it("is one document with --json", () => {
    const { stdout } = ask(".", ...BETWEEN, "--json");
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, verdict: "delivered", protocol: "tcp", port: 443 });
  });

  it("is SARIF without results when delivered", () => {
    const { stdout } = ask(".", ...BETWEEN, "--output", "sarif");
    expect(JSON.parse(stdout)).toMatchObject({ version: "2.1.0", runs: [{ results: [] }] });
  });

  it("is SARIF at a file of the repository, each question in a category of its own", () => {
    const dropped = ["--from", "azurerm_subnet.front", "--to", "10.9.0.4"];
    const { stdout } = ask(".", ...dropped, "--output", "sarif", "--artifact", "network/main.tf");
    expect(stdout).toContain('"uri": "network/main.tf"');
    expect(stdout).toContain('"id": "trace/azurerm_subnet.front to 10.9.0.4, TCP port 443/"');
  });

  it.each([
    ["UNKNOWN_ENDPOINT", ".", ["--from", "azurerm_subnet.font", "--to", "internet"]],
    ["FILE_UNREADABLE", "nowhere.json", BETWEEN],
    ["USAGE", ".", [...BETWEEN, "--port", "0"]],
  ])("is SARIF with a result where there is no answer: %s", (ruleId, path, args) => {
    const { exitCode, stdout, stderr } = ask(path, ...args, "--output=sarif");
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining(`error ${ruleId}`)]);
    expect(JSON.parse(stdout)).toMatchObject({ runs: [{ results: [{ ruleId, level: "error" }] }] });
  });

  it("ends with the verdict", () => {
    expect(ask(".", ...BETWEEN).stdout).toMatch(/\n\nDelivered both ways, by the model\.\n$/);
  });
});

describe("files that cannot be used", () => {
  const resources = [{ address: "azurerm_subnet.a", type: "azurerm_subnet" }, 7];
  it.each<[string, string, unknown, readonly string[]]>([
    ["an empty file", "NOT_JSON", "", ["The file is empty."]],
    ["text", "NOT_JSON", "Terraform will perform", ["The file is not JSON: "]],
    ["half a file", "NOT_JSON", '{"planned_values": {', ["The file is not JSON: "]],
    ["a binary plan", "NOT_JSON", Uint8Array.of(0x50, 0x4b, 3, 4), ["binary form", "terraform show -json"]],
    ["a log", "NOT_JSON", '{"@level":"info"}\n{"@level":"info"}', ["the log of `terraform plan -json`"]],
    ["a list", "NOT_TERRAFORM_JSON", [], ["not a JSON object"]],
    ["anything else", "NOT_TERRAFORM_JSON", { name: "x" }, ["neither planned_values"]],
    [
      "a state file",
      "NOT_TERRAFORM_JSON",
      { version: 4, serial: 1, resources: [] },
      ["as Terraform stores it"],
    ],
    [
      "networks of azapi",
      "NO_NETWORK",
      {
        planned_values: {
          root_module: {
            resources: [
              {
                address: "azapi_resource.vnet",
                mode: "managed",
                type: "azapi_resource",
                name: "vnet",
                values: {},
              },
            ],
          },
        },
      },
      ["resources of azapi are not read"],
    ],
    ["a plan of nothing", "NO_NETWORK", { planned_values: { root_module: {} } }, ["No virtual network"]],
    [
      "damage in several places",
      "TERRAFORM_JSON_DAMAGED",
      { values: { root_module: { resources, child_modules: [{ resources: {} }] } } },
      [
        "values.root_module.resources[0] is not a resource with address, type and name.",
        "values.root_module.resources[1] is not an object.",
        "values.root_module.child_modules[0] is not a module with an address.",
      ],
    ],
    [
      "modules and repetition",
      "NEEDS_PLAN",
      { module: { net: { source: "./net" } }, resource: { azurerm_subnet: { a: { count: 2 } } } },
      ["Modules are not read from a configuration: net.", "azurerm_subnet.a"],
    ],
  ])("%s: %s", (_, code, content, messages) => {
    write("hcl/unfit.tf.json", content);
    const { exitCode, stderr, stdout } = ask("hcl/unfit.tf.json", ...BETWEEN);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    for (const message of messages) expect(stderr).toContain(message);
    const document: unknown = JSON.parse(ask("hcl/unfit.tf.json", ...BETWEEN, "--json").stdout);
    expect(document).toMatchObject({ ok: false, error: { code } });
    expect(document).toHaveProperty("problems", expect.arrayContaining([expect.objectContaining({ code })]));
  });

  it("a file that there is not, and a folder without JSON", () => {
    rmSync(join(FOLDER, "hcl"), { recursive: true });
    mkdirSync(join(FOLDER, "hcl"));
    expect(ask("nowhere.json", ...BETWEEN).stderr).toContain("error FILE_UNREADABLE");
    expect(ask("hcl", ...BETWEEN).stderr).toContain("error NOT_TERRAFORM_JSON");
  });

  it("but a byte order mark and UTF-16, as PowerShell writes, are read", () => {
    const resource = (type: string, name: string, values: object): object => ({
      address: `${type}.${name}`,
      mode: "managed",
      type,
      name,
      values: { ...values, id: `/${name}` },
    });
    const state = {
      values: {
        root_module: {
          resources: [
            resource("azurerm_virtual_network", "main", NETWORK),
            resource("azurerm_subnet", "front", {
              ...subnet("front", "10.1.0.0/24"),
              virtual_network_name: "vnet",
            }),
            resource("azurerm_subnet", "back", {
              ...subnet("back", "10.1.1.0/24"),
              virtual_network_name: "vnet",
            }),
          ],
        },
      },
    };
    write("state.json", new Uint8Array(Buffer.from(`\uFEFF${JSON.stringify(state)}`, "utf16le")));
    expect(ask("state.json", ...BETWEEN)).toMatchObject({ exitCode: 0, stderr: "" });
  });
});
