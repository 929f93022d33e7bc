/** Terraform JSON of azurerm: schema, structural check, majors, expressions and their evaluation, ids, HCL. */
export {
  AZURERM_MAJORS,
  azurermSchema,
  typeSchema,
  type AzurermMajor,
  type BlockSchema,
  type ProviderSchema,
  type TerraformType,
} from "./schema.js";
export { checkStructure, STRUCTURE_CODES, type StructureCode, type StructureProblem } from "./structure.js";
export {
  AZURERM_CONSTRAINTS,
  AZURERM_5_REWRITES,
  NOT_REWRITTEN,
  rewriteForMajor,
  type Rewrite,
} from "./provider-majors.js";
export { resourceProvidersOf, withRegistrations, type Registration } from "./resource-providers.js";
export { didYouMean, nearestFirst, nearestName } from "./did-you-mean.js";
export { literalTemplate, literalTemplates } from "./literal.js";
export { parseTemplate } from "./expression-reader.js";
export { soleExpression, type Expression, type Step, type TemplatePart } from "./expression.js";
export { hclBlocks, joinHcl, toHcl, type Comments, type HclBlock, type HclKind } from "./hcl.js";
export { writeBlock, type Attribute, type Block, type Body } from "./hcl/layout.js";
export { writeValue } from "./hcl/values.js";
export { armId, azurermTypeOfArm, typeOfId } from "./arm-paths.js";
export { evaluate, follow, variableResolver, type Resolver } from "./evaluate.js";
export { isKnown, Term } from "./term.js";
export { formatPath, referencedAddress, referencesIn, type Reference } from "./references.js";
export {
  ResolvedStacks,
  type ResolvedElement,
  type ResolvedStacksOptions,
  type Stack,
} from "./resolved-stacks.js";
export { diffStacks, type DiffOptions } from "./diff/diff-stacks.js";
export {
  ACTIONS,
  KNOWN_AFTER_APPLY,
  SENSITIVE,
  type Action,
  type AttributeChange,
  type Change,
} from "./diff/change.js";
export { majorOf, providerVersion } from "./diff/provider-version.js";
export { compareBodies, type Difference } from "./diff/compare.js";
export { behavioursOf } from "./diff/force-new.js";
export { ignoredBy, valueAt } from "./diff/body.js";
export { isIgnored, pathText } from "./diff/path.js";
export { TypeRules } from "./diff/type-rules.js";
