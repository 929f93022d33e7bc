import { asObject, at, parseJson, type Json, type JsonObject } from "../../src/core/json.js";
import { Simulator, type SimulatorOptions, type SimResponse } from "../../src/index.js";

export const SUB = "00000000-1111-2222-3333-444444444444";
export const GROUP = `/subscriptions/${SUB}/resourceGroups/rg`;
export const TABLE = `${GROUP}/providers/Microsoft.Network/routeTables/rt`;
export const API = "2024-05-01";

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
  /** The value at a dotted path of the JSON body. */
  at(path: string): Json | undefined;
  /** The JSON body; {} when there is none. */
  readonly body: JsonObject;
}

export class TestArm {
  readonly sim: Simulator;

  constructor(options: SimulatorOptions = {}) {
    this.sim = new Simulator(options);
    this.sim.seed(GROUP, { location: "westeurope" });
  }

  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const url = path.startsWith("http")
      ? path
      : `https://management.azure.com${path}${path.includes("?") ? "" : `?api-version=${API}`}`;
    return answerOf(
      await this.sim.handle({ method, url, headers: { authorization: "Bearer test", ...headers }, body }),
    );
  }

  get(path: string): Promise<Answer> {
    return this.call("GET", path);
  }

  put(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.call("PUT", path, body, headers);
  }

  delete(path: string): Promise<Answer> {
    return this.call("DELETE", path);
  }
}

export function answerOf(response: SimResponse): Answer {
  const body = /^[[{]/.test(response.body) ? parseJson(response.body) : {};
  return {
    status: response.status,
    headers: response.headers,
    text: response.body,
    body: asObject(body),
    at: (path) => at(body, path),
  };
}

export function route(name: string, addressPrefix: string, nextHopIpAddress = "10.1.0.4") {
  return {
    name,
    properties: { addressPrefix, nextHopType: "VirtualAppliance", nextHopIpAddress },
  };
}
