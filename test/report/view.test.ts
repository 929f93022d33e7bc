import { run } from "@aks-topology/cli";
import { diffPlatform, loadPlatform } from "@aks-topology/platform";
import axe from "axe-core";
import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { LiveView } from "../../cli/src/view/live-page.js";
import { linesOf } from "../../cli/src/view/source-lines.js";
import type { Read } from "../../cli/src/view/follow.js";
import { serveView, type ViewServer } from "../../cli/src/view/serve.js";
import { capturedIo } from "../support/console.js";
import { ROOT, temporaryFolder } from "../support/files.js";
import { opened, textOf } from "../support/report.js";

/** A server of a copy of the reference example, with the versions that it reads. */
async function served(against?: string): Promise<{
  readonly file: string;
  readonly server: ViewServer;
  /** Resolves with the version after the last one that was asked for. */
  readonly next: () => Promise<LiveView>;
}> {
  const file = join(temporaryFolder(), "platform.yaml");
  copyFileSync(join(ROOT, "examples/kubenet-agic.yaml"), file);
  const versions: LiveView[] = [];
  const waiting: ((view: LiveView) => void)[] = [];
  const read = (): Read => {
    const result = loadPlatform(file);
    return {
      result,
      changes: result.ok && against !== undefined ? diffPlatform(result.loaded, against) : undefined,
    };
  };
  const server = await serveView(file, read, {
    port: 0,
    onVersion: (view) => {
      const first = waiting.shift();
      if (first === undefined) versions.push(view);
      else first(view);
    },
  });
  onTestFinished(() => server.close());
  const next = (): Promise<LiveView> =>
    new Promise((resolve) => {
      const found = versions.shift();
      if (found === undefined) waiting.push(resolve);
      else resolve(found);
    });
  return { file, server, next };
}

async function statusOf(url: string, method: string, host?: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = host === undefined ? {} : { host };
    request(url, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
}

describe("the server", () => {
  test("answers browsers of this machine alone, with one page", async () => {
    const { server } = await served();
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    expect(await statusOf(server.url, "GET")).toBe(200);
    expect(await statusOf(server.url, "GET", "localhost:80")).toBe(200);
    expect(await statusOf(server.url, "GET", "evil.example")).toBe(403);
    expect(await statusOf(server.url, "POST")).toBe(405);
    expect(await statusOf(`${server.url}../platform.yaml`, "GET")).toBe(404);
  });

  test("a port that is in use is refused in a sentence", async () => {
    const { server, file } = await served();
    const port = Number(new URL(server.url).port);
    await expect(
      serveView(file, () => ({ result: loadPlatform(file) }), { port, onVersion: () => undefined }),
    ).rejects.toThrow(`Port ${port} is in use.`);
  });

  test("a change is announced to the browser, and a file with errors keeps its last picture", async () => {
    const { file, server, next } = await served();
    expect((await next()).version).toBe(1);
    const events = await fetch(`${server.url}events`);
    const reader = events.body?.getReader();
    const read = async (): Promise<string> => new TextDecoder().decode((await reader?.read())?.value);
    expect(await read()).toBe("data: 1\n\n");

    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace("max: 10", "max: 12"));
    expect((await next()).version).toBe(2);
    expect(await read()).toBe("data: 2\n\n");
    expect(await (await fetch(server.url)).text()).toContain("3–12 × Standard_D4ds_v5");

    writeFileSync(file, text.replace("gateways:", "gatways:"));
    const broken = await next();
    expect(broken.report.survey.problems.map(({ code }) => code)).toContain("UNKNOWN_KEY");
    const page = await (await fetch(server.url)).text();
    expect(page).toContain("This is its last picture");
    expect(page).toContain("3–12 × Standard_D4ds_v5");

    rmSync(file);
    expect((await next()).report.survey.problems.map(({ severity }) => severity)).toEqual(["error"]);
    writeFileSync(file, text);
    expect((await next()).report.survey.picture).toBeDefined();
    await reader?.cancel();
  });
});

test("with --against, each version shows what it changes", async () => {
  const { file, server, next } = await served(join(ROOT, "examples/kubenet-agic.yaml"));
  expect((await next()).report.changes?.changes).toEqual([]);
  expect(await (await fetch(server.url)).text()).not.toContain("azurerm_public_ip.hub_firewall_3");
  writeFileSync(file, readFileSync(file, "utf8").replace("publicIps: 2", "publicIps: 3"));
  const { report } = await next();
  expect(report.changes?.changes.map(({ address, action }) => [address, action])).toContainEqual([
    "azurerm_public_ip.hub_firewall_3",
    "create",
  ]);
  expect(await (await fetch(server.url)).text()).toContain("azurerm_public_ip.hub_firewall_3");
});

test("--against something that has no output is refused before anything is served", async () => {
  const io = capturedIo();
  const file = join(ROOT, "examples/kubenet-agic.yaml");
  expect(await run(["view", file, "--against", temporaryFolder()], io)).toBe(1);
  expect(io.err()).toContain("NOTHING_TO_COMPARE");
});

describe("the page with the file", () => {
  let page = "";
  let stop: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    const file = join(ROOT, "examples/kubenet-agic.yaml");
    const server = await serveView(file, () => ({ result: loadPlatform(file) }), {
      port: 0,
      onVersion: () => undefined,
    });
    page = await (await fetch(server.url)).text();
    stop = () => server.close();
  });
  afterAll(() => stop?.());

  test("a click on a box marks its lines", () => {
    const dom = opened(page.replace("data-version", "data-ignored"));
    const { document } = dom.window;
    dom.window.Element.prototype.scrollIntoView = () => undefined;
    const box = [...document.querySelectorAll("svg .box")].find((item) =>
      item.textContent.includes("gateway_public"),
    );
    box?.querySelector("rect")?.dispatchEvent(new dom.window.MouseEvent("click", { bubbles: true }));
    const marked = [...document.querySelectorAll(".lines .marked")].map(({ textContent }) =>
      textContent.trim(),
    );
    expect(marked).toEqual(["public:", "tier: WAF_v2", "zones: [1, 2, 3]"]);
    expect(textOf(dom, "#source-status")).toMatch(/^Lines 23 to 25 of .*kubenet-agic\.yaml\.$/);
  });

  test("may ask its own server, and nothing else", () => {
    const { document } = opened(page.replace("data-version", "data-ignored")).window;
    const policy = document.querySelector("meta[http-equiv]")?.getAttribute("content");
    expect(policy).toMatch(/default-src 'none'.*connect-src 'self'$/);
  });

  test("axe finds nothing", async () => {
    const { window } = opened(page.replace("data-version", "data-ignored"));
    window.eval(axe.source);
    const runner = Reflect.get(window, "axe") as typeof axe;
    const { violations } = await runner.run(window.document, {
      rules: { "color-contrast": { enabled: false } },
    });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`)).toEqual([]);
  });
});

test("the lines of a key end before the next key of its level", () => {
  const lines = ["a:", "  b: 1", "", "  # about c", "  c:", "    d: 2", "", "# end", "e: 3"];
  const files = [{ file: "x.yaml", lines }];
  const at = (line: number): object | undefined =>
    linesOf([{ place: { file: "x.yaml", line, column: 1 } }], files)[0];
  expect(at(1)).toMatchObject({ from: 1, to: 6 });
  expect(at(2)).toMatchObject({ from: 2, to: 2 });
  expect(at(5)).toMatchObject({ from: 5, to: 6 });
  expect(at(9)).toMatchObject({ from: 9, to: 9 });
  expect(linesOf([{ place: undefined }], files)).toEqual([undefined]);
});
