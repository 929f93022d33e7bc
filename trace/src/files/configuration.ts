/** What a plan says of the configuration: not the expressions themselves, but what they refer to. */
import { isRecord } from "../read/thing.js";
import { parsePath, type Step } from "./path.js";

type Json = Readonly<Record<string, unknown>>;

export interface ResourceConfiguration {
  readonly expressions: Json;
  readonly forEach: unknown;
}

export interface ModuleCall {
  readonly expressions: Json;
  readonly forEach: unknown;
  readonly module: ModuleConfiguration;
}

export class ModuleConfiguration {
  readonly #json: Json;
  readonly #resources: ReadonlyMap<string, ResourceConfiguration>;
  readonly #calls = new Map<string, ModuleCall | undefined>();

  constructor(json: unknown) {
    this.#json = record(json);
    const resources = this.#json["resources"];
    this.#resources = new Map(
      (Array.isArray(resources) ? resources : [])
        .filter(isRecord)
        .map((item) => [
          String(item["address"]),
          { expressions: record(item["expressions"]), forEach: item["for_each_expression"] },
        ]),
    );
  }

  /** @param address within the module: `azurerm_subnet.nodes` */
  resource(address: string): ResourceConfiguration | undefined {
    return this.#resources.get(address);
  }

  resources(): Iterable<readonly [address: string, ResourceConfiguration]> {
    return this.#resources;
  }

  call(name: string): ModuleCall | undefined {
    if (!this.#calls.has(name)) {
      const call = record(this.#json["module_calls"])[name];
      this.#calls.set(
        name,
        isRecord(call)
          ? {
              expressions: record(call["expressions"]),
              forEach: call["for_each_expression"],
              module: new ModuleConfiguration(call["module"]),
            }
          : undefined,
      );
    }
    return this.#calls.get(name);
  }

  output(name: string): unknown {
    return record(record(this.#json["outputs"])[name])["expression"];
  }
}

/** Names in an expression that decide which of several is meant, not what the value is. */
const KEYS = /^(each\.key|count\.index|path\.\w+|terraform\.\w+)$/;

/**
 * What an expression refers to, in full: of `azurerm_subnet.nodes.id` Terraform lists `azurerm_subnet.nodes` as well.
 * Undefined where the value is not an expression.
 */
export function referencesOf(expression: unknown): readonly (readonly Step[])[] | undefined {
  if (!isRecord(expression)) return undefined;
  const { references } = expression;
  if (!Array.isArray(references)) return undefined;
  const texts = references.filter((item) => typeof item === "string" && !KEYS.test(item)).map(String);
  const full = texts.filter(
    (text, index) =>
      texts.indexOf(text) === index &&
      !texts.some((other) => other.startsWith(`${text}.`) || other.startsWith(`${text}[`)),
  );
  return full.map(parsePath);
}

/** Whether a part of `expressions` is one, and not a block. */
export function isExpression(value: unknown): value is Json {
  return (
    isRecord(value) && ("references" in value || "constant_value" in value || Object.keys(value).length === 0)
  );
}

function record(value: unknown): Json {
  return isRecord(value) ? value : {};
}
