import { CdnFrontdoorCustomDomainAssociation } from "@cdktf/provider-azurerm/lib/cdn-frontdoor-custom-domain-association/index.js";
import { CdnFrontdoorCustomDomain } from "@cdktf/provider-azurerm/lib/cdn-frontdoor-custom-domain/index.js";
import { CdnFrontdoorEndpoint } from "@cdktf/provider-azurerm/lib/cdn-frontdoor-endpoint/index.js";
import { CdnFrontdoorOriginGroup } from "@cdktf/provider-azurerm/lib/cdn-frontdoor-origin-group/index.js";
import { CdnFrontdoorOrigin } from "@cdktf/provider-azurerm/lib/cdn-frontdoor-origin/index.js";
import { CdnFrontdoorProfile } from "@cdktf/provider-azurerm/lib/cdn-frontdoor-profile/index.js";
import { CdnFrontdoorRoute } from "@cdktf/provider-azurerm/lib/cdn-frontdoor-route/index.js";
import {
  conditional,
  Fn,
  Op,
  ref,
  TerraformCount,
  TerraformVariable,
  Token,
  VariableType,
  type TerraformResource,
} from "cdktf";
import { Construct } from "constructs";
import { dashed } from "../core/dashed.js";
import { DEFAULTS } from "../core/defaults.js";
import { Naming } from "../core/naming.js";
import type { Placement } from "../core/placement.js";
import { report } from "../core/problem.js";
import { FRONT_DOOR_ORIGIN_NAME, FRONT_DOOR_TIER } from "./rules.js";

/** Premium has private link and managed rules; Standard has neither. */
export type FrontDoorTier = "Standard" | "Premium";

/** What Front Door fetches from. */
export type FrontDoorOrigin =
  /** A public load balancer of the cluster. */
  | { readonly type: "public" }
  /** A private link service in front of an internal load balancer, in this region. Takes the Premium tier. */
  | { readonly type: "private-link"; readonly location: string };

export interface FrontDoorProps {
  readonly placement: Placement;
  /** Private origins take Premium. */
  readonly tier: FrontDoorTier;
  readonly origin: FrontDoorOrigin;
  /** Name that the origin answers to, and that its certificate has: Front Door checks it. */
  readonly originHost: string;
  /** Path that answers 200 while the origin is well. @default "/" */
  readonly healthPath?: string | undefined;
  /** Custom host names. @default only the endpoint's own name */
  readonly hostNames?: readonly string[] | undefined;
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

const PROBE_SECONDS = 30;

/**
 * Azure Front Door in front of one cluster, over HTTPS all the way.
 *
 * AKS makes the private link service when its Service is applied, after Terraform. Until its id is given through a
 * variable, origin and route are not made.
 */
export class FrontDoor extends Construct {
  readonly profile: CdnFrontdoorProfile;
  readonly endpoint: CdnFrontdoorEndpoint;
  /** Name of the variable that takes the private link service's id, where the origin is one. */
  readonly variable: string | undefined;
  /** The team's own names, with the resource that proves each. */
  readonly domains: readonly { readonly hostName: string; readonly resource: CdnFrontdoorCustomDomain }[];

  constructor(scope: Construct, id: string, props: FrontDoorProps) {
    super(scope, id);
    const { placement, tier, nameParts, hostNames = [] } = props;
    report(this, FRONT_DOOR_TIER.judge(props), FRONT_DOOR_ORIGIN_NAME.judge(props));
    const naming = Naming.of(this);
    const { tags = {} } = placement;
    const tagged = Object.keys(tags).length === 0 ? {} : { tags: { ...tags } };
    this.profile = new CdnFrontdoorProfile(this, "~profile", {
      name: naming.name(this, "frontDoor", ...nameParts),
      resourceGroupName: placement.resourceGroupName,
      skuName: `${tier}_AzureFrontDoor`,
      ...tagged,
    });
    this.endpoint = new CdnFrontdoorEndpoint(this, "~endpoint", {
      name: naming.uniqueName(this, "frontDoorEndpoint", ...nameParts),
      cdnFrontdoorProfileId: this.profile.id,
      ...tagged,
    });
    this.domains = [...new Set(hostNames)].map((hostName) => ({
      hostName,
      resource: this.#domain(hostName),
    }));
    this.variable = this.#route(props);
  }

