import { PLACEHOLDER_ID } from "../file-rules.js";
import type { Platform } from "../schema/platform.js";
import type { KeyPath } from "../source-map.js";
import type { SourceLocator } from "./source-locator.js";
import { textsOf } from "./texts.js";

const NIL = "00000000-0000-0000-0000-000000000000";

/** Warns of ids that are still to be written, each at its line. */
export function reportPlaceholders(locator: SourceLocator, platform: Platform): void {
  for (const { path, text } of textsOf(platform)) {
    if (!text.split("/").includes(NIL)) continue;
    const what = text === NIL ? `"${String(path.at(-1))}"` : "The id";
    const message = `${what} has the placeholder ${NIL}, which nothing in Azure has.`;
    locator.report(PLACEHOLDER_ID, path, message, remedyOf(path, text), "warning");
  }
}

function remedyOf(path: KeyPath, text: string): string {
  if (text === NIL && path.at(-1) !== "subscriptionId")
    return "Replace it by the id that Azure shows for the identity.";
  return text === NIL
    ? "Replace it by the id of the subscription: az account show --query id."
    : "Replace it by the id that Azure shows: az resource show --query id, with --name, --resource-group and --resource-type.";
}
