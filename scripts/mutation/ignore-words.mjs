// Ignores readable text: a changed message or description is no fault that a test should find.
import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";

const WORDS = new Set([
  "message",
  "hint",
  "remedy",
  "title",
  "explanation",
  "description",
  "reason",
  "source",
  "when",
]);

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, "words", {
    shouldIgnore(path) {
      const { parent, node } = path;
      const isWord =
        parent?.type === "ObjectProperty" &&
        parent.value === node &&
        WORDS.has(parent.key.name ?? parent.key.value);
      return isWord && (node.type === "StringLiteral" || node.type === "TemplateLiteral")
        ? "Readable text."
        : undefined;
    },
  }),
];
