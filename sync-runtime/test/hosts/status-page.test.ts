import { request } from "node:http";
import { Simulator } from "@aks-topology/simulator";
import axe from "axe-core";
import { JSDOM } from "jsdom";
import { describe, expect, onTestFinished, test } from "vitest";
import { mirrorsFrom, startServe, type ServeHandle } from "../../src/index.js";
import { credential, mirrorConfig, node, tableBody, tableId, type RouteSeed } from "../support/fleet.js";

interface Tables {
  readonly source: readonly RouteSeed[];
  readonly target: readonly RouteSeed[];
  readonly mirror?: object;
  /** @default true */
  readonly isSwept?: boolean;
}

/** A runtime, after its first round where it is swept, with the page that it serves. */
async function served({
  source,
  target,
  mirror = {},
  isSwept = true,
}: Tables): Promise<{ serve: ServeHandle; page: Document }> {
  const sim = new Simulator();
  sim.seed(tableId("aks"), tableBody(tableId("aks"), source));
  sim.seed(tableId("gateway"), tableBody(tableId("gateway"), target));
  const serve = await startServe({
    mirrors: mirrorsFrom({ mirrors: [{ ...mirrorConfig(), ...mirror }] }),
    httpClient: sim.httpClient,
    credential,
    sweepMs: false,
    pauseMs: 0,
    pollMs: 5,
    config: "my mirrors.json",
  });
  onTestFinished(() => serve.close());
  if (isSwept) serve.sweep();
  await serve.idle();
  return { serve, page: await pageOf(serve) };
}

async function pageOf({ url }: ServeHandle): Promise<Document> {
  const response = await fetch(`${url}/`);
  expect(response.headers.get("content-type")).toContain("text/html");
  return new JSDOM(await response.text()).window.document;
}

function cellsOf(row: Element | null): string[] {
  return [...(row?.children ?? [])].map(({ textContent }) => textContent);
}

const MANY = Array.from({ length: 12 }, (_, i) => node(i + 1));

describe("the page of serve", () => {
  test("shows what the last round wrote, and then that the mirror is in step", async () => {
    const { serve, page } = await served({ source: [node(1), node(2)], target: [] });
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) as string;
    expect(cellsOf(page.querySelector("tbody tr"))).toEqual(["shop", "applied", time, time, "+2 ~0 −0"]);
    expect(page.querySelector("section")?.textContent).toContain("10.244.1.0/24 → 10.1.0.11");
    serve.sweep();
    await serve.idle();
    const later = await pageOf(serve);
    expect(cellsOf(later.querySelector("tbody tr"))).toEqual(["shop", "in-step", time, time, "+0 ~0 −0"]);
    expect(later.querySelector("section")).toBeNull();
  });

  test("names the command that resolves a hold, and the routes that differ side by side", async () => {
    const { page } = await served({ source: [node(1)], target: MANY });
    expect(page.querySelector("section .note")?.textContent).toContain("LARGE_REMOVAL");
    expect(page.querySelector("section .note code:last-of-type")?.textContent).toBe(
      "route-sync apply --config 'my mirrors.json' --mirror shop --allow-removals",
    );
    const differing = [...page.querySelectorAll("section tbody tr")];
    expect(differing).toHaveLength(11);
    expect(cellsOf(differing[0] ?? null)[1]).toBe("none");
    expect(cellsOf(differing[0] ?? null)[2]).toMatch(/^10\.244\.\d+\.0\/24 → 10\.1\.0\.\d+$/);
  });

  test("shows names as text, whatever they are", async () => {
    const name = "<img src=x onerror=alert(1)>";
    const { page } = await served({ source: [node(1)], target: [], mirror: { name } });
    expect(page.querySelector("img")).toBeNull();
    expect(page.querySelector("tbody th")?.textContent).toBe(name);
  });

  test("lists a mirror that had no round yet, and an error with its remedy", async () => {
    const gone = { name: "gone", source: { id: tableId("missing") } };
    const { serve, page } = await served({ source: [], target: [], mirror: gone, isSwept: false });
    expect(cellsOf(page.querySelector("tbody tr"))[1]).toBe("waiting for the first round");
    serve.sweep();
    await serve.idle();
    const later = await pageOf(serve);
    expect(cellsOf(later.querySelector("tbody tr"))[1]).toBe("failed");
    expect(later.querySelector(".note.bad")?.textContent).toContain("TABLE_NOT_FOUND");
  });

  test("is for browsers of this machine that name this machine, and for reading", async () => {
    const { serve } = await served({ source: [node(1)], target: [] });
    const statusOf = (host: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        request(serve.url, { headers: { host } }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on("error", reject)
          .end();
      });
    expect(await statusOf("localhost:8080")).toBe(200);
    expect(await statusOf("route-sync.contoso.com")).toBe(404);
    expect((await fetch(`${serve.url}/`, { method: "POST" })).status).toBe(405);
    expect((await fetch(`${serve.url}/`)).headers.get("content-security-policy")).toContain(
      "default-src 'none'",
    );
  });

  test("axe finds nothing in its structure", async () => {
    const { serve } = await served({ source: [node(1)], target: MANY });
    const text = await (await fetch(`${serve.url}/`)).text();
    const { window } = new JSDOM(text.replace(/<script>.*<\/script>/s, ""), { runScripts: "outside-only" });
    window.eval(axe.source);
    const runner = Reflect.get(window, "axe") as typeof axe;
    const rules = { "color-contrast": { enabled: false } };
    const { violations } = await runner.run(window.document, { rules });
    expect(violations.map(({ id }) => id)).toEqual([]);
  });
});
