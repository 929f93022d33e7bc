/** What a type does with changes of its arguments, for one version of the provider. */
import type { TypeBehaviour } from "./force-new.js";
import { valueRule, type ValueChange } from "./value-rules.js";

/** The arguments of one resource on both sides, which rules by values also look at. */
export type Surroundings = Pick<ValueChange, "before" | "after" | "version">;

/**
 * Blocks that Azure fills in where the configuration has none: absent, they keep what they hold. The schema marks attributes
 * so, but not blocks. Source: azurerm 4.55.0, Optional and Computed in the schemas of these resources.
 */
const COMPUTED_BLOCKS: Readonly<Record<string, readonly string[]>> = {
  azurerm_kubernetes_cluster: [
    "auto_scaler_profile",
    "kubelet_identity",
    "network_profile",
    "network_profile.load_balancer_profile",
    "network_profile.nat_gateway_profile",
    "windows_profile",
  ],
  azurerm_storage_account: [
    "blob_properties",
    "network_rules",
    "queue_properties",
    "routing",
    "share_properties",
  ],
  azurerm_key_vault: ["network_acls"],
  azurerm_application_gateway: ["ssl_policy"],
  azurerm_virtual_network_gateway: ["bgp_settings"],
  azurerm_vpn_gateway: ["bgp_settings"],
  azurerm_vpn_gateway_connection: ["routing"],
};

const NOTHING: TypeBehaviour = { forceNew: ["name", "location", "resource_group_name"] };

export class TypeRules {
  readonly #type: string;
  readonly #behaviour: TypeBehaviour;
  readonly #surroundings: Surroundings;

  /** @param behaviour of the type; undefined for one that the data does not have */
  constructor(type: string, behaviour: TypeBehaviour | undefined, surroundings: Surroundings) {
    this.#type = type;
    this.#behaviour = behaviour ?? NOTHING;
    this.#surroundings = surroundings;
  }

  /** Whether a change of an argument or block replaces the resource. */
  forces(path: string, old: unknown, now: unknown): boolean {
    if (this.#behaviour.neverUpdated === true) return true;
    const rule = valueRule(this.#type, path);
    return rule === undefined
      ? this.#behaviour.forceNew.includes(path)
      : rule({ old, now, ...this.#surroundings });
  }

  /** Whether some argument below a path forces. */
  forcesBelow(path: string): boolean {
    return this.#behaviour.forceNew.some((forcing) => forcing.startsWith(`${path}.`));
  }

  defaultOf(path: string): string | number | boolean | undefined {
    return this.#behaviour.defaults?.[path];
  }

  isComputed(path: string): boolean {
    return this.#behaviour.computed?.includes(path) === true;
  }

  isComputedBlock(path: string): boolean {
    return this.isComputed(path) || COMPUTED_BLOCKS[this.#type]?.includes(path) === true;
  }

  isSuppressed(path: string): boolean {
    return this.#behaviour.suppressed?.includes(path) === true;
  }

  isSet(path: string): boolean {
    return this.#behaviour.sets?.includes(path) === true;
  }
}
