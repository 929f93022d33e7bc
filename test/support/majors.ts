import { AZURERM_MAJORS, type AzurermMajor } from "@aks-topology/terraform";

/** The majors of azurerm that a platform file can be written for: `subnetAssociations: inline` requires azurerm 5. */
export function majorsOf(text: string): readonly AzurermMajor[] {
  return AZURERM_MAJORS.filter((major) => major === 5 || !/^\s*subnetAssociations: inline$/m.test(text));
}
