/** The dialect of the sources: ESLint selectors for `no-restricted-syntax`, and the plugin `dialect`. */

/** A declaration at module level, exported or not. */
const declarators = (selector) =>
  ["Program", "Program > ExportNamedDeclaration"]
    .map((parent) => `${parent} > VariableDeclaration[kind=const] > VariableDeclarator${selector}`)
    .join(", ");

const DATA = "/^(Literal|TemplateLiteral|ArrayExpression|ObjectExpression)$/";
const withoutFunctions = ":not(:has(:function))[id.name=/[a-z]/]";

export const DIALECT = [
  {
    selector: [
      declarators(`[init.type=${DATA}]${withoutFunctions}`),
      declarators(
        `[init.type=/^TS(As|Satisfies)Expression$/][init.expression.type=${DATA}]${withoutFunctions}`,
      ),
    ].join(", "),
    message: "Write a module constant that is data in SCREAMING_CASE.",
  },
  {
    selector: declarators("[init.type=ArrowFunctionExpression]:not([id.typeAnnotation])"),
    message: "Declare a module's functions with `function`.",
  },
  {
    selector:
      "PropertyDefinition[accessibility=private], MethodDefinition[accessibility=private][kind!=constructor], TSParameterProperty[accessibility=private]",
    message: "Use #private members.",
  },
];

/**
 * `undefined` rather than `null`. A value of unknown type is compared with null where `typeof` is `object`: JavaScript
 * itself calls null an object.
 */
export const NO_NULL = [
  {
    selector: 'Literal[raw="null"]:not(LogicalExpression:has(UnaryExpression[operator=typeof]) Literal)',
    message: "Use undefined.",
  },
  { selector: "TSNullKeyword", message: "Use undefined." },
];

/** The docstring of a declaration, without its frame. */
function docstringOf(sourceCode, node) {
  const comment = sourceCode.getCommentsBefore(node).at(-1);
  return comment?.type === "Block" && comment.value.startsWith("*") ? textOf([comment]) : undefined;
}

function textOf(comments) {
  return comments
    .flatMap((comment) => comment.value.replace(/^\*/, "").split("\n"))
    .map((line) => line.replace(/^\s*\*? ?/, "").trimEnd())
    .join("\n")
    .trim();
}

function isExported(node) {
  return /^Export(Named|Default)Declaration$/.test(node?.parent.type);
}

/**
 * Defaults are `@default`, never a sentence. Each optional property of an exported interface that takes input, that is, whose name
 * ends in Props or Options, has one; elsewhere an optional property is often one that is absent, not one with a default.
 */
const defaults = {
  meta: { type: "suggestion", schema: [] },
  create({ sourceCode, report }) {
    return {
      TSPropertySignature(node) {
        const docstring = docstringOf(sourceCode, node) ?? "";
        const isAboutDefaults = docstring.includes("@default") || node.key.name?.startsWith("default");
        if (!isAboutDefaults && /(^|[.;:]\s)default\b/i.test(docstring))
          report({ node, message: "Write the default as `@default`." });
        // The docstring of a property describes the object that it holds.
        const owner = sourceCode
          .getAncestors(node)
          .findLast(({ type }) =>
            /^TS(InterfaceDeclaration|TypeAliasDeclaration|PropertySignature)$/.test(type),
          );
        if (!isExported(owner) || !/(Props|Options)$/.test(owner.id.name)) return;
        if (node.optional && !docstring.includes("@default"))
          report({ node, message: "Document the default of an optional property with `@default`." });
      },
    };
  },
};

const ENDS = /[.?!:…"'`)\]}]$/;

/** The fixed text at one end of a string or template literal; empty where a value decides. */
function edgeOf(node, end) {
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : "";
  if (node.type === "TemplateLiteral") return node.quasis.at(end).value.cooked;
  return node.type === "BinaryExpression" ? edgeOf(end === 0 ? node.left : node.right, end) : "";
}

function branchesOf(node) {
  return node.type === "ConditionalExpression"
    ? [...branchesOf(node.consequent), ...branchesOf(node.alternate)]
    : [node];
}

/** Runs of comments that are alone on their lines: each block comment, and line comments below each other. */
function commentsOf(sourceCode) {
  const runs = [];
  for (const comment of sourceCode.getAllComments()) {
    if (sourceCode.lines[comment.loc.start.line - 1].slice(0, comment.loc.start.column).trim() !== "")
      continue;
    const last = runs.at(-1)?.at(-1);
    if (comment.type === "Line" && last?.type === "Line" && last.loc.end.line === comment.loc.start.line - 1)
      runs.at(-1).push(comment);
    else runs.push([comment]);
  }
  return runs;
}

const FEWEST_WORDS = 4;

/**
 * Sentences end with a period, in comments and in strings for users; titles do not. A string that begins with a lower-case
 * letter is a clause, which its reader puts into a sentence; with the option `clauses`, every `message` is one.
 */
const sentences = {
  meta: {
    type: "suggestion",
    schema: [{ type: "object", properties: { clauses: { type: "boolean" } }, additionalProperties: false }],
    defaultOptions: [{ clauses: false }],
  },
  create({ sourceCode, report, options: [{ clauses }] }) {
    return {
      Program() {
        for (const run of commentsOf(sourceCode)) {
          const text = textOf(run)
            .replace(/(^|\s)@\w[^]*$/, "")
            .trim();
          if (/^[A-Z]/.test(text) && text.split(/\s+/).length >= FEWEST_WORDS && !ENDS.test(text))
            report({ loc: run.at(-1).loc, message: "End the sentence with a period." });
        }
      },
      "Property[key.name=/^(message|hint|remedy|explanation|description|title)$/]"(node) {
        if (clauses && node.key.name === "message") return;
        for (const value of branchesOf(node.value)) {
          const end = edgeOf(value, -1);
          if (end === "" || /^[a-z]/.test(edgeOf(value, 0))) continue;
          if (node.key.name === "title" && end.endsWith("."))
            report({ node: value, message: "End a title without a period." });
          if (node.key.name !== "title" && !ENDS.test(end))
            report({ node: value, message: "End the sentence with a period." });
        }
      },
    };
  },
};

export const PLUGIN = { rules: { defaults, sentences } };
