// Writes settings.schema.json from the built schema; a test fails when the committed file is another.
import { writeFile } from "node:fs/promises";
import { settingsSchema } from "../dist/config/json-schema.js";

const file = new URL("../settings.schema.json", import.meta.url);
await writeFile(file, `${JSON.stringify(settingsSchema(), null, 2)}\n`);
