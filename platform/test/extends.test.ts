import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { isLockFile, inspect, loadPlatform, type Platform, type PlatformFiles } from "../src/index.js";

/** Platform files in memory, by path. */
function inMemory(files: Readonly<Record<string, string>>): PlatformFiles {
  const read = (file: string): string => {
    const text = files[file];
    if (text === undefined) throw Object.assign(new Error(`no ${file}`), { code: "ENOENT" });
    return text;
  };
  return {
    read,
    identify: (file) => {
      read(file);
      return file;
    },
  };
}

function platformOf(files: Readonly<Record<string, string>>, file = "dev.yaml"): Platform {
  const result = loadPlatform(file, inMemory(files));
  return result.ok ? result.loaded.platform : expect.fail(JSON.stringify(result.problems));
}

/** Problems as `CODE file:line:column path`. */
function problemsOf(files: Readonly<Record<string, string>>, file = "dev.yaml"): string[] {
  const result = loadPlatform(file, inMemory(files));
  const problems = result.ok ? inspect(result.loaded).problems : result.problems;
  return problems
    .filter(({ code }) => code !== "BASELINE_MISSING")
    .map(({ code, file: name, line, column, path }) => `${code} ${name}:${line}:${column} ${path}`.trim());
}

const BASE = `apiVersion: aks-topology/v1
name: contoso
location: westeurope
tags: { owner: platform-team, cost: "1" }
hub:
  addressSpace: [10.0.0.0/22, 10.9.0.0/24]
  firewall: { zones: [1, 2, 3] }
spokes:
  shop: { addressSpace: 10.1.0.0/16 }
`;

