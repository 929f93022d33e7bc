import type { Permissions } from "../access/permissions.js";
import { principalOf } from "../access/tokens.js";
import { ArmError } from "../core/arm-error.js";
import { jsonResponse, emptyResponse, type SimResponse } from "../core/http.js";
import { JsonFlaw } from "../core/json-text.js";
import { at, textOf, type JsonObject } from "../core/json.js";
import type { World } from "../core/type-row.js";
import type { Incoming } from "../gate.js";
import type { Blobs } from "./blobs.js";
import { KeyVaults } from "./key-vault.js";
import { queueService, storageAnswer, storageError, type StorageRequest } from "./queue-service.js";
import type { Queues } from "./queues.js";
import { xmlDocument } from "./xml.js";

interface Parts {
  readonly world: World;
  readonly queues: Queues;
  readonly blobs: Blobs;
  readonly permissions: Permissions;
  readonly now: () => number;
}

const SERVICE_PROPERTIES = xmlDocument(
  "<StorageServiceProperties><Logging><Version>1.0</Version><Delete>false</Delete><Read>false</Read><Write>false</Write><RetentionPolicy><Enabled>false</Enabled></RetentionPolicy></Logging>" +
    "<HourMetrics><Version>1.0</Version><Enabled>false</Enabled><RetentionPolicy><Enabled>false</Enabled></RetentionPolicy></HourMetrics>" +
    "<MinuteMetrics><Version>1.0</Version><Enabled>false</Enabled><RetentionPolicy><Enabled>false</Enabled></RetentionPolicy></MinuteMetrics><Cors />" +
    "<DeleteRetentionPolicy><Enabled>false</Enabled></DeleteRetentionPolicy><StaticWebsite><Enabled>false</Enabled></StaticWebsite></StorageServiceProperties>",
);

/** The data planes: storage, Key Vault, a site's deployment endpoint, Microsoft Graph. */
export class Planes {
  readonly #parts: Parts;
  readonly #vaults: KeyVaults;
  readonly #deployed = new Map<string, number>();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#vaults = new KeyVaults(
      (vault) => parts.world.ofType("Microsoft.KeyVault/vaults").some((known) => known["name"] === vault),
      parts.now,
    );
  }

  /** Bytes of the last archive that was deployed to a site; undefined when none was. */
  deployedBytes(site: string): number | undefined {
    return this.#deployed.get(site.toLowerCase());
  }

  /** Answers a request to a data plane; undefined when the host is none. */
  answer(request: Incoming): SimResponse | undefined {
    const host = request.url.hostname.toLowerCase();
    const storage = /^([a-z0-9-]+)\.(blob|queue|table|file|dfs|web)\.core\.windows\.net$/.exec(host);
    if (storage !== null) return this.#dated(this.#storage(request, storage[1] ?? "", storage[2] ?? ""));
    const vault = /^([a-z0-9-]+)\.vault\.azure\.net$/.exec(host);
    if (vault !== null) {
      const name = vault[1] ?? "";
      return answered(() => this.#vaults.answer(request, name, decodeSegments(request.url.pathname)));
    }
    const scm = /^([a-z0-9-]+)\.scm\.azurewebsites\.net$/.exec(host);
    if (scm !== null) return this.#deployment(request, scm[1] ?? "");
    if (host === "graph.microsoft.com") return graph(request);
    return undefined;
  }

  /** Storage includes its own time in every answer; comparisons across machines use it. */
  #dated(answer: SimResponse): SimResponse {
    const date = new Date(this.#parts.now()).toUTCString();
    return { ...answer, headers: { date, ...answer.headers } };
  }

  #storage(request: Incoming, account: string, service: string): SimResponse {
    const stored = this.#parts.world
      .ofType("Microsoft.Storage/storageAccounts")
      .find((known) => known["name"] === account);
    if (stored === undefined)
      return storageError(404, "ResourceNotFound", `The storage account ${account} does not exist.`);
    const segments = decodeSegments(request.url.pathname);
    const refused = this.#refusal(request, stored, service, segments);
    if (refused !== undefined) return refused;
    const query = request.url.searchParams;
    if (segments.length === 0 && query.get("comp") === "properties")
      return request.method === "GET" ? storageAnswer(200, SERVICE_PROPERTIES) : storageAnswer(202);
    this.#adopt(account, service, segments[0]);
    const { method, headers, text } = request;
    const whole: StorageRequest = { method, account, segments, query, headers, text };
    if (service === "queue") return queueService(this.#parts.queues, whole);
    if (service === "blob") return this.#parts.blobs.answer(whole);
    return storageAnswer(200, xmlDocument("<EnumerationResults />"));
  }

  /** Queues and containers that were made through Resource Manager are there in the data plane too. */
  #adopt(account: string, service: string, name: string | undefined): void {
    if (name === undefined) return;
    const [type, list] =
      service === "queue"
        ? ["Microsoft.Storage/storageAccounts/queueServices/queues", this.#parts.queues]
        : ["Microsoft.Storage/storageAccounts/blobServices/containers", this.#parts.blobs];
    const made = this.#parts.world.ofType(type).some((known) => {
      const id = textOf(known["id"]).toLowerCase();
      return known["name"] === name && id.includes(`/storageaccounts/${account}/`);
    });
    if (made) list.create(account, name);
  }

  #refusal(
    { headers, method, url }: Incoming,
    account: JsonObject,
    service: string,
    segments: readonly string[],
  ): SimResponse | undefined {
    const authorization = headers["authorization"] ?? "";
    if (/^SharedKey/i.test(authorization) || url.searchParams.has("sig"))
      return at(account, "properties.allowSharedKeyAccess") === false
        ? storageError(
            403,
            "KeyBasedAuthenticationNotPermitted",
            "Key based authentication is not permitted on this storage account.",
          )
        : undefined;
    try {
      const { permissions, now } = this.#parts;
      const { oid } = principalOf(authorization, now(), () => false);
      if (permissions.isAdministrator(oid)) return undefined;
      const [scope, action, data] = needOf(textOf(account["id"]), service, method, segments);
      return permissions.may(oid, action, scope, data)
        ? undefined
        : storageError(
            403,
            "AuthorizationPermissionMismatch",
            "This request is not authorized to perform this operation using this permission.",
          );
    } catch (error) {
      if (error instanceof ArmError)
        return storageError(
          401,
          "NoAuthenticationInformation",
          "Server failed to authenticate the request. Please refer to the information in the www-authenticate header.",
        );
      throw error;
    }
  }

  /** A site's deployment endpoint: an archive is taken and counted, not run. */
  #deployment(request: Incoming, site: string): SimResponse {
    if (request.headers["authorization"] === undefined)
      return emptyResponse(401, { "www-authenticate": 'Basic realm="site"' });
    const path = request.url.pathname.toLowerCase();
    if (
      request.method === "POST" &&
      (path === "/api/zipdeploy" || path === "/api/publish" || path === "/api/onedeploy")
    ) {
      this.#deployed.set(site, request.text.length);
      return emptyResponse(202, { location: `${request.url.origin}/api/deployments/latest` });
    }
    if (path.startsWith("/api/deployments/"))
      return jsonResponse(200, {
        id: "latest",
        status: 4,
        status_text: "",
        complete: true,
        active: true,
        site_name: site,
      });
    return jsonResponse(200, []);
  }
}

