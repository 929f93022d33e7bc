import type { Configuration, Json } from "../configuration.js";
import { isRecord } from "../inputs/schema-shape.js";

/** Folder of a module for the files that its resources upload. */
export const FILES = "files";

/** A file in addition to the configuration. */
export interface CarriedFile {
  readonly path: string;
  readonly content: Buffer;
}

/** A synthesized configuration as a module: without backend, providers and paths of the synthesis. */
export interface ModuleJson {
  readonly json: Json;
  readonly files: readonly CarriedFile[];
  /** The provider blocks that the caller needs. */
  readonly providers: readonly Json[];
  /** Names of the providers in addition to the default one, which the caller passes. */
  readonly aliases: readonly string[];
}

/** Sections that belong to the caller, or that are generated again; `//` is metadata of the synthesis. */
const NOT_OURS: ReadonlySet<string> = new Set(["//", "provider", "terraform"]);

export function toModuleJson({ json, assets }: Configuration): ModuleJson {
  const { provider, terraform } = json;
  const sections = Object.entries(json).filter(([section]) => !NOT_OURS.has(section));
  const carried = carriedFiles(assets);
  const providers = blocks(isRecord(provider) ? provider["azurerm"] : undefined);
  const aliases = providers.flatMap(({ alias }) => (typeof alias === "string" ? [alias] : []));
  const paths = new Map([...carried].map(([asset, { path }]) => [asset, `\${path.module}/${path}`]));
  const changed = mapText(Object.fromEntries(sections), (text) => paths.get(text) ?? text);
  return {
    json: {
      ...(isRecord(changed) ? changed : {}),
      terraform: withAliases(isRecord(terraform) ? terraform : {}, aliases),
    },
    files: [...carried.values()],
    providers,
    aliases,
  };
}

/** Assets by their base names; a duplicate name includes its folders. */
function carriedFiles(assets: Configuration["assets"]): Map<string, CarriedFile> {
  const taken = new Set<string>();
  return new Map(
    [...assets].map(([asset, content]) => {
      const base = asset.slice(asset.lastIndexOf("/") + 1);
      const path = `${FILES}/${taken.has(base) ? asset.replaceAll("/", "-") : base}`;
      taken.add(base);
      return [asset, { path, content }];
    }),
  );
}

function withAliases(settings: Json, aliases: readonly string[]): Json {
  const required = isRecord(settings["required_providers"]) ? settings["required_providers"] : {};
  const azurerm = isRecord(required["azurerm"]) ? required["azurerm"] : {};
  const given =
    aliases.length === 0 ? {} : { configuration_aliases: aliases.map((alias) => `azurerm.${alias}`) };
  const source = "hashicorp/azurerm";
  return {
    required_version: settings["required_version"],
    required_providers: { ...required, azurerm: { ...azurerm, source, ...given } },
  };
}

function blocks(value: unknown): Json[] {
  return (Array.isArray(value) ? value : [value]).filter(isRecord);
}

function mapText(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => mapText(item, change));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapText(item, change)]));
}

/** Writes `[var.x[0], var.x[1]]` as `var.x` where these are all items of the list. */
export function wholeLists(json: Json, lengths: ReadonlyMap<string, number>): Json {
  const change = (value: unknown): unknown => {
    if (Array.isArray(value)) return wholeList(value, lengths) ?? value.map(change);
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item)]));
  };
  const changed = change(json);
  return isRecord(changed) ? changed : json;
}

function wholeList(items: readonly unknown[], lengths: ReadonlyMap<string, number>): string | undefined {
  const name = /^\$\{var\.(\w+)\[0\]\}$/.exec(String(items[0]))?.[1];
  if (name === undefined || lengths.get(name) !== items.length) return undefined;
  return items.every((item, i) => item === `\${var.${name}[${i}]}`) ? `\${var.${name}}` : undefined;
}
