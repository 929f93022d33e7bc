import { NETWORK } from "./request-list/network.js";
import { PLATFORM } from "./request-list/platform.js";
import type { ListedRequest } from "./request-list/requests.js";

/** The PUTs that the simulator documents, in an order in which each can follow those before it. */
export const REQUEST_LIST: readonly ListedRequest[] = [...NETWORK, ...PLATFORM];
