import { CredentialUnavailableError } from "@azure/identity";
import { dirname } from "node:path";
import { describe, test } from "vitest";
import { screenOf } from "../../sync-runtime/src/hosts/cli/watch.js";
import { Console } from "../../sync-runtime/test/support/console.js";
import { healthy } from "../../sync-runtime/test/support/cluster.js";
import {
  DEFAULT_ROUTE,
  mirrorConfig,
  node,
  tableId,
  type RouteSeed,
} from "../../sync-runtime/test/support/fleet.js";
import { expectView, inFolder } from "../support/views.js";

interface View {
  readonly console?: () => Console | Promise<Console>;
  readonly mirrors?: readonly object[];
  /** The configuration as text, in place of mirrors. */
  readonly config?: string;
  readonly args: readonly string[];
}

function nodes(count: number): RouteSeed[] {
  return Array.from({ length: count }, (_, n) => node(n));
}

function seeded(
  source: readonly RouteSeed[],
  target: readonly RouteSeed[],
  states: { source?: string; target?: string } = {},
): () => Console {
  return () => new Console().seed(source, target, states);
}

async function signedOut(): Promise<Console> {
  const console = await healthy();
  console.credential = {
    getToken: () => Promise.reject(new CredentialUnavailableError("Azure CLI could not be found.")),
  };
  return console;
}

const CONFIG = "mirrors.yaml";
const COMMANDS = ["plan", "apply", "retire", "serve", "watch", "doctor", "explain", "completion"];
const CHANGES = seeded(nodes(3), [node(0), { ...node(1), hop: "10.9.9.9" }, node(7), DEFAULT_ROUTE]);
const CONFLICT = seeded(nodes(2), [{ name: "mine", prefix: "10.244.1.0/24", hop: "10.0.0.9" }]);
const EMPTY = seeded([], nodes(3));
const BAD = `mirrors:
  - name: shop
    source: { id: not-an-id }
    target: { id: /subscriptions/1/resourceGroups/rg/providers/Microsoft.Network/routeTables/rt }
    podCidr: [10.244.0.0/16]
    colour: blue
    guards: { maxRemovalPercent: 101 }
`;

const VIEWS: Readonly<Record<string, View>> = {
  help: { args: ["--help"] },
  ...Object.fromEntries(COMMANDS.map((command) => [`help-${command}`, { args: [command, "--help"] }])),
  "unknown-command": { args: ["pln"] },
  "missing-config": { args: ["plan"] },
  "no-config": { args: ["plan", "--config", "missing.yaml"] },
  "config-refused": { config: BAD, args: ["plan"] },
  "config-syntax": { config: "mirrors: [", args: ["plan"] },
  "plan-changes": { console: CHANGES, args: ["plan"] },
  "plan-in-step": { console: seeded(nodes(3), nodes(3)), args: ["plan"] },
  "plan-conflict": { console: CONFLICT, args: ["plan"] },
  "plan-several": {
    console: CHANGES,
    mirrors: [
      mirrorConfig(),
      mirrorConfig({ name: "orders-production-cluster", podCidrs: ["10.245.0.0/16"] }),
    ],
    args: ["plan"],
  },
  "plan-signed-out": { console: signedOut, args: ["plan"] },
  "plan-held": { console: EMPTY, args: ["plan"] },
  apply: { console: CHANGES, args: ["apply"] },
  "apply-held": { console: seeded(nodes(5), nodes(12)), args: ["apply"] },
  "apply-unknown-mirror": { console: CHANGES, args: ["apply", "--mirror", "shp"] },
  "apply-allow-empty": { console: EMPTY, args: ["apply", "--allow-empty"] },
  retire: { console: EMPTY, args: ["retire", "--mirror", "shop"] },
  doctor: { console: () => healthy(), args: ["doctor"] },
  "doctor-signed-out": { console: signedOut, args: ["doctor"] },
  "doctor-no-table": { console: () => new Console(), args: ["doctor"] },
  explain: { args: ["explain", "LARGE_REMOVAL"] },
  "explain-part": { args: ["explain", "REMOVAL"] },
};

describe("a view of", () => {
  test.each(Object.entries(VIEWS))("%s", async (name, { console: made, mirrors = [], config, args }) => {
    const needsConfig = made !== undefined || config !== undefined;
    const typed = [...args, ...(needsConfig ? ["--config", CONFIG] : [])];
    await expectView(`route-sync/${name}`, `route-sync ${typed.join(" ")}`, async (columns) => {
      const console = (await made?.()) ?? new Console();
      console.columns = columns;
      const written = { mirrors: mirrors.length > 0 ? mirrors : [mirrorConfig()] };
      const file = await console.file(CONFIG, config ?? written);
      const { exitCode, stdout, stderr } = await inFolder(dirname(file), () => console.run(...typed));
      return { output: `${stderr}${stdout}`.replaceAll(/\b\d+ ms\b/g, "N ms"), exitCode };
    });
  });
});

test("a view of watch", async () => {
  await expectView("route-sync/watch", `route-sync watch --config ${CONFIG}`, async (columns) => {
    const console = new Console().seed(nodes(5), nodes(14));
    const missing = { name: "orders-production-cluster", target: { id: tableId("missing") } };
    const { mirrors } = await console.json("plan", [], mirrorConfig(), mirrorConfig(missing));
    const rows = mirrors.map((report) => ({ report, at: Date.UTC(2026, 10, 30, 8), changedAt: null }));
    const io = { stdout: { write: () => undefined, columns }, env: {} };
    return { output: `${screenOf(rows, CONFIG, io, columns)}\n`, exitCode: 0 };
  });
});
