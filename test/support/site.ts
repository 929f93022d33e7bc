import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "./files.js";

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
};

/** Builds the documentation site. @returns its folder */
export async function buildSite(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "aks-topology-site-"));
  const vitepress = join(ROOT, "node_modules/vitepress/bin/vitepress.js");
  await promisify(execFile)(process.execPath, [vitepress, "build", "site", "--outDir", folder], {
    cwd: ROOT,
  });
  return folder;
}

export interface Served {
  readonly url: string;
  readonly close: () => void;
}

/** Serves a folder on loopback, with scripts at the end of each page. */
export async function serveWith(folder: string, scripts: readonly string[]): Promise<Served> {
  const added = scripts.map((script) => `<script>${script.replaceAll("</", "<\\/")}</script>`).join("");
  const server = createServer(({ url = "/" }, response) => {
    const { pathname } = new URL(url, "http://localhost");
    const type = TYPES[extname(pathname)] ?? "application/octet-stream";
    if (!existsSync(join(folder, pathname))) {
      response.writeHead(404).end();
      return;
    }
    const content = readFileSync(join(folder, pathname));
    const page = type === "text/html" ? `${content.toString()}${added}` : content;
    response.writeHead(200, { "content-type": type }).end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  const { port } = address;
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close() };
}
