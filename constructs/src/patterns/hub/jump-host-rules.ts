import { sizeOf, type SizeFamily } from "../../aks/vm-sizes.js";
import { knownText } from "../../core/known.js";
import { defineRule } from "../../core/rule.js";

/** Families without machines of generation 2, or without Trusted Launch, by the names of the table of sizes. */
const WITHOUT_TRUSTED_LAUNCH: readonly string[] = ["Av2", "Amv2", "M", "NP (FPGA)"];

/** In families with machines of both generations, names without `s` are those of generation 1. */
const GENERATION_1 = /^standard_[de]\d+(-\d+)?_v[23]$/i;

/** Rules on the jump host of a hub. */

export const JUMP_HOST_SIZE = defineRule({
  code: "JUMP_HOST_SIZE",
  title: "Size that a jump host cannot have",
  explanation:
    "A jump host boots an image of Ubuntu for x64 processors with Trusted Launch (secure boot and a virtual TPM), which machines of generation 1, the A, M and confidential families and NP do not support. Azure rejects the machine when it is created.",
  remedy: "Choose a size such as Standard_B2s_v2 or Standard_D2s_v5.",
  source: "Virtual machines documentation, Trusted Launch, virtual machine sizes (2025-04-21)",
  terraform: "structure",
}).case({
  matches: ({ vmSize }: { readonly vmSize: string }) => lackOf(vmSize) !== undefined,
  prop: "vmSize",
  message: ({ vmSize }) =>
    `The jump host is to have size ${knownText(vmSize) ?? vmSize}, and ${lackOf(vmSize) ?? "it"}.`,
});

/** What a size lacks, in words; undefined for a size that fits, and for one that the table of sizes lacks. */
function lackOf(vmSize: string): string | undefined {
  const family = sizeOf(vmSize)?.family;
  if (family === undefined) return undefined;
  const has = (trait: NonNullable<SizeFamily["traits"]>[number]): boolean =>
    family.traits?.includes(trait) === true;
  if (has("Arm64")) return "its processors are Arm64";
  if (has("confidential") || has("TDX")) return "machines of a confidential size have no Trusted Launch";
  if (GENERATION_1.test(knownText(vmSize) ?? vmSize))
    return "machines of generation 1 have no Trusted Launch";
  return WITHOUT_TRUSTED_LAUNCH.includes(family.name)
    ? `machines of family ${family.name} have no Trusted Launch`
    : undefined;
}
