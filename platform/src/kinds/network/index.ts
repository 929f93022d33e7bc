import type { NetworkPlugin } from "@aks-topology/constructs";
import * as z from "zod";
import { featureRows, optionsOf, type KindFeature, type SpecsOf } from "../kind.js";
import { azureCniOverlay } from "./azure-cni-overlay.js";
import { azureCniPodSubnet } from "./azure-cni-pod-subnet.js";
import { azureCni } from "./azure-cni.js";
import { cilium } from "./cilium.js";
import type { NetworkKind } from "./kind.js";
import { kubenet } from "./kubenet.js";
import { none } from "./none.js";

/** Every network plugin by its name in the platform file and in the constructs. */
const KINDS = {
  kubenet,
  "azure-cni": azureCni,
  "azure-cni-pod-subnet": azureCniPodSubnet,
  "azure-cni-overlay": azureCniOverlay,
  cilium,
  none,
} satisfies Record<NetworkPlugin["type"], unknown>;

type Specs = SpecsOf<typeof KINDS>;

export const NETWORK: {
  readonly [K in keyof Specs]: Pick<NetworkKind, "schema" | "variations"> & {
    readonly network: (spec: Specs[K]) => NetworkPlugin;
    readonly features: readonly KindFeature<Specs[K]>[];
  };
} = KINDS;

/** How pods are connected. */
export const network = z.discriminatedUnion("plugin", optionsOf(KINDS));

/** The choice of a platform file as the constructs accept it. */
export function networkOf<K extends keyof Specs>(plugin: K, spec: Specs[K]): NetworkPlugin {
  return NETWORK[plugin].network(spec);
}

export const NETWORK_FEATURES = featureRows<Specs>(NETWORK, "plugin");
