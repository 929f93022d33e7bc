import axe from "axe-core";
import { JSDOM } from "jsdom";
import { expect, test } from "vitest";
import { Simulator } from "../src/index.js";

const GROUP = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg";
function tableId(name: string): string {
  return `${GROUP}/providers/Microsoft.Network/routeTables/${name}`;
}

interface Cell {
  readonly text: string;
  readonly isDifferent: boolean;
}

async function pageOf(sim: Simulator): Promise<Document> {
  const answer = await sim.handle({ method: "GET", url: "/_sim/tables" });
  expect(answer.headers["content-type"]).toContain("text/html");
  return new JSDOM(answer.body).window.document;
}

function rowsOf(page: Document, table: number): Cell[][] {
  const rows = [...(page.querySelectorAll("table")[table]?.querySelectorAll("tbody tr") ?? [])];
  return rows.map((row) =>
    [...row.children].map((cell) => ({
      text: cell.textContent,
      isDifferent: cell.querySelector(".bad") !== null,
    })),
  );
}

/** A cluster of two nodes whose table a gateway's table does not follow yet. */
async function lab(): Promise<Simulator> {
  const sim = new Simulator();
  for (const name of ["rt-aks", "rt-gateway<b>"])
    sim.seed(tableId(name), { location: "westeurope", properties: { routes: [] } });
  const cluster = `${GROUP}/providers/Microsoft.ContainerService/managedClusters/lab`;
  const ask = (verb: string, body: object): Promise<unknown> =>
    sim.handle({ method: "POST", url: `/_sim/aks/${verb}`, body });
  await ask("attach", { cluster, table: tableId("rt-aks") });
  await ask("scale", { count: 2 });
  await sim.idle();
  return sim;
}

test("the table of a cluster is next to the others, with what differs", async () => {
  const sim = await lab();
  const page = await pageOf(sim);
  expect(page.querySelector("h2")?.textContent).toBe("lab");
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) as string;
  expect(rowsOf(page, 0).map((row) => row.map(({ text }) => text))).toEqual([
    ["rt-aks", "written by AKS", time, "2"],
    ["rt-gateway<b>", "2 of 2 routes differ", "none", "0"],
  ]);
  expect(rowsOf(page, 1)).toHaveLength(2);
  expect(rowsOf(page, 1)[0]?.[2]).toEqual({ text: "none", isDifferent: true });
});

test("a table that has the same routes is in step, and one that kept a route of a node that left is not", async () => {
  const sim = await lab();
  const copy = (): void => {
    const { properties } = sim.stored(tableId("rt-aks")) ?? {};
    sim.writeAs("sync", tableId("rt-gateway<b>"), (body) => ({ ...body, properties }));
  };
  copy();
  expect(rowsOf(await pageOf(sim), 0)[1]?.[1]?.text).toBe("in step");
  await sim.handle({ method: "POST", url: "/_sim/aks/scale", body: { count: 1 } });
  await sim.idle();
  const page = await pageOf(sim);
  expect(rowsOf(page, 0)[1]?.[1]?.text).toBe("1 of 2 routes differ");
  expect(rowsOf(page, 1).filter((row) => row[2]?.isDifferent)).toHaveLength(1);
});

test("it is empty without a cluster, and axe finds nothing in its structure", async () => {
  expect((await pageOf(new Simulator())).querySelector("main")?.textContent).toContain("No cluster");
  const { body } = await (await lab()).handle({ method: "GET", url: "/_sim/tables" });
  const { window } = new JSDOM(body.replace(/<script>.*<\/script>/s, ""), { runScripts: "outside-only" });
  window.eval(axe.source);
  const runner = Reflect.get(window, "axe") as typeof axe;
  const { violations } = await runner.run(window.document, {
    rules: { "color-contrast": { enabled: false } },
  });
  expect(violations.map(({ id }) => id)).toEqual([]);
});
