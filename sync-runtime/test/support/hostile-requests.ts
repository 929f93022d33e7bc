import type { RawRequest } from "./raw-http.js";

function get(target: string): RawRequest {
  return {
    name: `GET ${target.slice(0, 40)}`,
    parts: [`GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`],
  };
}

/** Request targets that are no path that the server has, in every form that RFC 9112 knows and some that it does not. */
const targets = [
  "//",
  "//[",
  "///",
  "//[::1",
  "//a:b@c",
  "http://",
  "https://",
  "http://[",
  "http://[::1",
  "http://a:99999/",
  "http://%",
  "http:///",
  "ftp://x/",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "data:,x",
  "*",
  "?",
  "#",
  "?x",
  "/..",
  "/../../etc/passwd",
  "/%2e%2e/%2e%2e",
  "/%",
  "/%00",
  "/%zz",
  "/%c0%af",
  "/api",
  "/api/",
  "/api/alerts/",
  "/api/alerts/x",
  "/API/ALERTS",
  "//api/alerts",
  "/healthz/",
  "/healthz%00",
  "/readyz/..",
  "/.git/config",
  "/\\",
  "\\\\x\\y",
  ":",
  "::",
  "//::",
  "[::1]",
  "localhost",
  "localhost:80",
  "/" + "a".repeat(8_000),
  "/?" + "q=1&".repeat(1_500),
  "/;",
  "/api/alerts;x",
  "/@",
  "//@",
  "//:80",
  "//:80:80",
  "http://:80",
  "http://@",
  "http://a b/",
  "/a b",
  "/\t",
  "/é",
  "/%F0%9F%92%A9",
  "/__proto__",
  "/constructor",
  "//__proto__",
].map(get);

function post(name: string, head: string, ...body: readonly (string | Buffer)[]): RawRequest {
  return {
    name,
    parts: [`POST /api/alerts HTTP/1.1\r\nHost: x\r\n${head}\r\n`, ...body],
  };
}

/** Bodies that lie about themselves. */
const BODIES: readonly RawRequest[] = [
  { ...post("a client that leaves before its body", "Content-Length: 100\r\n"), then: "destroy" },
  { ...post("a client that leaves in mid-body", "Content-Length: 100\r\n", '{"a":'), then: "destroy" },
  { ...post("a client that closes its half in mid-body", "Content-Length: 100\r\n", "{"), then: "end" },
  post("a chunk size that is no number", "Transfer-Encoding: chunked\r\n", "zz\r\nabc\r\n"),
  post("a chunk size that is negative", "Transfer-Encoding: chunked\r\n", "-1\r\nabc\r\n"),
  post("a chunk size beyond all bounds", "Transfer-Encoding: chunked\r\n", "ffffffffffffffffffff\r\n"),
  post("a chunk longer than it says", "Transfer-Encoding: chunked\r\n", "1\r\nabcdef\r\n0\r\n\r\n"),
  { ...post("a chunk that is cut off", "Transfer-Encoding: chunked\r\n", "ff\r\nabc"), then: "end" },
  { ...post("chunks without an end", "Transfer-Encoding: chunked\r\n", "1\r\na\r\n"), then: "destroy" },
  post("a chunk extension without an end", "Transfer-Encoding: chunked\r\n", `1;${"x".repeat(20_000)}`),
  post("trailers that are no headers", "Transfer-Encoding: chunked\r\n", "0\r\n\0\0\0\r\n\r\n"),
  post("a content length that is no number", "Content-Length: abc\r\n"),
  post("a negative content length", "Content-Length: -1\r\n"),
  post("a content length with a sign", "Content-Length: +5\r\n", "hello"),
  post("two content lengths", "Content-Length: 5\r\nContent-Length: 6\r\n", "hello!"),
  post("a list of content lengths", "Content-Length: 5, 6\r\n", "hello!"),
  post("an enormous content length", "Content-Length: 99999999999999999999\r\n", "x"),
  { ...post("a body that is not sent", "Content-Length: 10\r\n"), then: "end" },
];

