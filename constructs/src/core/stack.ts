import { TerraformStack, type TerraformElement } from "cdktf";
import { Node, type Construct } from "constructs";
import type { CloudName } from "./clouds.js";
import { addressName, addressOf, joinedLabels, withoutElementMetadata } from "./cdktf.js";
import type { AddressBook } from "../net/address-book.js";
import { watchNames } from "./collisions.js";
import { movesOf, useLabels } from "./labels.js";
import { Naming } from "./naming.js";
import { finish } from "./late-work.js";
import { useAddressBook } from "./places.js";
import { requiredTerraform } from "./required-version.js";
import { watchTags } from "./tag-limits.js";

/** The major of the azurerm provider that the output is for. No one configuration fits both. */
export type AzurermMajor = 4 | 5;

/** A last change to the synthesized JSON of a stack. */
export type TerraformRewrite = (json: TerraformJson) => TerraformJson;

/** Terraform's JSON configuration of one stack. */
export type TerraformJson = Record<string, unknown>;

export interface TopologyStackProps {
  /** Names the Azure resources of the stack. */
  readonly naming: Naming;
  /**
   * Whether the stack names a backend of its own. Without one, nothing about state is written, and the pipeline that
   * consumes the output decides.
   * @default false
   */
  readonly keepsBackend?: boolean | undefined;
  /** Version constraint of azurerm and other changes per provider major. @default none */
  readonly rewrite?: TerraformRewrite | undefined;
  /**
   * Places that subnets, addresses and priorities had before, and keep; several stacks may share one. After synthesis it has
   * those of new things too.
   * @default none: places follow from the order of construction
   */
  readonly addressBook?: AddressBook | undefined;
  /**
   * Names in Terraform: keys as they are, or in lower case with underscores, as is usual in modules.
   * @default "as-keys"
   */
  readonly labels?: "as-keys" | "snake-case" | undefined;
  /**
   * Names in Terraform that differ from the ids of constructs, by the path of ids below the stack, such as `shop/main`: those
   * that a construct had, the oldest first, and last the one that it has. `moved` blocks bridge them. @default none
   */
  readonly renamed?: ReadonlyMap<string, readonly string[]> | undefined;
  /** The cloud of Azure that it is for. @default "public" */
  readonly cloud?: CloudName | undefined;
  /** The oldest Terraform that understands the output. @default ">= 1.9" */
  readonly requiredVersion?: string | undefined;
}

/**
 * A stack with readable output: addresses from the construct path without hashes, no machine's path, no
 * metadata of the tool on each resource.
 */
export class TopologyStack extends TerraformStack {
  readonly naming: Naming;
  readonly cloud: CloudName;
  readonly #props: TopologyStackProps;
  readonly #addresses = new Map<string, TerraformElement>();

  constructor(scope: Construct, id: string, props: TopologyStackProps) {
    super(scope, id);
    this.#props = props;
    this.naming = props.naming;
    this.cloud = props.cloud ?? "public";
    Naming.provide(this, props.naming);
    if (props.addressBook !== undefined) useAddressBook(this, props.addressBook);
    if (props.renamed !== undefined) useLabels(this, props.renamed);
    watchNames(this);
    watchTags(this);
  }

  /**
   * The name in Terraform. One that another element of the type has is a problem, which `watchNames` finds; here it only
   * gets a number, since CDKTF would let one of the two vanish.
   */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    // Assets ask by node for the name of their folder; they have no address in Terraform.
    if (element instanceof Node) return addressName(this, element);
    const name = this.#written(addressName(this, element.node));
    const address = this.#written(addressOf(element));
    const holder = this.#addresses.get(address) ?? element;
    this.#addresses.set(address, holder);
    return holder === element ? name : `${name}_2`;
  }

  override toTerraform(): TerraformJson {
    finish(this);
    const json = withoutElementMetadata(super.toTerraform() as TerraformJson);
    const { backend, ...terraform } = objectAt(json, "terraform");
    const settings = {
      required_version: this.#props.requiredVersion ?? requiredTerraform(this),
      ...terraform,
    };
    const output = {
      ...json,
      terraform: this.#props.keepsBackend === true ? { ...settings, backend } : settings,
    };
    const rewritten = this.#props.rewrite?.(output) ?? output;
    const moved = movesOf(this, rewritten, (path) => this.#written(joinedLabels(path)));
    return moved.length === 0 ? rewritten : { ...rewritten, moved };
  }

  #written(name: string): string {
    return this.#props.labels === "snake-case" ? snakeCase(name) : name;
  }
}

/** `hub_AzureFirewallSubnet` becomes `hub_azure_firewall_subnet`, `web-shop` `web_shop`. */
function snakeCase(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll("-", "_")
    .toLowerCase();
}

function objectAt(json: TerraformJson, key: string): TerraformJson {
  const value = json[key];
  return typeof value === "object" && value !== null ? { ...value } : {};
}
