import { omitUndefined, type TopologyStack } from "@aks-topology/constructs/internal";
import { AzurermBackend, LocalBackend } from "cdktf";
import { DEFAULT_BLOB, type BackendSpec } from "../schema/backend.js";

/** Configures the stack's backend. The local one is relative, next to the output folder, where no later synth deletes it. */
export function useBackend(stack: TopologyStack, name: string, backend: BackendSpec | undefined): void {
  if (backend === undefined) return;
  switch (backend.type) {
    case "local":
      new LocalBackend(stack, { path: `../../../terraform.${name}.tfstate` });
      return;
    case "azurerm":
      new AzurermBackend(
        stack,
        omitUndefined({
          resourceGroupName: backend.resourceGroup,
          storageAccountName: backend.storageAccount,
          containerName: backend.container,
          key: (backend.key ?? DEFAULT_BLOB).replaceAll("STACK", name),
          useAzureadAuth: true,
          subscriptionId: backend.subscriptionId,
          environment: stack.cloud === "public" ? undefined : stack.cloud,
        }),
      );
  }
}
