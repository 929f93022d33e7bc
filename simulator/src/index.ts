/** An Azure Resource Manager that runs on a laptop: in process for the SDK, over HTTPS for Terraform. */
export { Simulator, type Latencies, type SimulatorOptions } from "./simulator.js";
export { realClock, VirtualClock, type Clock } from "./core/clock.js";
export { ConnectionReset, type SimRequest, type SimResponse } from "./core/http.js";
export { Counters, type CallCounts } from "./counters.js";
export { Hosts, type HostHandler } from "./hosts.js";
export type { SimHttpClient } from "./http-client.js";
export type { ListenOptions, RequestLine, RunningServer } from "./server/listener.js";
