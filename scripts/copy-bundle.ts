// Puts the runtime's Functions package where the constructs find what they deploy.
import { copyFileSync, mkdirSync } from "node:fs";

const assets = new URL("../constructs/assets/", import.meta.url);
mkdirSync(assets, { recursive: true });
copyFileSync(
  new URL("../sync-runtime/dist/functions.zip", import.meta.url),
  new URL("route-sync.zip", assets),
);
