import { azurermOption } from "../azurerm-option.js";
import type { AddCommand } from "../command.js";
import type { DiagramOptions } from "../actions/diagram.js";
import { platformFileOf } from "../platform-file.js";

/** `diagram FILE --out FILE`: a picture of the topology. */
export const addDiagram: AddCommand = (program, { io, end }) => {
  program
    .command("diagram")
    .description("draw the topology and its paths: SVG, a page of HTML, Mermaid or draw.io")
    .argument("[file]", "platform file (default: platform.yaml, else that of cdktf.json)")
    .requiredOption(
      "--out <path>",
      "the picture; its ending decides: .svg, .html (the whole report), .mmd (Mermaid) or .drawio (diagrams.net)",
    )
    .option(
      "--against <path>",
      "draw the change from a folder of earlier output, or from another platform file: added, changed, replaced, removed",
    )
    .addOption(azurermOption())
    .option("--json", "print one JSON document")
    .action(async (named: string | undefined, options: DiagramOptions) => {
      const { diagram } = await import("../actions/diagram.js");
      end(await diagram(platformFileOf(named, io, options), options, io));
    });
};
