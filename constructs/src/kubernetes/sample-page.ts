/** What an answer of the sample shows: who calls, and what proxies before it have said of that. */
const SHOWN = [
  "host",
  "x-forwarded-host",
  "x-original-host",
  "x-forwarded-for",
  "x-forwarded-proto",
  "x-envoy-external-address",
  "x-azure-clientip",
] as const;

/** Name of the file with the program. */
export const SAMPLE_PAGE = "show.mjs";

/**
 * A program for Node.js that answers each request with the address of its caller and with the headers that proxies set. Its
 * arguments are the port, and the folder with key and certificate where it speaks TLS.
 */
export const SAMPLE_PROGRAM = `import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";

const [port, secret] = process.argv.slice(2);
const shown = ${JSON.stringify(SHOWN)};
const answer = (request, response) => {
  const lines = shown.filter((name) => name in request.headers).map((name) => \`\${name}: \${request.headers[name]}\`);
  response.setHeader("content-type", "text/plain");
  response.end([\`caller: \${request.socket.remoteAddress}\`, ...lines, ""].join("\\n"));
};
const read = (name) => readFileSync(\`\${secret}/\${name}\`);
const server =
  secret === undefined ? createServer(answer) : createTlsServer({ key: read("tls.key"), cert: read("tls.crt") }, answer);
server.keepAliveTimeout = 120_000;
process.on("SIGTERM", () => server.close());
server.listen(Number(port));
`;
