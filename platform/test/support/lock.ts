import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadPlatform, synthesize, type LockMode, type PlatformProblem } from "../../src/index.js";

/** What one run made of a platform file in a folder. */
export interface Run {
  readonly problems: readonly PlatformProblem[];
  /** Codes of the errors. */
  readonly errors: readonly string[];
  /** Places by Terraform address: what Azure cannot move, or does not exchange. Empty when nothing was written. */
  readonly places: ReadonlyMap<string, string>;
  readonly lock: string | undefined;
  /** The Terraform of every stack. */
  readonly text: string;
}

/** A folder with one platform file and its lock file. */
export class Folder {
  readonly #path = mkdtempSync(join(tmpdir(), "lock-"));

  get file(): string {
    return join(this.#path, "platform.yaml");
  }

  get lockFile(): string {
    return join(this.#path, "platform.lock.yaml");
  }

  /** Writes the platform file, and synthesizes it. */
  run(text: string, lock: LockMode = "write"): Run {
    writeFileSync(this.file, text);
    const result = loadPlatform(this.file);
    if (!result.ok) return { ...this.#state(), problems: result.problems, errors: codes(result.problems) };
    const { problems, stacks } = synthesize(result.loaded, join(this.#path, "out"), { lock });
    const texts = stacks.map(({ file }) => readFileSync(file, "utf8"));
    return {
      problems,
      errors: codes(problems),
      places: new Map(texts.flatMap((json) => placesIn(JSON.parse(json)))),
      lock: this.#state().lock,
      text: texts.join("\n"),
    };
  }

  remove(): void {
    rmSync(this.#path, { recursive: true, force: true });
  }

  #state(): Pick<Run, "lock" | "places" | "text"> {
    const lock = existsSync(this.lockFile) ? readFileSync(this.lockFile, "utf8") : undefined;
    return { lock, places: new Map(), text: "" };
  }
}

/** Addresses whose place is another one than before. */
export function moved(before: Run, after: Run): readonly string[] {
  return [...before.places]
    .filter(([address, place]) => after.places.has(address) && after.places.get(address) !== place)
    .map(([address, place]) => `${address}: ${place} to ${after.places.get(address) ?? ""}`);
}

const PLACES: Readonly<Record<string, (body: Fields) => unknown>> = {
  azurerm_subnet: (body) => body["address_prefixes"],
  azurerm_network_security_rule: (body) => body["priority"],
  azurerm_firewall_policy_rule_collection_group: (body) => body["priority"],
  azurerm_kubernetes_cluster: (body) => fields(body["default_node_pool"])["name"],
};

type Fields = Readonly<Record<string, unknown>>;

function placesIn(json: unknown): readonly (readonly [string, string])[] {
  return Object.entries(PLACES).flatMap(([type, place]) =>
    Object.entries(fields(fields(fields(json)["resource"])[type])).map(
      ([name, body]) => [`${type}.${name}`, JSON.stringify(place(fields(body)))] as const,
    ),
  );
}

function fields(value: unknown): Fields {
  const single: unknown = Array.isArray(value) ? value[0] : value;
  return typeof single === "object" && single !== null ? Object.fromEntries(Object.entries(single)) : {};
}

function codes(problems: readonly PlatformProblem[]): readonly string[] {
  return problems.filter(({ severity }) => severity === "error").map(({ code }) => code);
}
