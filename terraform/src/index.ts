/** What the project knows of Terraform itself: the provider's schema, the structural check, the two majors, HCL. */
export {
  azurermMajors,
  azurermSchema,
  typeSchema,
  type AzurermMajor,
  type BlockSchema,
  type ProviderSchema,
  type TerraformType,
} from "./schema.js";
export { checkStructure, structureCodes, type StructureCode, type StructureProblem } from "./structure.js";
export {
  azurermConstraints,
  azurerm5Rewrites,
  notRewritten,
  rewriteForMajor,
  type Rewrite,
} from "./provider-majors.js";
export { parseTemplate } from "./expression-reader.js";
export { soleExpression, type Expression, type Step, type TemplatePart } from "./expression.js";
export { hclBlocks, joinHcl, toHcl, type Comments, type HclBlock, type HclKind } from "./hcl.js";
export { writeBlock, type Attribute, type Block, type Body } from "./hcl/layout.js";
export { writeValue } from "./hcl/values.js";
export { armId, typeOfId } from "./arm-paths.js";
export { evaluate, follow, isKnown, Term, variableResolver, type Resolver } from "./evaluate.js";
export { formatPath, referencedAddress, referencesIn, type Reference } from "./references.js";
export {
  ResolvedStacks,
  type ResolvedElement,
  type ResolvedStacksOptions,
  type Stack,
} from "./resolved-stacks.js";
