import { InvalidArgumentError, Option } from "commander";
import { withAzure } from "../azure/options.js";
import { azurermOption } from "../azurerm-option.js";
import type { AddCommand } from "../command.js";
import { platformFileOf } from "../platform-file.js";
import type { TraceOptions } from "../trace-options.js";

/** `trace FILE --from A --to B`: where a packet goes, hop by hop, both ways. */
export const addTrace: AddCommand = (program, { io, end }) => {
  const command = program
    .command("trace")
    .description(
      "show where a packet goes, hop by hop and both ways, and which rule decides, by a model of Azure",
    )
    .argument("[file]", "platform file (default: platform.yaml, else that of cdktf.json)")
    .option(
      "--terraform <path>",
      "in place of a platform file: what `terraform show -json` writes of a plan or a state, a *.tf.json file or a folder of them; repeat it for several. Endpoints are Terraform addresses then",
      (path: string, paths: readonly string[] | undefined) => [...(paths ?? []), path],
    )
    .requiredOption(
      "--from <endpoint>",
      "where it begins: an address, a host name, internet, on-premises, or a name in the file: shop/main/pod, shop/main/node, shop/main/node/POOL, shop/main/api, shop/main/service, shop/main/front-door, shop/public (a gateway), hub/firewall, shop (a spoke)",
    )
    .requiredOption("--to <endpoint>", "where it goes, as for --from")
    .addOption(portOption())
    .addOption(
      new Option("--protocol <protocol>", "tcp, udp or icmp").choices(["tcp", "udp", "icmp"]).default("tcp"),
    )
    .addOption(
      new Option("--mirror <state>", "whether the gateways' tables hold the node routes")
        .choices(["in-step", "empty"])
        .default("in-step"),
    )
    .option("--explain", "show the routes and rules that lost, and why")
    .addOption(
      new Option("--output <format>", "text, json or sarif")
        .choices(["text", "json", "sarif"])
        .default("text"),
    )
    .option("--json", "the same as --output json")
    .addOption(azurermOption());
  withAzure(
    command,
    "ask Azure as well, hop by hop: next hop, network configuration diagnostic, route tables",
  ).action(async (file: string | undefined, { terraform, ...options }: Given) => {
    if (terraform !== undefined) {
      const { traceTerraform } = await import("../actions/trace-terraform.js");
      end(traceTerraform(file, terraform, options, io));
    } else {
      const { traceFile } = await import("../actions/trace.js");
      end(await traceFile(platformFileOf(file, io, options), options, io));
    }
  });
};

interface Given extends TraceOptions {
  readonly terraform?: readonly string[] | undefined;
}

const LAST_PORT = 65_535;

function portOption(): Option {
  return new Option("--port <port>", "destination port").default(443).argParser((text) => {
    const port = Number(text);
    if (!/^\d+$/.test(text) || port < 1 || port > LAST_PORT)
      throw new InvalidArgumentError("Use a port from 1 to 65535.");
    return port;
  });
}
