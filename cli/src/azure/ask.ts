import type { Model } from "@aks-topology/trace";
import type { Io } from "../io.js";
import { connectAzure, subscriptionOf } from "./connect.js";
import { LiveNetwork } from "./live-network.js";
import type { AzureOptions } from "./options.js";

/** The deployed network of a model. @throws UsageError */
export async function liveNetwork(options: AzureOptions, model: Model, io: Io): Promise<LiveNetwork> {
  return new LiveNetwork(await connectAzure(options, io), model, subscriptionOf(options, io));
}
