import { isLockFile, FEATURES, loadPlatform } from "@aks-topology/platform";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { GENERATED, table } from "./markdown.ts";

const examples = new URL("../../examples/", import.meta.url);

/** Every feature with its key and the examples that use it, computed from the examples themselves. */
export function featuresPage(): string {
  const platforms = ["", "warned/"].flatMap((folder) =>
    readdirSync(new URL(folder, examples))
      .filter((name) => name.endsWith(".yaml") && !isLockFile(name))
      .sort()
      .flatMap((name) => {
        const result = loadPlatform(fileURLToPath(new URL(`${folder}${name}`, examples)));
        return result.ok ? [{ name: `${folder}${name}`, platform: result.loaded.platform }] : [];
      }),
  );
  const topics = [...new Set(FEATURES.map(({ topic }) => topic))];
  const sections = topics.map((topic) => {
    const rows = FEATURES.filter((feature) => feature.topic === topic).map(({ name, key, usedBy }) => {
      const shown = platforms.filter(({ platform }) => usedBy(platform)).map(({ name: file }) => file);
      const links = shown.slice(0, 2).map((file) => `[${file.replace(".yaml", "")}](../../examples/${file})`);
      return [name, `\`${key}\``, links.join(", ")];
    });
    return `## ${topic.charAt(0).toUpperCase()}${topic.slice(1)}\n\n${table(["feature", "key", "examples"], rows)}`;
  });
  return `${GENERATED}

# Features

The features of a platform file, with examples that use them.

${sections.join("\n\n")}
`;
}
