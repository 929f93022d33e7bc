import { readdirSync, readFileSync } from "node:fs";

/** A platform file to start from. */
export interface Preset {
  readonly name: string;
  /** Its first comment line. */
  readonly summary: string;
  readonly text: string;
}

export const DEFAULT_PRESET = "kubenet-agic";

/** The presets that come with the command, by name: the files of `presets/`. */
export function presets(): readonly Preset[] {
  const folder = new URL("../presets/", import.meta.url);
  return readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .sort()
    .map((file) => {
      const text = readFileSync(new URL(file, folder), "utf8");
      return { name: file.replace(/\.yaml$/, ""), summary: /^# (.*)$/m.exec(text)?.[1] ?? "", text };
    });
}
