/** The network interfaces of a cluster's nodes, in its node resource group. */
import { demandText, type ArmClient } from "./arm-client.js";
import { objectsAt, textAt, type JsonObject } from "./json.js";
import { Memo } from "./memo.js";

export interface NodeInterface {
  readonly id: string;
  /** The machine, as `aks-system-12345678-vmss/0` in a scale set. */
  readonly name: string;
  readonly machine: string;
  readonly address: string;
  /** In lower case. */
  readonly subnet: string;
}

const AKS = "2025-05-01";
const COMPUTE = "2024-07-01";
const NETWORK = "2024-05-01";
/** The one in which interfaces of scale sets are listed (Microsoft.Network, vmssNetworkInterface). */
const SCALE_SET_INTERFACES = "2018-10-01";

export class NodeInterfaces {
  readonly #arm: ArmClient;
  readonly #clusters = new Memo<readonly NodeInterface[]>();

  constructor(arm: ArmClient) {
    this.#arm = arm;
  }

  /** None where the cluster does not exist, or has no nodes. */
  of(cluster: string): Promise<readonly NodeInterface[]> {
    return this.#clusters.of(cluster.toLowerCase(), () => this.#read(cluster));
  }

  async #read(cluster: string): Promise<readonly NodeInterface[]> {
    const body = await this.#arm.get(cluster, AKS);
    if (body === undefined) return [];
    const group = demandText(body, "properties.nodeResourceGroup");
    const [, subscription = ""] = /^\/subscriptions\/([^/]+)\//i.exec(cluster) ?? [];
    const providers = `/subscriptions/${subscription}/resourceGroups/${group}/providers`;
    const sets = await this.#arm.list(`${providers}/Microsoft.Compute/virtualMachineScaleSets`, COMPUTE);
    const ofSets = await Promise.all(
      sets.map((set) => this.#arm.list(`${textAt(set, "id") ?? ""}/networkInterfaces`, SCALE_SET_INTERFACES)),
    );
    // Pools of the type VirtualMachines.
    const alone = await this.#arm.list(`${providers}/Microsoft.Network/networkInterfaces`, NETWORK);
    return [...ofSets.flat(), ...alone].flatMap(interfaceIn);
  }
}

/** Interfaces of private endpoints have no machine. */
function interfaceIn(body: JsonObject): readonly NodeInterface[] {
  const id = textAt(body, "id");
  const machine = textAt(body, "properties.virtualMachine.id");
  const configurations = objectsAt(body, "properties.ipConfigurations");
  const primary =
    configurations.find(({ properties }) => textAt(properties, "privateIPAddressVersion") !== "IPv6") ??
    configurations[0];
  const address = textAt(primary, "properties.privateIPAddress");
  const subnet = textAt(primary, "properties.subnet.id");
  if (id === undefined || machine === undefined || address === undefined || subnet === undefined) return [];
  const [, set, instance] =
    /virtualMachineScaleSets\/([^/]+)\/virtualMachines\/([^/]+)$/i.exec(machine) ?? [];
  const name = set === undefined ? machine.slice(machine.lastIndexOf("/") + 1) : `${set}/${instance ?? ""}`;
  return [{ id, name, machine, address, subnet: subnet.toLowerCase() }];
}
