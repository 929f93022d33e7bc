import type { LoadOptions } from "./azurerm-option.js";
import type { AzureOptions } from "./azure/options.js";

/** The options of `trace`, whatever it reads. */
export interface TraceOptions extends LoadOptions, AzureOptions {
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly protocol: "tcp" | "udp" | "icmp";
  readonly mirror: "in-step" | "empty";
  readonly explain?: true | undefined;
  readonly output: "text" | "json" | "sarif";
  readonly json?: true;
}