describe("a file that extends another", () => {
  test("merges maps by key, replaces lists and scalars, and removes with null", () => {
    const dev = `extends: ./base.yaml
name: contoso-dev
tags: { cost: null, environment: dev }
hub:
  addressSpace: 10.4.0.0/22
  firewall: null
`;
    const { name, location, tags, hub, spokes } = platformOf({ "base.yaml": BASE, "dev.yaml": dev });
    expect({ name, location, tags }).toEqual({
      name: "contoso-dev",
      location: "westeurope",
      tags: { owner: "platform-team", environment: "dev" },
    });
    expect(hub?.addressSpace.map(String)).toEqual(["10.4.0.0/22"]);
    expect(hub?.firewall).toBeUndefined();
    expect(Object.keys(spokes)).toEqual(["shop"]);
  });

  test("may extend one that extends a third; paths are relative to the file that has them", () => {
    const files = {
      "common/base.yaml": BASE,
      "common/europe.yaml": "extends: base.yaml\nlocation: northeurope\ntags: { cost: null }\n",
      "teams/shop/dev.yaml": "extends: ../../common/europe.yaml\ntags: { cost: '2' }\n",
    };
    const { location, tags } = platformOf(files, "teams/shop/dev.yaml");
    expect({ location, tags }).toEqual({
      location: "northeurope",
      tags: { owner: "platform-team", cost: "2" },
    });
  });

  test("keeps the order of the base's keys; new ones follow", () => {
    const base = BASE.replace("shop: {", "b: { addressSpace: 10.2.0.0/16 }\n  a: {");
    const dev =
      "extends: base.yaml\nspokes: { c: { addressSpace: 10.3.0.0/16 }, b: { location: uksouth } }\n";
    expect(Object.keys(platformOf({ "base.yaml": base, "dev.yaml": dev }).spokes)).toEqual(["b", "a", "c"]);
  });

  test("removes within a map of its own, and leaves the nulls of a list and of the base as they are", () => {
    const dev = "extends: base.yaml\nrouteSync: { workspace: null }\nhub: { peers: [null] }\n";
    expect(problemsOf({ "base.yaml": BASE, "dev.yaml": dev })).toEqual([
      "WRONG_TYPE dev.yaml:3:16 hub.peers.0",
    ]);
    expect(problemsOf({ "base.yaml": `${BASE}azurerm: null\n`, "dev.yaml": "extends: base.yaml\n" })).toEqual(
      ["INVALID_VALUE base.yaml:10:10 azurerm"],
    );
  });

  describe("removes no key that the files it extends do not have", () => {
    const CLUSTER = "network: { plugin: azure-cni-overlay }, nodePools: { system: { vmSize: D2, nodes: 3 } }";
    const files = {
      "base.yaml": BASE.replace(
        "{ addressSpace: 10.1.0.0/16 }",
        `{ addressSpace: 10.1.0.0/16, clusters: { main: { ${CLUSTER} } } }`,
      ),
      "europe.yaml": "extends: base.yaml\ntags: { cost: null }\n",
    };
    const told = (removed: string, base = "base.yaml"): string[] => {
      const result = loadPlatform(
        "dev.yaml",
        inMemory({ ...files, "dev.yaml": `extends: ${base}\n${removed}\n` }),
      );
      return result.ok
        ? []
        : result.problems
            .filter(({ code }) => code === "UNKNOWN_KEY")
            .map(({ file, line, column, path, hint }) => `${file}:${line}:${column} ${path}: ${hint}`);
    };

    test.each([
      ["of the file", "locatoin: null", '2:1 locatoin: Did you mean "location"?'],
      ["of a thing", "spokes: { shop: { dsn: null } }", '2:19 spokes.shop.dsn: Did you mean "dns"?'],
      ["that is a name", "spokes: { shopp: null }", '2:11 spokes.shopp: Did you mean "shop"?'],
      [
        "that is like no name",
        "spokes: { billing: null }",
        '2:11 spokes.billing: Write "shop", or remove the line.',
      ],
      [
        "that is a name in a map of maps",
        "spokes: { shop: { clusters: { mian: null } } }",
        '2:31 spokes.shop.clusters.mian: Did you mean "main"?',
      ],
      [
        "of a pool",
        "spokes: { shop: { clusters: { main: { nodePools: { systm: } } } } }",
        '2:52 spokes.shop.clusters.main.nodePools.systm: Did you mean "system"?',
      ],
      [
        "in a map of a list, which replaces the list",
        "spokes: { shop: { gateways: { edge: { dns: [{ tpye: null }] } } } }",
        '2:47 spokes.shop.gateways.edge.dns.0.tpye: Did you mean "type"?',
      ],
      ["of a map of texts", "tags: { ownr: null }", '2:9 tags.ownr: Did you mean "owner"?'],
      ["of a map that no file has", "frontDoors: { edge: null }", "2:15 frontDoors.edge: Remove the line."],
    ])("%s", (_, removed, problem) => {
      expect(told(removed)).toEqual([`dev.yaml:${problem}`]);
    });

    test("two files above", () => {
      expect(told("spokes: { shopp: null }", "europe.yaml")).toEqual([
        'dev.yaml:2:11 spokes.shopp: Did you mean "shop"?',
      ]);
      expect(told("tags: { cost: null, owner: null }", "europe.yaml")).toEqual([]);
    });

    test("in the file between, whatever the last one removes", () => {
      const between = { ...files, "europe.yaml": "extends: base.yaml\nspokes: { shopp: null }\n" };
      const dev = "extends: europe.yaml\nspokes: { shopp: null }\n";
      expect(problemsOf({ ...between, "dev.yaml": dev })).toEqual([
        "UNKNOWN_KEY dev.yaml:2:11 spokes.shopp",
        "UNKNOWN_KEY europe.yaml:2:11 spokes.shopp",
      ]);
    });
  });

  test("merges what aliases and merge keys stand for", () => {
    const base = BASE.replace(
      "spokes:\n",
      "spokes:\n  lab: &lab { addressSpace: 10.2.0.0/16, clusters: {} }\n",
    );
    const dev = `extends: base.yaml
spokes:
  lab: &far { location: uksouth }
  shop: { <<: *far, dns: { type: azure } }
`;
    const { spokes } = platformOf({ "base.yaml": base, "dev.yaml": dev });
    expect([spokes["lab"]?.location, spokes["shop"]?.location]).toEqual(["uksouth", "uksouth"]);
  });

  test("leaves a file that extends none as it is", () => {
    expect(platformOf({ "base.yaml": BASE }, "base.yaml")).not.toHaveProperty("extends");
  });
});

