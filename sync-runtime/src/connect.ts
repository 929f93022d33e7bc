import type { AzureOptions } from "./adapters/azure/connect.js";
import { systemClock } from "./adapters/system-clock.js";
import type { Clock } from "./ports/clock.js";
import type { RouteTables } from "./ports/route-tables.js";

/** Azure's route tables for `reconcile`. Loads the Azure SDKs when called, not when this package is imported. */
export async function connect(options: AzureOptions = {}, clock: Clock = systemClock): Promise<RouteTables> {
  const { connectAzure } = await import("./adapters/azure/connect.js");
  return connectAzure(options, clock);
}
