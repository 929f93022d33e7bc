import { dashed, SharedFrontDoor, type TopologyStack } from "@aks-topology/constructs/internal";
import { TerraformOutput, TerraformStack } from "cdktf";
import { frontDoorTlsProps } from "../kinds/ingress/front-door-props.js";
import { fileKeyOf } from "../renames/file-keys.js";
import type { Platform } from "../schema/platform.js";
import type { SourceLocator } from "./source-locator.js";

interface FrontDoorsContext {
  readonly platform: Platform;
  readonly locator: SourceLocator;
  /** The stack of what belongs to no single spoke. */
  readonly stack: () => TopologyStack;
}

/** Builds the Front Doors that clusters share, before the clusters, which add their origins. */
export function buildFrontDoors({ platform, locator, stack }: FrontDoorsContext): SharedFrontDoor[] {
  return Object.entries(platform.frontDoors).flatMap(([key, spec]) => {
    const { tier, hostNames, tls, healthPath, sessionAffinity, waf } = spec;
    const { location, tags } = platform;
    const door = locator.tryBuild(
      ["frontDoors", key],
      () =>
        new SharedFrontDoor(stack(), key, {
          tier,
          hostNames,
          tls: tls && frontDoorTlsProps(tls),
          healthPath,
          sessionAffinity,
          waf,
          location,
          tags,
        }),
    );
    return door === undefined ? [] : [door];
  });
}

/** What operators need of the profile itself; its origins have outputs of their clusters. */
export function addFrontDoorOutputs(doors: readonly SharedFrontDoor[]): void {
  for (const door of doors) {
    const { frontDoor } = door;
    const key = fileKeyOf(door);
    const stack = TerraformStack.of(door);
    const add = (name: string, value: string, description: string): void => {
      new TerraformOutput(stack, `front_door_${key}_${name}`, { value, description });
    };
    add("host_name", frontDoor.endpoint.hostName, "Name that Front Door itself gives.");
    add("id", frontDoor.profile.resourceGuid, "What the header X-Azure-FDID has to say.");
    for (const { hostName, resource } of frontDoor.domains)
      add(
        `validation_${dashed(hostName)}`,
        resource.validationToken,
        `TXT record _dnsauth.${hostName}, which proves the name.`,
      );
  }
}
