import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";

const src = fileURLToPath(new URL("../src/", import.meta.url));
const program = ts.createProgram([`${src}index.ts`, `${src}internal.ts`], {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2023,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: ["node"],
});
const checker = program.getTypeChecker();

/** Whether a declaration is in this package, and not in a library that a class extends. */
function isOurs(node: ts.Node): boolean {
  return node.getSourceFile().fileName.startsWith(src);
}

/** What an entry point of the package exports. */
function exported(entry: string): readonly ts.Declaration[] {
  const root = program.getSourceFile(src + entry);
  const module = root && checker.getSymbolAtLocation(root);
  const symbols = module === undefined ? [] : checker.getExportsOfModule(module);
  const originals = symbols.map((symbol) =>
    (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol),
  );
  return [...new Set(originals)].flatMap((symbol) => symbol.declarations ?? []).filter(isOurs);
}

type Named = (ts.TypeElement | ts.ClassElement) & { readonly name: ts.PropertyName };

/** What users write or read by name below a declaration: fields, methods and the keys of its choices. */
function members(declaration: ts.Declaration): readonly Named[] {
  const found: Named[] = [];
  const visit = (node: ts.Node): void => {
    if (isPublicMember(node)) found.push(node);
    // Values, bodies of functions and private members are not part of the API.
    else if (ts.isClassElement(node) || ts.isExpression(node)) return;
    if (!ts.isFunctionLike(node)) ts.forEachChild(node, visit);
  };
  ts.forEachChild(declaration, visit);
  return found;
}

function isPublicMember(node: ts.Node): node is Named {
  const kind =
    ts.isPropertySignature(node) ||
    ts.isMethodSignature(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isGetAccessorDeclaration(node);
  if (!kind || ts.isPrivateIdentifier(node.name)) return false;
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return (ts.getCombinedModifierFlags(node) & hidden) === 0;
}

function place(node: ts.Node, name: string): string {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart());
  return `constructs/src/${file.fileName.slice(src.length)}:${line + 1} ${name}`;
}

function ownComment(node: ts.Node): string {
  return ts
    .getJSDocCommentsAndTags(node)
    .map((doc) => doc.getText())
    .join("\n");
}

/**
 * What is said of a node: its own comment; else, for the parts of a shape that is written in place, what is said of the
 * whole; else what an interface says that the class implements.
 */
function commentOf(node: ts.Node): string {
  const own = ownComment(node);
  if (own !== "") return own;
  if (ts.isTypeLiteralNode(node.parent)) {
    const whole = ts.findAncestor(node.parent, (up) => ts.isStatement(up) || isPublicMember(up));
    return whole === undefined ? "" : commentOf(whole);
  }
  if (!isPublicMember(node)) return "";
  const symbol = checker.getSymbolAtLocation(node.name);
  return ts.displayPartsToString(symbol?.getDocumentationComment(checker));
}

/**
 * Whether a member's type leaves questions: which text, a number of what, what true means. A kind that is in the
 * type, and a type that has a comment of its own, answer them.
 */
