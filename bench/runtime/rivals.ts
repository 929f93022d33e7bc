import type { Clock, Simulator } from "@aks-topology/simulator";
import { POLL_MS, sourceId, targetId } from "./scene.js";

interface TableBody {
  readonly etag: string;
  readonly properties: { readonly routes: readonly { readonly name: string }[] };
}

interface Answer {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Raw HTTP against the simulator: no SDK, no checks. */
export class RawClient {
  readonly #simulator: Simulator;
  readonly #clock: Clock;

  constructor(simulator: Simulator, clock: Clock) {
    this.#simulator = simulator;
    this.#clock = clock;
  }

  async get(id: string): Promise<TableBody> {
    return JSON.parse((await this.#send("GET", id)).body) as TableBody;
  }

  /** PUT, and polls until the operation has ended. */
  async put(id: string, body: object, etag?: string): Promise<void> {
    const answer = await this.#send("PUT", id, JSON.stringify(body), etag);
    const operation = answer.headers["azure-asyncoperation"];
    if (operation === undefined) return;
    for (;;) {
      await this.#clock.sleep(POLL_MS);
      const { body: text } = await this.#simulator.handle({ method: "GET", url: operation, headers: BEARER });
      if ((JSON.parse(text) as { status: string }).status !== "InProgress") return;
    }
  }

  #send(method: string, id: string, body?: string, etag?: string): Promise<Answer> {
    const headers = { ...BEARER, "content-type": "application/json", ...(etag && { "if-match": etag }) };
    const url = `https://management.azure.com${id}?api-version=2024-05-01`;
    return this.#simulator.handle({ method, url, headers, ...(body && { body }) });
  }
}

const BEARER = { authorization: "Bearer bench" };

/** The least that can be done: both tables read at once, one PUT, its polls. */
export async function floor(client: RawClient): Promise<void> {
  const [source, target] = await Promise.all([client.get(sourceId), client.get(targetId)]);
  await client.put(
    targetId,
    { ...target, properties: { ...target.properties, routes: source.properties.routes } },
    target.etag,
  );
}

/** One PUT for each route that is missing. */
export async function putPerRoute(client: RawClient): Promise<void> {
  const [source, target] = await Promise.all([client.get(sourceId), client.get(targetId)]);
  const present = new Set(target.properties.routes.map(({ name }) => name));
  for (const route of source.properties.routes) {
    if (!present.has(route.name)) await client.put(`${targetId}/routes/${route.name}`, route);
  }
}

/** The runbook that teams use: a login pause of 30 s, one read after the other, names compared, a blind PUT. */
export async function runbook(client: RawClient, clock: Clock): Promise<void> {
  await clock.sleep(30_000);
  const source = await client.get(sourceId);
  const target = await client.get(targetId);
  const names = (table: TableBody): string =>
    table.properties.routes
      .map(({ name }) => name)
      .sort()
      .join();
  if (names(source) === names(target)) return;
  await client.put(targetId, {
    ...target,
    properties: { ...target.properties, routes: source.properties.routes },
  });
}