describe("a problem of merged files", () => {
  test("is in the file that its value comes from; a map is in the file that introduces it", () => {
    const dev = `extends: base.yaml
location: West Europe
spokes:
  shop:
    costCentre: "4711"
    gateways:
      public: { tier: Basic }
`;
    const base = BASE.replace("shop: { addressSpace: 10.1.0.0/16 }", "shop: {}");
    expect(problemsOf({ "base.yaml": base, "dev.yaml": dev })).toEqual([
      "INVALID_VALUE dev.yaml:2:11 location",
      "UNKNOWN_KEY dev.yaml:5:5 spokes.shop.costCentre",
      "INVALID_VALUE dev.yaml:7:23 spokes.shop.gateways.public.tier",
      "MISSING_KEY base.yaml:9:3 spokes.shop.addressSpace",
    ]);
  });

  test("is where an overlay removes what is missing", () => {
    const dev = "extends: base.yaml\nhub: { addressSpace: null }\n";
    expect(problemsOf({ "base.yaml": BASE, "dev.yaml": dev })).toEqual([
      "MISSING_KEY dev.yaml:2:22 hub.addressSpace",
    ]);
  });

  test("comes after those of the files above it, warnings and errors of the topology alike", () => {
    const dev = `extends: base.yaml
# More lines than the base has, so that the files decide on the order.
${"#\n".repeat(20)}spokes:
  stock: { addressSpace: 10.1.128.0/17 }
`;
    const cluster =
      "network: { plugin: kubenet, podCidr: 10.244.0.0/16 }, nodePools: { system: { vmSize: Standard_D4ds_v5, nodes: 3 } }";
    const base = BASE.replace("10.1.0.0/16", `10.1.0.0/16, clusters: { main: { ${cluster} } }`);
    expect(problemsOf({ "base.yaml": base, "dev.yaml": dev })).toEqual([
      "ADDRESS_OVERLAP dev.yaml:24:26 spokes.stock.addressSpace",
      "KUBENET_RETIRES base.yaml:9:77 spokes.shop.clusters.main.network.plugin",
    ]);
  });
});

describe("what cannot be extended", () => {
  test.each([
    ["no file", "./bases.yaml", "FILE_UNREADABLE dev.yaml:2:10 extends"],
    ["a URL", "https://contoso.example/base.yaml", "FILE_UNREADABLE dev.yaml:2:10 extends"],
    ["itself", "dev.yaml", "EXTENDS_CYCLE dev.yaml:2:10 extends"],
    ["a list", "[base.yaml, more.yaml]", "WRONG_TYPE dev.yaml:2:1 extends"],
    ["nothing", "~", "WRONG_TYPE dev.yaml:2:10 extends"],
    ["a number", "3", "WRONG_TYPE dev.yaml:2:10 extends"],
    ["an empty path", '""', "WRONG_TYPE dev.yaml:2:10 extends"],
    ["broken YAML", "broken.yaml", "YAML_SYNTAX broken.yaml:2:1"],
    ["a list of settings", "list.yaml", "WRONG_TYPE list.yaml:1:1"],
    ["a key that sets a prototype", "proto.yaml", "INVALID_VALUE proto.yaml:4:9 tags.__proto__"],
  ])("%s is one problem with its place", (_, path, problem) => {
    const files = {
      "base.yaml": BASE,
      "dev.yaml": `name: contoso\nextends: ${path}\n`,
      "broken.yaml": "hub: [\n",
      "list.yaml": "- a\n",
      "proto.yaml": BASE.replace("owner: platform-team", "__proto__: x"),
    };
    expect(problemsOf(files)).toEqual([problem]);
  });

  test("a circle of three is found where it closes", () => {
    const files = {
      "dev.yaml": "extends: a.yaml\n",
      "a.yaml": "extends: b.yaml\n",
      "b.yaml": "name: x\nextends: a.yaml\n",
    };
    expect(problemsOf(files)).toEqual(["EXTENDS_CYCLE b.yaml:2:10 extends"]);
  });

  test("a circle is found by the files, not by their paths", () => {
    const files = inMemory({});
    const loop: PlatformFiles = {
      read: (file) => (isLockFile(file) ? files.read(file) : "extends: ./again/dev.yaml\n"),
      identify: (file) => join(dirname(file).replaceAll("again", ""), "dev.yaml"),
    };
    const result = loadPlatform("dev.yaml", { ...files, ...loop });
    expect(result).toMatchObject({ ok: false, problems: [{ code: "EXTENDS_CYCLE", line: 1 }] });
  });

  test("an empty base adds nothing", () => {
    const dev = BASE.replace("apiVersion", "extends: empty.yaml\napiVersion");
    expect(problemsOf({ "empty.yaml": "# later\n", "dev.yaml": dev })).toEqual([]);
  });
});

