/** The problems of the structural check. */

/** The codes of the structural check, one sentence each. */
export const STRUCTURE_CODES = {
  TF_MALFORMED: "A part of the Terraform JSON does not have the shape that Terraform requires.",
  TF_UNKNOWN_TYPE: "A resource or data source has a type that the provider's schema lacks.",
  TF_UNKNOWN_ATTRIBUTE: "An attribute or block is set that the schema of its type lacks.",
  TF_MISSING_ATTRIBUTE: "A required attribute is not set.",
  TF_MISSING_BLOCK: "A required block is missing or occurs less often than the schema requires.",
  TF_TOO_MANY_BLOCKS: "A block is repeated more often than the schema allows.",
  TF_COMPUTED_ATTRIBUTE: "An attribute is set that only the provider can set.",
  TF_WRONG_TYPE: "A value does not have the type of its attribute.",
  TF_BAD_EXPRESSION: "A template or expression has a syntax error.",
  TF_DANGLING_REFERENCE: "A reference names an element that the configuration does not declare.",
  TF_UNKNOWN_PATH: "A reference names an attribute that its target does not have.",
  TF_CYCLE: "Elements depend on each other.",
  TF_BAD_META_ARGUMENT: "depends_on, ignore_changes, count or another meta-argument is malformed.",
  TF_BAD_MOVE: "A moved block has no address, moves what is still declared, or contradicts another one.",
  TF_UNKNOWN_PROVIDER: "A provider configuration is used that is not declared.",
  TF_SENSITIVE_OUTPUT: "An output exposes a sensitive value without being marked as sensitive.",
} as const satisfies Readonly<Record<string, string>>;

/** A code of the structural check. */
export type StructureCode = keyof typeof STRUCTURE_CODES;

/** A reason why Terraform would refuse the configuration. */
export interface StructureProblem {
  readonly code: StructureCode;
  /** The Terraform address of the element, `azurerm_subnet.nodes`; empty for the configuration as a whole. */
  readonly address: string;
  /** Path in the JSON: `resource.azurerm_subnet.nodes.delegation[0].name`. */
  readonly path: string;
  readonly message: string;
  readonly hint: string;
}

/** A location in the JSON, for problems. */
export interface Place {
  readonly address: string;
  readonly path: string;
}

export function at(place: Place, key: string | number): Place {
  const step = typeof key === "number" ? `[${key}]` : `.${key}`;
  return { address: place.address, path: place.path === "" ? String(key) : place.path + step };
}

export type Report = (code: StructureCode, place: Place, message: string, hint: string) => void;
