import { InvalidArgumentError, Option } from "commander";
import type { ViewOptions } from "../actions/view.js";
import { azurermOption } from "../azurerm-option.js";
import type { AddCommand } from "../command.js";
import { platformFileOf } from "../platform-file.js";

/** `view FILE`: the report as a local page that follows the file. */
export const addView: AddCommand = (program, { io, end }) => {
  program
    .command("view")
    .description(
      "show the picture and the report in a browser, on this machine only, following the file as it is edited",
    )
    .argument("[file]", "platform file (default: platform.yaml, else that of cdktf.json)")
    .option(
      "--against <path>",
      "show what changes since earlier output in a folder, or another platform file",
    )
    .addOption(portOption())
    .addOption(azurermOption())
    .action(async (named: string | undefined, options: ViewOptions) => {
      const { view } = await import("../actions/view.js");
      end(await view(platformFileOf(named, io), options, io));
    });
};

const LAST_PORT = 65_535;

function portOption(): Option {
  return new Option("--port <port>", "port of 127.0.0.1").default(0, "a free one").argParser((text) => {
    const port = Number(text);
    if (!/^\d+$/.test(text) || port > LAST_PORT)
      throw new InvalidArgumentError("Use a port from 1 to 65535, or 0 for a free one.");
    return port;
  });
}