describe("a name that only an overlay has", () => {
  const cluster =
    "network: { plugin: azure-cni }, nodePools: { system: { vmSize: Standard_D4ds_v5, nodes: 3 } }";
  const base = `${BASE.trimEnd().slice(0, -1)}, clusters: { main: { ${cluster} } } }\n`;

  function told(dev: string): string[] {
    const files = { "base.yaml": base, "dev.yaml": `extends: ./base.yaml\n${dev}` };
    const result = loadPlatform("dev.yaml", inMemory(files));
    if (result.ok) expect.fail("no problem");
    return result.problems.map(({ code, line, path, hint }) => `${code} ${line} ${path}: ${hint}`);
  }

  test("is one problem, which asks for the name that is meant", () => {
    expect(
      told("spokes:\n  shop:\n    clusters:\n      mian: { nodePools: { system: { nodes: 4 } } }\n"),
    ).toEqual([
      'MISSING_KEY 5 spokes.shop.clusters.mian: Did you mean "main"? Otherwise, add what is missing.',
    ]);
    expect(told("spokes: { shpo: { clusters: { main: { nodePools: {} } } } }\n")).toEqual([
      'MISSING_KEY 2 spokes.shpo: Did you mean "shop"? Otherwise, add what is missing.',
    ]);
  });

  test("is the one problem, also where the name that is meant lacks what it has", () => {
    const files = {
      "base.yaml": base.replace("addressSpace: 10.1.0.0/16, ", ""),
      "dev.yaml":
        "extends: base.yaml\nspokes: { shpo: { addressSpace: 10.1.0.0/16, clusters: { main: { tier: Free } } } }\n",
    };
    expect(problemsOf(files)).toEqual(["MISSING_KEY dev.yaml:2:11 spokes.shpo"]);
  });

  test.each([
    ["addressSpac", "spokes: { shop: { addressSpac: 10.5.0.0/16 } }", "addressSpace"],
    [
      "nodePols",
      "spokes: { shop: { clusters: { main: { nodePols: { system: { nodes: 5 } } } } } }",
      "nodePools",
    ],
  ])("suggests the key of the extended file for %s", (_, overlay, meant) => {
    expect(told(`${overlay}\n`)).toMatchObject([
      expect.stringContaining(`Did you mean "${meant}"? The extended file has it here.`),
    ]);
  });

  test("lists the names of the file that it extends, where it is like none of them", () => {
    expect(told("spokes: { billing: { hub: hub } }\n")).toEqual([
      'MISSING_KEY 2 spokes.billing: Write "shop" to change what is there, or add what is missing.',
    ]);
  });

  test("is a new one, where nothing is missing; other problems stay", () => {
    const whole = `spokes: { billing: { addressSpace: 10.3.0.0/16, clusters: { main: { ${cluster} } } } }\n`;
    expect(problemsOf({ "base.yaml": base, "dev.yaml": `extends: ./base.yaml\n${whole}` })).toEqual([
      "SNAT_PORTS_FEW base.yaml:7:3 hub.firewall.publicIps",
    ]);
    expect(told("hub: { firewall: { publicIps: none } }\n")).toEqual([
      expect.stringMatching(/^INVALID_VALUE 2 hub.firewall.publicIps/),
    ]);
  });
});
