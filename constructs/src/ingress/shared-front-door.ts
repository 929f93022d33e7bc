import { Construct } from "constructs";
import { setPath } from "../core/places.js";
import { check, report } from "../core/problem.js";
import { CLOUD_LACKS } from "../core/rules/clouds.js";
import { ResourceGroup } from "../network/resource-group.js";
import type { FrontDoorTls } from "./front-door-certificates.js";
import type { FrontDoorWafProps } from "./front-door-waf.js";
import { FrontDoor, type FrontDoorTier } from "./front-door.js";
import { FRONT_DOOR_UNUSED } from "./rules.js";

export interface SharedFrontDoorProps {
  /** Private origins take Premium. */
  readonly tier: FrontDoorTier;
  /** Path that answers 200 while an origin is well. @default "/" */
  readonly healthPath?: string | undefined;
  /** Whether the requests of a user go to one origin, by a cookie. @default false */
  readonly sessionAffinity?: boolean | undefined;
  /** Custom host names. @default only the endpoint's own name */
  readonly hostNames?: readonly string[] | undefined;
  /** Certificates in Key Vault. @default certificates that Front Door manages */
  readonly tls?: FrontDoorTls | undefined;
  /** @default no web application firewall */
  readonly waf?: FrontDoorWafProps | undefined;
  /** Azure region of the resource group; the profile itself is global. */
  readonly location: string;
  /** @default no tags */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/**
 * A Front Door for several clusters, in one region or several, with a resource group of its own: it outlives each of the
 * clusters. Its id is the name of the profile in the platform.
 */
export class SharedFrontDoor extends Construct {
  /** Name in the platform. */
  readonly key: string;
  readonly resourceGroup: ResourceGroup;
  readonly frontDoor: FrontDoor;

  constructor(scope: Construct, key: string, props: SharedFrontDoorProps) {
    super(scope, `front_door_${key}`);
    this.key = key;
    setPath(this, `frontDoors.${key}`);
    const { location, tags, ...profile } = props;
    this.resourceGroup = new ResourceGroup(this, "~group", {
      location,
      tags,
      nameParts: ["front-door", key],
    });
    this.frontDoor = new FrontDoor(this, "~front_door", {
      ...profile,
      placement: this.resourceGroup.placement,
      groupName: "clusters",
      nameParts: [key],
    });
    report(this, CLOUD_LACKS.judge({ location, feature: "Azure Front Door as azurerm creates it" }));
    check(this, () => [FRONT_DOOR_UNUSED.judge(this.frontDoor)]);
  }
}