  #domain(hostName: string): CdnFrontdoorCustomDomain {
    const name = dashed(hostName);
    return new CdnFrontdoorCustomDomain(this, name, {
      name,
      cdnFrontdoorProfileId: this.profile.id,
      hostName,
      tls: { certificateType: "ManagedCertificate" },
    });
  }

  /** Origin and route; returns the variable's name, where they wait for one. */
  #route(props: FrontDoorProps): string | undefined {
    const { origin, originHost } = props;
    const group = this.#originGroup(props.healthPath ?? DEFAULTS.frontDoor.healthPath);
    const service = origin.type === "private-link" ? this.#linkVariable() : undefined;
    const known = service === undefined ? {} : { count: whenGiven(service) };
    const made = new CdnFrontdoorOrigin(this, "~origin", {
      name: "cluster",
      cdnFrontdoorOriginGroupId: group.id,
      enabled: true,
      hostName: originHost,
      originHostHeader: originHost,
      certificateNameCheckEnabled: true,
      ...(origin.type === "public" || service === undefined
        ? {}
        : {
            privateLink: {
              location: origin.location,
              privateLinkTargetId: service.stringValue,
              requestMessage: `Front Door of ${props.nameParts.join("/")}`,
            },
          }),
      ...known,
    });
    const domainIds = this.domains.map(({ resource }) => resource.id);
    const route = new CdnFrontdoorRoute(this, "~route", {
      name: "cluster",
      cdnFrontdoorEndpointId: this.endpoint.id,
      cdnFrontdoorOriginGroupId: group.id,
      cdnFrontdoorOriginIds: [service === undefined ? made.id : firstId(made)],
      supportedProtocols: ["Http", "Https"],
      patternsToMatch: ["/*"],
      forwardingProtocol: "HttpsOnly",
      httpsRedirectEnabled: true,
      linkToDefaultDomain: true,
      ...(domainIds.length === 0 ? {} : { cdnFrontdoorCustomDomainIds: domainIds }),
      ...known,
    });
    for (const { hostName, resource } of this.domains) {
      new CdnFrontdoorCustomDomainAssociation(this, `${dashed(hostName)}_route`, {
        cdnFrontdoorCustomDomainId: resource.id,
        cdnFrontdoorRouteIds: [service === undefined ? route.id : firstId(route)],
        ...known,
      });
    }
    return service?.friendlyUniqueId;
  }

  #originGroup(healthPath: string): CdnFrontdoorOriginGroup {
    return new CdnFrontdoorOriginGroup(this, "~group", {
      name: "cluster",
      cdnFrontdoorProfileId: this.profile.id,
      sessionAffinityEnabled: false,
      loadBalancing: {},
      healthProbe: {
        path: healthPath,
        protocol: "Https",
        requestType: "HEAD",
        intervalInSeconds: PROBE_SECONDS,
      },
    });
  }

  #linkVariable(): TerraformVariable {
    return new TerraformVariable(this, "private_link_service_id", {
      type: VariableType.STRING,
      default: "",
      description:
        "Id of the private link service that AKS made for the cluster's internal Service. Empty until it exists: then Front Door has no origin yet.",
    });
  }
}

function whenGiven(variable: TerraformVariable): TerraformCount {
  return TerraformCount.of(Token.asNumber(conditional(Op.eq(variable.stringValue, Fn.rawString("")), 0, 1)));
}

/** The id of a resource that is made once or not at all. */
function firstId(resource: TerraformResource): string {
  return Token.asString(ref(`${resource.terraformResourceType}.${resource.friendlyUniqueId}[0].id`));
}