/** What a storage request needs: scope, action, and whether that is a data action. */
function needOf(
  account: string,
  service: string,
  method: string,
  segments: readonly string[],
): [string, string, boolean] {
  const [container, second] = segments;
  if (service === "queue") {
    const scope = `${account}/queueServices/default${container === undefined ? "" : `/queues/${container}`}`;
    const base = "Microsoft.Storage/storageAccounts/queueServices/queues";
    if (second === undefined)
      return [
        scope,
        `${base}/${method === "GET" || method === "HEAD" ? "read" : method === "DELETE" ? "delete" : "write"}`,
        false,
      ];
    const verb = method === "POST" ? "add/action" : method === "GET" ? "read" : "process/action";
    return [scope, `${base}/messages/${verb}`, true];
  }
  const scope = `${account}/blobServices/default${container === undefined ? "" : `/containers/${container}`}`;
  const base = "Microsoft.Storage/storageAccounts/blobServices/containers";
  const verb = method === "GET" || method === "HEAD" ? "read" : method === "DELETE" ? "delete" : "write";
  return second === undefined ? [scope, `${base}/${verb}`, false] : [scope, `${base}/blobs/${verb}`, true];
}

function decodeSegments(pathname: string): string[] {
  return pathname
    .split("/")
    .filter((segment) => segment !== "")
    .map((segment) => {
      try {
        return decodeURIComponent(segment);
      } catch {
        return segment;
      }
    });
}

function graph(request: Incoming): SimResponse {
  const last = request.url.pathname.split("/").pop() ?? "";
  return /^[0-9a-f-]{36}$/i.test(last)
    ? jsonResponse(404, {
        error: { code: "Request_ResourceNotFound", message: `Resource '${last}' does not exist.` },
      })
    : jsonResponse(200, { value: [] });
}

/** A body that cannot be read is the caller's mistake. */
function answered(answer: () => SimResponse): SimResponse {
  try {
    return answer();
  } catch (error) {
    if (error instanceof JsonFlaw)
      return jsonResponse(400, { error: { code: "BadParameter", message: `${error.message}.` } });
    throw error;
  }
}
