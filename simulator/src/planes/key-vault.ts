import { emptyResponse, jsonResponse, type SimResponse } from "../core/http.js";
import { readJson } from "../core/json-text.js";
import { asObject, asText, at, type JsonObject } from "../core/json.js";
import { stableGuid } from "../core/random.js";
import type { Incoming } from "../gate.js";

/** What a vault keeps: the newest version of each secret and certificate, and how many there were. */
interface Item {
  readonly bundle: JsonObject;
  readonly versions: number;
}

type Kind = "secrets" | "certificates";

const NOT_FOUND: Readonly<Record<Kind, string>> = {
  secrets: "SecretNotFound",
  certificates: "CertificateNotFound",
};

/** A day, in seconds. */
const DAY = 86_400;

/** The data plane of Key Vault: secrets and certificates. Keys are not kept, and nothing is signed. */
export class KeyVaults {
  readonly #items = new Map<string, Item>();
  readonly #exists: (vault: string) => boolean;
  readonly #now: () => number;

  /** `exists`: whether a vault is stored; `now`: milliseconds since the epoch. */
  constructor(exists: (vault: string) => boolean, now: () => number) {
    this.#exists = exists;
    this.#now = now;
  }

  answer(request: Incoming, vault: string, segments: readonly string[]): SimResponse {
    if (!this.#exists(vault)) return refused(404, "VaultNotFound", `The vault ${vault} does not exist.`);
    if (!/^Bearer /i.test(request.headers["authorization"] ?? "")) return challenge();
    const [kind, name, part] = segments;
    if (kind === "certificates" && name === "contacts")
      return refused(404, "ContactsNotFound", "Contacts not found.");
    if (kind === "deletedsecrets" || kind === "deletedcertificates") return purged(request.method, name);
    if ((kind !== "secrets" && kind !== "certificates") || name === undefined)
      return refused(404, `${kind ?? "Item"}NotFound`, "Not found.");
    return kind === "secrets"
      ? this.#secret(request, vault, name)
      : this.#certificate(request, vault, name, part);
  }

  #secret(request: Incoming, vault: string, name: string): SimResponse {
    if (request.method === "PUT")
      this.#keep("secrets", vault, name, (id) => ({
        ...asObject(readJson(request.text)),
        id,
        attributes: this.#attributes(),
      }));
    return this.#shown("secrets", request.method, vault, name);
  }

  #certificate(request: Incoming, vault: string, name: string, part: string | undefined): SimResponse {
    const { method, text } = request;
    const sent = (): JsonObject => asObject(readJson(text));
    if (method === "POST" && (part === "create" || part === "import")) {
      const { policy, tags } = sent();
      const bundle = this.#keep("certificates", vault, name, (id) =>
        this.#issued(id, vault, name, asObject(policy), asObject(tags)),
      );
      return part === "import"
        ? jsonResponse(200, bundle)
        : jsonResponse(202, operation(vault, name, bundle));
    }
    const known = this.#items.get(keyOf("certificates", vault, name));
    if (part === "pending" && known !== undefined)
      return jsonResponse(200, operation(vault, name, known.bundle));
    if (method === "PATCH" && known !== undefined) {
      const { policy, tags, attributes } = sent();
      const bundle = {
        ...known.bundle,
        policy: { ...asObject(known.bundle["policy"]), ...asObject(policy) },
        attributes: { ...asObject(known.bundle["attributes"]), ...asObject(attributes) },
        ...(tags === undefined ? {} : { tags }),
      };
      this.#items.set(keyOf("certificates", vault, name), { ...known, bundle });
    }
    return this.#shown("certificates", method, vault, name);
  }

  /** Issued at once, as by the issuer `Self`. Its bytes are no certificate: nothing here speaks TLS with it. */
  #issued(id: string, vault: string, name: string, policy: JsonObject, tags: JsonObject): JsonObject {
    const months = at(policy, "x509_props.validity_months");
    const begins = Math.floor(this.#now() / 1_000);
    const thumbprint = Buffer.from(stableGuid(id).replaceAll("-", "").padEnd(40, "0"), "hex");
    return {
      id,
      kid: id.replace("/certificates/", "/keys/"),
      sid: id.replace("/certificates/", "/secrets/"),
      x5t: thumbprint.toString("base64url"),
      cer: Buffer.from(id).toString("base64"),
      attributes: {
        ...this.#attributes(),
        nbf: begins,
        exp: begins + 30 * DAY * (typeof months === "number" ? months : 12),
      },
      policy: { ...policy, id: `https://${vault}.vault.azure.net/certificates/${name}/policy` },
      tags,
    };
  }

  #attributes(): JsonObject {
    const seconds = Math.floor(this.#now() / 1_000);
    return { enabled: true, created: seconds, updated: seconds, recoveryLevel: "Recoverable+Purgeable" };
  }

  #keep(kind: Kind, vault: string, name: string, bundleOf: (id: string) => JsonObject): JsonObject {
    const key = keyOf(kind, vault, name);
    const versions = (this.#items.get(key)?.versions ?? 0) + 1;
    const version = stableGuid(`${key}#${versions}`).replaceAll("-", "");
    const bundle = bundleOf(`https://${vault}.vault.azure.net/${kind}/${name}/${version}`);
    this.#items.set(key, { bundle, versions });
    return bundle;
  }

  #shown(kind: Kind, method: string, vault: string, name: string): SimResponse {
    const key = keyOf(kind, vault, name);
    const known = this.#items.get(key);
    if (known === undefined) return refused(404, NOT_FOUND[kind], `${name} was not found in this key vault.`);
    if (method === "DELETE") this.#items.delete(key);
    return jsonResponse(200, known.bundle);
  }
}

function keyOf(kind: Kind, vault: string, name: string): string {
  return `${vault}/${kind}/${name}`.toLowerCase();
}

function refused(status: number, code: string, message: string): SimResponse {
  return jsonResponse(status, { error: { code, message } });
}

/** What is deleted is gone: there is nothing to purge or to find again. */
function purged(method: string, name: string | undefined): SimResponse {
  return method === "DELETE"
    ? emptyResponse(204)
    : refused(404, "DeletedItemNotFound", `${name ?? "It"} is not among the deleted items.`);
}

function operation(vault: string, name: string, bundle: JsonObject): JsonObject {
  return {
    id: `https://${vault}.vault.azure.net/certificates/${name}/pending`,
    issuer: { name: asText(at(bundle, "policy.issuer.name")) ?? "Self" },
    csr: "",
    cancellation_requested: false,
    status: "completed",
    target: `https://${vault}.vault.azure.net/certificates/${name}`,
    request_id: stableGuid(`operation:${asText(bundle["id"]) ?? name}`).replaceAll("-", ""),
  };
}

function challenge(): SimResponse {
  return jsonResponse(
    401,
    { error: { code: "Unauthorized", message: "AKV10000: Request is missing a Bearer or PoP token." } },
    {
      "www-authenticate":
        'Bearer authorization="https://login.microsoftonline.com/common", resource="https://vault.azure.net"',
    },
  );
}
