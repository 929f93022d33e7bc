import type { SimResponse } from "../core/http.js";
import { stableGuid, type Random } from "../core/random.js";
import { readRefusal, writeRefusal } from "./blob-conditions.js";
import { storageAnswer, storageError, type StorageRequest } from "./queue-service.js";
import { escapeXml, xmlDocument } from "./xml.js";

interface Blob {
  readonly text: string;
  /** Response headers that the writer chose: content type, MD5, metadata. */
  readonly chosen: Readonly<Record<string, string>>;
  readonly etag: string;
  readonly modified: number;
}

/** Containers and block blobs of all storage accounts, kept as text: configuration, not archives. */
export class Blobs {
  readonly #now: () => number;
  readonly #random: Random;
  readonly #containers = new Map<string, Map<string, Blob>>();
  /** Blocks that wait for their list, by blob. */
  readonly #blocks = new Map<string, string>();

  constructor(now: () => number, random: Random) {
    this.#now = now;
    this.#random = random;
  }

  put(
    account: string,
    container: string,
    name: string,
    text: string,
    chosen: Readonly<Record<string, string>> = {},
  ): void {
    const blobs = this.#container(account, container) ?? new Map<string, Blob>();
    const etag = `"0x${this.#random.guid().replaceAll("-", "").slice(0, 15).toUpperCase()}"`;
    blobs.set(name, { text, chosen, etag, modified: this.#now() });
    this.#containers.set(`${account}/${container}`, blobs);
  }

  /** A blob's text, or undefined. */
  get(account: string, container: string, name: string): string | undefined {
    return this.#container(account, container)?.get(name)?.text;
  }

  create(account: string, container: string): boolean {
    if (this.#container(account, container) !== undefined) return false;
    this.#containers.set(`${account}/${container}`, new Map());
    return true;
  }

  answer(request: StorageRequest): SimResponse {
    const { account, segments } = request;
    const [container, ...rest] = segments;
    if (container === undefined) return this.#list(account);
    return rest.length === 0
      ? this.#ofContainer(request, container)
      : this.#ofBlob(request, container, rest.join("/"));
  }

  #container(account: string, container: string): Map<string, Blob> | undefined {
    return this.#containers.get(`${account}/${container}`);
  }

  #list(account: string): SimResponse {
    const names = [...this.#containers.keys()]
      .filter((key) => key.startsWith(`${account}/`))
      .map((key) => key.slice(account.length + 1));
    const listed = names.map((name) => `<Container><Name>${escapeXml(name)}</Name></Container>`);
    return storageAnswer(
      200,
      xmlDocument(
        `<EnumerationResults><Containers>${listed.join("")}</Containers><NextMarker /></EnumerationResults>`,
      ),
    );
  }

  #ofContainer({ method, account, query }: StorageRequest, container: string): SimResponse {
    const blobs = this.#container(account, container);
    if (method === "PUT" && query.get("comp") === null)
      return this.create(account, container)
        ? storageAnswer(201, "", this.#stamp(container))
        : storageError(409, "ContainerAlreadyExists", "The specified container already exists.");
    if (blobs === undefined)
      return storageError(404, "ContainerNotFound", "The specified container does not exist.");
    if (method === "DELETE") {
      this.#containers.delete(`${account}/${container}`);
      return storageAnswer(202);
    }
    if (query.get("comp") === "list") {
      const listed = [...blobs].map(
        ([name, blob]) =>
          `<Blob><Name>${escapeXml(name)}</Name><Properties><Etag>${escapeXml(blob.etag)}</Etag><Content-Length>${Buffer.byteLength(blob.text)}</Content-Length><BlobType>BlockBlob</BlobType></Properties></Blob>`,
      );
      return storageAnswer(
        200,
        xmlDocument(
          `<EnumerationResults ContainerName="${escapeXml(container)}"><Blobs>${listed.join("")}</Blobs><NextMarker /></EnumerationResults>`,
        ),
      );
    }
    return storageAnswer(200, "", this.#stamp(container));
  }

  #ofBlob(request: StorageRequest, container: string, name: string): SimResponse {
    const { method, account, headers } = request;
    const blobs = this.#container(account, container);
    if (blobs === undefined)
      return storageError(404, "ContainerNotFound", "The specified container does not exist.");
    const known = blobs.get(name);
    if (method === "PUT") return this.#write(request, container, name, known);
    if (known === undefined) return storageError(404, "BlobNotFound", "The specified blob does not exist.");
    if (method === "DELETE") {
      const refused = writeRefusal(headers, known.etag);
      if (refused !== undefined) return refused;
      blobs.delete(name);
      return storageAnswer(202);
    }
    const refused = readRefusal(headers, known.etag);
    if (refused === "unchanged") return storageAnswer(304, "", headersOf(known));
    if (refused !== undefined) return refused;
    const whole = {
      "content-type": "application/octet-stream",
      "x-ms-blob-type": "BlockBlob",
      "x-ms-access-tier": "Hot",
      "accept-ranges": "bytes",
      "content-length": String(Buffer.byteLength(known.text)),
      ...headersOf(known),
    };
    return method === "HEAD" ? storageAnswer(200, "", whole) : storageAnswer(200, known.text, whole);
  }

  #write(
    { account, query, text, headers }: StorageRequest,
    container: string,
    name: string,
    known: Blob | undefined,
  ): SimResponse {
    const place = `${account}/${container}/${name}`;
    const part = query.get("comp");
    if (part === "block") {
      this.#blocks.set(place, (this.#blocks.get(place) ?? "") + text);
      return storageAnswer(201);
    }
    const refused = writeRefusal(headers, known?.etag);
    if (refused !== undefined) return refused;
    const isNew = part === null || part === "blocklist";
    if (!isNew && known === undefined)
      return storageError(404, "BlobNotFound", "The specified blob does not exist.");
    const content =
      part === "blocklist" ? (this.#blocks.get(place) ?? "") : isNew ? text : (known?.text ?? "");
    this.#blocks.delete(place);
    this.put(account, container, name, content, { ...(isNew ? {} : known?.chosen), ...chosenBy(headers) });
    return storageAnswer(isNew ? 201 : 200, "", headersOf(this.#container(account, container)?.get(name)));
  }

  #stamp(name: string): Record<string, string> {
    return {
      etag: `"0x${stableGuid(name).replaceAll("-", "").slice(0, 15).toUpperCase()}"`,
      "last-modified": new Date(this.#now()).toUTCString(),
    };
  }
}

function headersOf(blob: Blob | undefined): Record<string, string> {
  return blob === undefined
    ? {}
    : { ...blob.chosen, etag: blob.etag, "last-modified": new Date(blob.modified).toUTCString() };
}

/** `x-ms-blob-content-type` is shown as `content-type`; metadata as it came. */
function chosenBy(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      if (name.startsWith("x-ms-meta-")) return [[name, value]];
      const shown = /^x-ms-blob-(content-(?:type|md5|encoding|language|disposition)|cache-control)$/.exec(
        name,
      )?.[1];
      return shown === undefined || value === "" ? [] : [[shown, value]];
    }),
  );
}
