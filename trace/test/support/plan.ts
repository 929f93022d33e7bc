import { readTerraform } from "@aks-topology/trace";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** An object of a plan. */
export type Json = Readonly<Record<string, unknown>>;

/** What a test adds to a plan. */
export interface Planned {
  /** Values by address; what is known after apply is left out. */
  readonly values: Readonly<Record<string, Json>>;
  /** What the attributes of a resource refer to. */
  readonly references?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Expressions in blocks. */
  readonly blocks?: Readonly<Record<string, Json>>;
  readonly rest?: Json;
}

/** A plan of the root module, with a network, two subnets, and what a test adds. */
export function readPlan({
  values,
  references = {},
  blocks = {},
  rest = {},
}: Planned): ReturnType<typeof readTerraform> {
  const all: Readonly<Record<string, Json>> = {
    "azurerm_virtual_network.main": {
      name: "vnet",
      resource_group_name: "rg",
      address_space: ["10.1.0.0/16"],
    },
    "azurerm_subnet.front": subnet("front", "10.1.0.0/24"),
    "azurerm_subnet.back": subnet("back", "10.1.1.0/24"),
    ...values,
  };
  const resources = Object.entries(all).map(([address, own]) => {
    const [type = "", name = ""] = address.split(".");
    return { address, mode: "managed", type, name, values: own };
  });
  const configured = Object.keys(all).map((address) => ({
    address,
    expressions: {
      ...Object.fromEntries(
        Object.entries(references[address] ?? {}).map(([attribute, list]) => [
          attribute,
          { references: list },
        ]),
      ),
      ...blocks[address],
    },
  }));
  const folder = mkdtempSync(join(tmpdir(), "aks-topology-plan-"));
  try {
    const file = join(folder, "plan.json");
    writeFileSync(
      file,
      JSON.stringify({
        planned_values: { root_module: { resources } },
        configuration: { root_module: { resources: configured } },
        ...rest,
      }),
    );
    return readTerraform([file]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Values of a subnet of that network. */
export function subnet(name: string, prefix: string): Json {
  return {
    name,
    resource_group_name: "rg",
    virtual_network_name: "vnet",
    address_prefixes: [prefix],
    default_outbound_access_enabled: false,
  };
}
