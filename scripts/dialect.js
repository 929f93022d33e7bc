/** The dialect of the sources: ESLint selectors for `no-restricted-syntax`. */

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
