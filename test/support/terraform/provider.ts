/**
 * The azurerm provider without its binary: a gRPC server in the test's own process that serves the schema data and
 * that Terraform finds through TF_REATTACH_PROVIDERS.
 *
 * Proves the graph: references, types, order, what is created and destroyed. Does not prove what only the real
 * provider knows: allowed values, defaults, which change replaces a resource, what Azure answers. An empty second
 * plan is true by construction here.
 */
import { fileURLToPath } from "node:url";
import { setTimeout as delay } from "node:timers/promises";
import {
  Server,
  ServerCredentials,
  status,
  type handleUnaryCall,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import type { ProviderSchema } from "@aks-topology/terraform";
import { nameOf } from "./computed-values.js";
import { answer, needsLegacyTypeSystem, plan, replacedBy, settle, type Block } from "./planning.js";
import {
  fromWire,
  isObjectValue,
  sameValue,
  toWire,
  Unknown,
  type DynamicValue,
  type ObjectValue,
  type Value,
} from "./values.js";

/** What happened to one resource, in the order in which it began. */
export interface ApplyEvent {
  readonly action: "create" | "update" | "delete";
  readonly type: string;
  readonly name: string;
  readonly id: string;
  /** Counts begins and ends alike: one that ended before another began has the smaller number. */
  readonly began: number;
  readonly ended: number;
  readonly failed: boolean;
}

/** Picks resources by type and `name`; a left-out name means any. */
export interface Pick {
  readonly type: string;
  readonly name?: string;
}

type Reply = Readonly<Record<string, unknown>>;

interface Call {
  readonly type_name: string;
  readonly config: DynamicValue | null;
  readonly current_state: DynamicValue | null;
  readonly prior_state: DynamicValue | null;
  readonly proposed_new_state: DynamicValue | null;
  readonly planned_state: DynamicValue | null;
  readonly raw_state: { readonly json: Uint8Array } | null;
  readonly id: string;
}

export class OfflineProvider {
  readonly #schema: ProviderSchema;
  readonly #server = new Server({
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": -1,
  });
  readonly #known = new Map<string, Value>();
  readonly #faults: (Pick & { readonly message: string })[] = [];
  readonly #slow: (Pick & { readonly ms: number })[] = [];
  #clock = 0;
  #port = 0;
  /** Every create, update and delete so far. */
  readonly log: ApplyEvent[] = [];

  private constructor(schema: ProviderSchema) {
    this.#schema = schema;
  }

  static async start(schema: ProviderSchema): Promise<OfflineProvider> {
    const provider = new OfflineProvider(schema);
    provider.#server.addService(serviceDefinition(), provider.#handlers());
    provider.#port = await new Promise<number>((resolve, reject) => {
      provider.#server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
        if (error === null) resolve(port);
        else reject(error);
      });
    });
    return provider;
  }

  stop(): void {
    this.#server.forceShutdown();
  }

  /** The value of TF_REATTACH_PROVIDERS. */
  get reattach(): string {
    const address = { Network: "tcp", String: `127.0.0.1:${this.#port}` };
    const entry = { Protocol: "grpc", ProtocolVersion: 5, Pid: process.pid, Test: true, Addr: address };
    return JSON.stringify({ [this.#schema.provider]: entry });
  }

  /** A resource that exists already: creating another one with its id fails, as in Azure. */
  seed(type: string, id: string): void {
    this.#known.set(`${type} ${id}`, { id });
  }

  /** Whether a resource of this type and id exists. */
  holds(type: string, id: string): boolean {
    return this.#known.has(`${type} ${id}`);
  }

  /** The next creation that fits fails, once. */
  failOnce(pick: Pick, message = "The service is not available."): void {
    this.#faults.push({ ...pick, message });
  }

  /** Holds creations and deletions that fit back, so that an order that nothing enforces shows as wrong. */
  holdBack(pick: Pick, ms: number): void {
    this.#slow.push({ ...pick, ms });
  }

  #handlers(): UntypedServiceImplementation {
    const answers: Readonly<Record<string, (call: Call) => Reply | Promise<Reply>>> = {
      GetSchema: () => schemaReply(this.#schema),
      PrepareProviderConfig: (call) => ({ prepared_config: call.config }),
      ValidateResourceTypeConfig: () => ({}),
      ValidateDataSourceConfig: () => ({}),
      Configure: () => ({}),
      UpgradeResourceState: (call) => ({
        upgraded_state: { json: call.raw_state?.json ?? new Uint8Array() },
      }),
      ReadResource: (call) => ({ new_state: call.current_state }),
      PlanResourceChange: (call) => this.#plan(call),
      ApplyResourceChange: (call) => this.#apply(call),
      ImportResourceState: (call) => this.#import(call),
      ReadDataSource: (call) => ({
        state: toWire(
          answer(call.type_name, this.#block("data_source_schemas", call.type_name), fromWire(call.config)),
        ),
      }),
      Stop: () => ({ Error: "" }),
    };
    return Object.fromEntries(Object.entries(answers).map(([name, reply]) => [name, unary(reply)]));
  }

  #block(kind: "resource_schemas" | "data_source_schemas", type: string): Block {
    const found = this.#schema[kind][type];
    if (found === undefined) throw new Error(`the schema has no ${type}`);
    return found.block;
  }

  #plan(call: Call): Reply {
    const [prior, proposed] = [fromWire(call.prior_state), fromWire(call.proposed_new_state)];
    const planned = plan(call.type_name, this.#block("resource_schemas", call.type_name), proposed, prior);
    return {
      planned_state: toWire(planned),
      requires_replace: replacedBy(planned, prior).map((name) => ({ steps: [{ attribute_name: name }] })),
      legacy_type_system: needsLegacyTypeSystem(call.type_name),
    };
  }

  async #apply(call: Call): Promise<Reply> {
    const type = call.type_name;
    const [prior, planned] = [fromWire(call.prior_state), fromWire(call.planned_state)];
    const action = prior === null ? "create" : planned === null ? "delete" : "update";
    const began = ++this.#clock;
    const name = nameOf(planned ?? prior);
    const fits = (pick: Pick): boolean =>
      pick.type === type && (pick.name === undefined || pick.name === name);
    const wait = this.#slow.find(fits)?.ms;
    if (wait !== undefined) await delay(wait);
    const fault = action === "create" ? this.#faults.findIndex(fits) : -1;
    const message = this.#faults[fault]?.message;
    if (message !== undefined) this.#faults.splice(fault, 1);
    const state = message !== undefined ? prior : this.#stateAfter(call, planned);
    const id = idOf(state) || idOf(prior);
    this.log.push({ action, type, name, id, began, ended: ++this.#clock, failed: message !== undefined });
    if (message !== undefined) {
      return {
        new_state: toWire(prior),
        diagnostics: [{ severity: "ERROR", summary: `creating ${type} "${name}"`, detail: message }],
      };
    }
    if (state === null) this.#known.delete(`${type} ${id}`);
    else this.#known.set(`${type} ${id}`, state);
    return { new_state: toWire(state), legacy_type_system: needsLegacyTypeSystem(type) };
  }

  #stateAfter(call: Call, planned: Value): Value {
    if (!isObjectValue(planned)) return null;
    const state = settle(
      call.type_name,
      this.#block("resource_schemas", call.type_name),
      planned,
      fromWire(call.config),
    );
    const taken = this.#known.get(`${call.type_name} ${idOf(state)}`);
    if (planned.id instanceof Unknown && taken !== undefined && !sameValue(taken, state)) {
      throw new Error(`a resource with the ID "${idOf(state)}" already exists`);
    }
    return state;
  }

  #import(call: Call): Reply {
    const block = this.#block("resource_schemas", call.type_name);
    const state = this.#known.get(`${call.type_name} ${call.id}`) ?? imported(block, call.id);
    return { imported_resources: [{ type_name: call.type_name, state: toWire(state) }] };
  }
}

function idOf(value: Value): string {
  return isObjectValue(value) && typeof value.id === "string" ? value.id : "";
}

function imported(block: Block, id: string): ObjectValue {
  const names = Object.keys(block.attributes ?? {});
  const attributes = names.map((name): [string, Value] => [name, name === "id" ? id : null]);
  const blocks = Object.entries(block.block_types ?? {}).map(([name, nested]): [string, Value] => [
    name,
    nested.nesting_mode === "single" ? null : [],
  ]);
  return Object.fromEntries([...attributes, ...blocks]);
}

function unary(reply: (call: Call) => Reply | Promise<Reply>): handleUnaryCall<Call, Reply> {
  return (call, done) => {
    Promise.resolve()
      .then(() => reply(call.request))
      .then((value) => {
        done(null, value);
      })
      .catch((error: unknown) => {
        done({ code: status.INTERNAL, message: error instanceof Error ? error.message : String(error) });
      });
  };
}

function serviceDefinition(): ServiceDefinition {
  const file = fileURLToPath(new URL("tfplugin5.proto", import.meta.url));
  const found = loadSync(file, { keepCase: true, enums: String, longs: Number, defaults: true })[
    "tfplugin5.Provider"
  ];
  if (found === undefined || "format" in found) throw new Error("tfplugin5.proto has no service");
  return found;
}

function schemaReply(schema: ProviderSchema): Reply {
  const types = (all: ProviderSchema["resource_schemas"]): Reply =>
    Object.fromEntries(
      Object.entries(all).map(([name, type]) => [
        name,
        { version: type.version, block: blockReply(type.block) },
      ]),
    );
  return {
    provider: { version: schema.provider_schema.version, block: blockReply(schema.provider_schema.block) },
    resource_schemas: types(schema.resource_schemas),
    data_source_schemas: types(schema.data_source_schemas),
    server_capabilities: { get_provider_schema_optional: true },
  };
}

function blockReply(block: Block): Reply {
  return {
    attributes: Object.entries(block.attributes ?? {}).map(([name, attribute]) => ({
      ...attribute,
      name,
      type: Buffer.from(JSON.stringify(attribute.type)),
    })),
    block_types: Object.entries(block.block_types ?? {}).map(([name, nested]) => ({
      type_name: name,
      block: blockReply(nested.block),
      nesting: nested.nesting_mode.toUpperCase(),
      min_items: nested.min_items ?? 0,
      max_items: nested.max_items ?? 0,
    })),
  };
}
