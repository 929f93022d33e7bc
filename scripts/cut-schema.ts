/**
 * Cuts the full provider schemas down to the types that the project emits, by type only: a kept type is
 * kept whole. One type a line, so that a change shows as the lines of the types that changed.
 *
 *   npm run schema -- --from DIR    DIR holds azurerm-VERSION.json.gz (or .json), the output of
 *                                   `terraform providers schema -json` without its texts.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";

const VERSIONS = ["4.55.0", "5.2.0"];
const data = new URL("../terraform/data/", import.meta.url);

interface FullSchema {
  readonly provider: string;
  readonly version: string;
  readonly provider_schema: unknown;
  readonly resource_schemas: Readonly<Record<string, unknown>>;
  readonly data_source_schemas: Readonly<Record<string, unknown>>;
}

interface KeptTypes {
  readonly resources: readonly string[];
  readonly dataSources: readonly string[];
}

function readFull(folder: string, version: string): FullSchema {
  const plain = join(folder, `azurerm-${version}.json`);
  const text = existsSync(plain) ? readFileSync(plain) : gunzipSync(readFileSync(`${plain}.gz`));
  return JSON.parse(text.toString("utf8")) as FullSchema;
}

/** A type that only one major has is kept for that major; a type that none has is a typing mistake. */
function assertKnown(full: readonly FullSchema[], kept: KeptTypes): void {
  const unknown = [
    ...kept.resources.filter((type) => !full.some((schema) => type in schema.resource_schemas)),
    ...kept.dataSources
      .filter((type) => !full.some((schema) => type in schema.data_source_schemas))
      .map((type) => `data.${type}`),
  ];
  if (unknown.length > 0)
    throw new Error(
      `terraform/data/types.json names types that no provider version has: ${unknown.join(", ")}`,
    );
}

function onePerLine(schemas: Readonly<Record<string, unknown>>, types: readonly string[]): string {
  const lines = [...types]
    .sort()
    .filter((type) => type in schemas)
    .map((type) => `${JSON.stringify(type)}:${JSON.stringify(schemas[type])}`);
  return `{\n${lines.join(",\n")}\n}`;
}

function cut(full: FullSchema, kept: KeptTypes): string {
  const parts = {
    provider: JSON.stringify(full.provider),
    version: JSON.stringify(full.version),
    provider_schema: JSON.stringify(full.provider_schema),
    resource_schemas: onePerLine(full.resource_schemas, kept.resources),
    data_source_schemas: onePerLine(full.data_source_schemas, kept.dataSources),
  };
  return `{\n${Object.entries(parts)
    .map(([key, text]) => `"${key}":${text}`)
    .join(",\n")}\n}\n`;
}

const { values } = parseArgs({ options: { from: { type: "string" } } });
if (values.from === undefined) {
  process.stderr.write("usage: npm run schema -- --from DIR\n");
  process.exitCode = 1;
} else {
  const folder = values.from;
  const kept = JSON.parse(readFileSync(new URL("types.json", data), "utf8")) as KeptTypes;
  const full = VERSIONS.map((version) => readFull(folder, version));
  assertKnown(full, kept);
  for (const schema of full)
    writeFileSync(new URL(`azurerm-${schema.version}.json`, data), cut(schema, kept));
}
