import { AZURERM_MAJORS, type AzurermMajor } from "@aks-topology/terraform";

/** What requires azurerm 5 in a platform file. */
const FROM_5 = /^\s*(subnetAssociations: inline|nodes: auto|type: automatic)$/m;

/** The majors of azurerm that a platform file can be written for. */
export function majorsOf(text: string): readonly AzurermMajor[] {
  return AZURERM_MAJORS.filter((major) => major === 5 || !FROM_5.test(text));
}
