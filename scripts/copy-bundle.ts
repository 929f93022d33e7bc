// Copies the runtime's Functions package and its notices to the assets that the constructs deploy.
import { copyFileSync, mkdirSync } from "node:fs";

const built = new URL("../sync-runtime/dist/", import.meta.url);
const assets = new URL("../constructs/assets/", import.meta.url);
mkdirSync(assets, { recursive: true });
copyFileSync(new URL("functions.zip", built), new URL("route-sync.zip", assets));
copyFileSync(new URL("functions/THIRD_PARTY_NOTICES", built), new URL("THIRD_PARTY_NOTICES", assets));
