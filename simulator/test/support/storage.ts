import { BlobServiceClient, newPipeline, type IHttpClient } from "@azure/storage-blob";
import { Readable } from "node:stream";
import type { Simulator } from "../../src/index.js";

/** Blob storage of a simulated account, over the real SDK, in process and without its own retries. */
export function blobsOf(sim: Simulator, account: string): BlobServiceClient {
  const token = { token: sim.token("caller"), expiresOnTimestamp: Number.MAX_SAFE_INTEGER };
  const pipeline = newPipeline(
    { getToken: () => Promise.resolve(token) },
    { httpClient: storageClient(sim), retryOptions: { maxTries: 1 } },
  );
  return new BlobServiceClient(`https://${account}.blob.core.windows.net`, pipeline);
}

/** The storage SDKs still take the HTTP client of the SDKs' first generation. */
function storageClient(sim: Simulator): IHttpClient {
  return {
    sendRequest: async (request) => {
      const { method, url } = request;
      const body: unknown = request.body;
      const response = await sim.handle({ method, url, body, headers: request.headers.rawHeaders() });
      const headers = request.headers.clone();
      for (const name of headers.headerNames()) headers.remove(name);
      for (const [name, value] of Object.entries(response.headers)) headers.set(name, value);
      const readableStreamBody = Readable.from([Buffer.from(response.body)]);
      return { request, status: response.status, headers, readableStreamBody, bodyAsText: response.body };
    },
  };
}