/** Requests that two servers would read differently. */
const SMUGGLING: readonly RawRequest[] = [
  post(
    "length and chunks",
    "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
    "0\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n",
  ),
  post("chunks and length", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"),
  post(
    "two transfer encodings",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
    "0\r\n\r\n",
  ),
  post("an unknown transfer encoding", "Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"),
  post("a transfer encoding with a space before the colon", "Transfer-Encoding : chunked\r\n", "0\r\n\r\n"),
  post("a folded transfer encoding", "Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n"),
  post("a transfer encoding behind a tab", "Transfer-Encoding:\tchunked, identity\r\n", "0\r\n\r\n"),
  post("a line feed alone", "X: a\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
  post("a carriage return in a header", "X: a\rb\r\n"),
  post("a zero in a header", "X: a\0b\r\n"),
];

const wholes: readonly [string, string | Buffer][] = [
  ["an empty line", "\r\n\r\n"],
  ["a method alone", "GET\r\n\r\n"],
  ["no version", "GET /\r\n\r\n"],
  ["version 0.9", "GET / HTTP/0.9\r\n\r\n"],
  ["version 2.0", "GET / HTTP/2.0\r\nHost: x\r\n\r\n"],
  ["version 9.9", "GET / HTTP/9.9\r\nHost: x\r\n\r\n"],
  ["no host", "GET /healthzz HTTP/1.1\r\n\r\n"],
  ["two hosts", "GET /x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"],
  ["an unknown method", "FROB / HTTP/1.1\r\nHost: x\r\n\r\n"],
  ["a method in lower case", "get / HTTP/1.1\r\nHost: x\r\n\r\n"],
  ["CONNECT", "CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n"],
  ["TRACE", "TRACE / HTTP/1.1\r\nHost: x\r\n\r\n"],
  ["PUT of the endpoint", "PUT /api/alerts HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}"],
  ["DELETE of the probe", "DELETE /healthz HTTP/1.1\r\nHost: x\r\n\r\n"],
  ["the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
  ["a TLS hello", Buffer.from("16030100dc010000d8030300000000000000", "hex")],
  ["zeros", Buffer.alloc(4_096)],
  ["noise", Buffer.from(Array.from({ length: 4_096 }, (_, n) => (n * 7919) % 256))],
  ["one header of 64 KB", `GET / HTTP/1.1\r\nHost: x\r\nX: ${"a".repeat(65_536)}\r\n\r\n`],
  ["5,000 headers", `GET / HTTP/1.1\r\nHost: x\r\n${"X: y\r\n".repeat(5_000)}\r\n`],
  ["a header without a name", "GET / HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n"],
  ["a header without a colon", "GET / HTTP/1.1\r\nHost: x\r\nnocolon\r\n\r\n"],
  ["a header with a space in its name", "GET / HTTP/1.1\r\nHost: x\r\nA B: c\r\n\r\n"],
  [
    "an upgrade to a web socket",
    "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
  ],
  ["an upgrade to h2c", "GET /x HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"],
  ["an unknown expectation", "GET /x HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\n\r\n"],
  ["a probe with a body", "GET /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"],
  ["ten pipelined requests", "GET /none HTTP/1.1\r\nHost: x\r\n\r\n".repeat(10)],
  ["a pipelined request behind one that is bad", "GET // HTTP/1.1\r\nHost: x\r\n\r\nGARBAGE\r\n\r\n"],
  [
    "a bearer token of 10 KB",
    `POST /api/alertz HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${"a".repeat(10_000)}\r\n\r\n`,
  ],
];

/** Over a hundred requests that no honest client sends. Every one must get 4xx or a closed connection. */
export const hostileRequests: readonly RawRequest[] = [
  ...targets,
  ...BODIES,
  ...SMUGGLING,
  ...wholes.map(([name, part]): RawRequest => ({ name, parts: [part], then: "end" })),
];
