import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  Application,
  Comment,
  Converter,
  type Context,
  type DeclarationReflection,
  type ProjectReflection,
} from "typedoc";
import { load, type PluginOptions } from "typedoc-plugin-markdown";
import ts from "typescript";
import type { DefaultTheme } from "vitepress";
import { ROOT } from "./links.ts";

/** Packages whose public API has pages, by their folders. */
const PACKAGES = ["constructs", "trace"];
const ENTRIES = PACKAGES.map((name) => join(ROOT, name, "src/index.ts"));

const MARKDOWN: Partial<PluginOptions> = {
  entryFileName: "index",
  hideBreadcrumbs: true,
  hidePageHeader: true,
  mergeReadme: true,
  useCodeBlocks: true,
  expandObjects: true,
  indexFormat: "table",
  parametersFormat: "table",
  interfacePropertiesFormat: "table",
  typeDeclarationFormat: "table",
  tableColumnSettings: {
    hideInherited: true,
    hideDefaults: true,
    hideModifiers: true,
    hideOverrides: true,
    hideSources: true,
  },
};

const INTRODUCTION =
  "# TypeScript API\n\nThe public API of the packages, from the comments in their sources. [Recipes](../../docs/typescript.md) show how it is used.";

/**
 * Writes a page for each name of the public API to `site/api`.
 * @returns the sidebar of these pages
 */
export async function writeApiPages(): Promise<DefaultTheme.SidebarItem[]> {
  const app = await Application.bootstrapWithPlugins({
    name: "TypeScript API",
    plugin: [load],
    entryPoints: ENTRIES,
    tsconfig: join(ROOT, "site/api.tsconfig.json"),
    out: join(ROOT, "site/api"),
    readme: "none",
    disableSources: true,
    excludePrivate: true,
    excludeProtected: true,
    excludeInternal: true,
    excludeExternals: true,
    // The build of the packages reports these.
    skipErrorChecking: true,
    logLevel: "Warn",
    ...MARKDOWN,
  });
  app.converter.on(Converter.EVENT_BEGIN, writeOut);
  const project = await app.convert();
  if (project === undefined) throw new Error("TypeDoc cannot read the public API.");
  describePackages(project);
  await app.generateOutputs(project);
  return (project.children ?? []).map(sidebarOf);
}

/**
 * What is written as its content where it is used: choices between words, which are no names of the API, and types that the
 * packages do not export, of which a reader would find no page.
 */
function writeOut(context: Context): void {
  for (const program of context.programs) {
    const checker = program.getTypeChecker();
    const files = program.getSourceFiles().filter(isOurs);
    const exported = new Set(files.filter(isEntry).flatMap((file) => exportsOf(file, checker)));
    for (const statement of files.flatMap(({ statements }) => statements.filter(isType))) {
      const { text } = statement.name;
      if (!exported.has(text) || isChoice(statement, checker)) context.inlineType.add(text);
    }
  }
}

function isType(statement: ts.Statement): statement is ts.TypeAliasDeclaration | ts.InterfaceDeclaration {
  return ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement);
}

function isChoice(
  statement: ts.TypeAliasDeclaration | ts.InterfaceDeclaration,
  checker: ts.TypeChecker,
): boolean {
  const type = checker.getTypeAtLocation(statement);
  return (type.isUnion() ? type.types : [type]).every((one) => one.isLiteral());
}

function isEntry({ fileName }: ts.SourceFile): boolean {
  return ENTRIES.includes(fileName);
}

function exportsOf(file: ts.SourceFile, checker: ts.TypeChecker): string[] {
  const symbol = checker.getSymbolAtLocation(file);
  return symbol === undefined ? [] : checker.getExportsOfModule(symbol).map(({ name }) => name);
}

function isOurs({ fileName }: ts.SourceFile): boolean {
  return PACKAGES.some((name) => fileName.startsWith(join(ROOT, name, "src")));
}

function describePackages(project: ProjectReflection): void {
  project.readme = [{ kind: "text", text: INTRODUCTION }];
  for (const module of project.children ?? []) {
    module.name = module.name.replace(/\/src$/, "");
    const manifest: unknown = JSON.parse(readFileSync(join(ROOT, module.name, "package.json"), "utf8"));
    module.comment = new Comment([{ kind: "text", text: descriptionIn(manifest) }]);
  }
}

function descriptionIn(manifest: unknown): string {
  const isDescribed = typeof manifest === "object" && manifest !== null && "description" in manifest;
  return isDescribed ? String(manifest.description) : "";
}

/** Classes and functions by name; what they take and give is found from them, or in the list of all names. */
function sidebarOf({ name, groups = [] }: DeclarationReflection): DefaultTheme.SidebarItem {
  const link = `/api/${name}/`;
  return {
    text: `@aks-topology/${name}`,
    items: [
      { text: "All names", link },
      ...groups
        .filter(({ title }) => title === "Classes" || title === "Functions")
        .map(({ title, children }) => ({
          text: title,
          items: children.map((child) => ({
            text: child.name,
            link: `${link}${title.toLowerCase()}/${child.name}`,
          })),
        })),
    ],
  };
}