function leavesQuestions(node: ts.Node | undefined): boolean {
  if (node === undefined) return true;
  if (ts.isLiteralTypeNode(node)) return false;
  if (ts.isUnionTypeNode(node)) return node.types.some(leavesQuestions);
  if (ts.isArrayTypeNode(node)) return leavesQuestions(node.elementType);
  if (ts.isTypeOperatorNode(node)) return leavesQuestions(node.type);
  // The members of the shape answer for themselves.
  if (ts.isTypeLiteralNode(node)) return false;
  if (!ts.isTypeReferenceNode(node)) return node.kind !== ts.SyntaxKind.UndefinedKeyword;
  const symbol = checker.getSymbolAtLocation(node.typeName);
  const aliased =
    symbol && (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
  const [declaration] = aliased?.declarations ?? [];
  // A parameter of the type's own stands for something that is said elsewhere.
  if (declaration === undefined || ts.isTypeParameterDeclaration(declaration))
    return declaration === undefined;
  return isOurs(declaration) ? commentOf(declaration) === "" : BARE.has(node.typeName.getText());
}

/** Types of the language that hold whatever one likes. */
const BARE: ReadonlySet<string> = new Set([
  "Readonly",
  "ReadonlyArray",
  "ReadonlyMap",
  "ReadonlySet",
  "Record",
]);

/** What a member is, or gives: the declared type, or the one that was inferred where none is. */
function typeOf(member: Named): ts.TypeNode | undefined {
  return "type" in member ? (member.type as ts.TypeNode | undefined) : undefined;
}

const api = exported("index.ts");
const constructs = exported("internal.ts");

test("there is something to read", () => {
  expect(constructs.length).toBeGreaterThan(100);
});

test("every optional prop says its default", () => {
  const silent = constructs.flatMap(members).filter((member) => {
    if (!ts.isPropertySignature(member) || member.questionToken === undefined) return false;
    // The prop belongs to another variant of the union.
    if (member.type?.kind === ts.SyntaxKind.UndefinedKeyword) return false;
    return !commentOf(member).includes("@default");
  });
  expect([...new Set(silent.map((member) => place(member, member.name.getText())))]).toEqual([]);
});

function nameOf(declaration: ts.Declaration): string {
  return ts.getNameOfDeclaration(declaration)?.getText() ?? "";
}

test("every export has a comment", () => {
  const silent = constructs.filter((declaration) => {
    // The props of a construct are for what the construct's comment says.
    if (nameOf(declaration).endsWith("Props")) return false;
    const holder = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
    return commentOf(holder) === "";
  });
  expect(silent.map((declaration) => place(declaration, nameOf(declaration)))).toEqual([]);
});

test("every member whose type leaves questions has a comment", () => {
  const silent = constructs
    .flatMap(members)
    .filter((member) => commentOf(member) === "" && leavesQuestions(typeOf(member)));
  expect([...new Set(silent.map((member) => place(member, member.name.getText())))]).toEqual([]);
});

/**
 * Names in the public API: what a program creates, and the types of what these take and give. A choice between words is
 * written as it is, and its type is no name of the API. The kinds of a choice with options have names, by which the pages of
 * the API show them: five of egress among them.
 */
const MOST_NAMES = 228;

test("the public API is what api.txt lists", async () => {
  const lines = [...new Set(api.map(nameOf))].sort();
  expect(lines.length).toBeLessThanOrEqual(MOST_NAMES);
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("../api.txt");
});

/** Classes that a program is given and does not create are exported as types. */
const created = new Set(
  [...(program.getSourceFile(`${src}index.ts`)?.statements ?? [])]
    .filter(ts.isExportDeclaration)
    .flatMap(({ isTypeOnly, exportClause }) => (isTypeOnly ? [] : (exportClause ?? [])))
    .flatMap((clause) => (ts.isNamedExports(clause) ? [...clause.elements] : []))
    .filter(({ isTypeOnly }) => !isTypeOnly)
    .map(({ name }) => name.text),
);

/** The types by which a declaration says what it takes: all of a shape; of a class its constructor and its methods. */
function inputsOf(declaration: ts.Declaration): readonly ts.Node[] {
  if (!ts.isClassDeclaration(declaration)) return [declaration];
  const isCreated = created.has(nameOf(declaration));
  return declaration.members
    .filter((member) => (isCreated && ts.isConstructorDeclaration(member)) || isPublicMember(member))
    .filter((member) => ts.isFunctionLike(member))
    .flatMap(({ parameters }) => parameters.flatMap(({ type }) => type ?? []));
}

function typesIn(node: ts.Node): readonly ts.Declaration[] {
  const inner: ts.Declaration[] = [];
  ts.forEachChild(node, (child) => {
    inner.push(...typesIn(child));
  });
  if (!ts.isTypeReferenceNode(node)) return inner;
  const symbol = checker.getSymbolAtLocation(node.typeName);
  const aliased =
    symbol && (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
  return [...inner, ...(aliased?.declarations ?? []).filter(isOurs)];
}

/** A choice such as "Standard" or "Premium" is written as it is: its type needs no name. */
function isChoiceOfWords(declaration: ts.Declaration): boolean {
  const type = checker.getTypeAtLocation(declaration);
  return (
    ts.isTypeAliasDeclaration(declaration) &&
    (type.isUnion() ? type.types : [type]).every((one) => one.isLiteral())
  );
}

test("what an export takes is exported", () => {
  const missing = api
    .flatMap(inputsOf)
    .flatMap(typesIn)
    .filter((declaration) => !ts.isTypeParameterDeclaration(declaration) && !api.includes(declaration))
    .filter((declaration) => !isChoiceOfWords(declaration))
    // What its file does not export is described by the shape that it is part of.
    .filter((declaration) => (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Export) !== 0);
  expect([...new Set(missing.map((declaration) => place(declaration, nameOf(declaration))))]).toEqual([]);
});
