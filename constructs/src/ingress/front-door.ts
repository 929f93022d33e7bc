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
import { omitUndefined } from "../core/omit-undefined.js";
import type { Placement } from "../core/placement.js";
import { check, report } from "../core/problem.js";
import { subscriptionIdOf } from "../core/subscriptions.js";
import { FrontDoorCertificates, MANAGED, type FrontDoorTls } from "./front-door-certificates.js";
import { FRONT_DOOR_CERTIFICATE_HOST, FRONT_DOOR_VAULT_ELSEWHERE } from "./front-door-tls-rules.js";
import {
  FRONT_DOOR_ORIGIN_NAME,
  FRONT_DOOR_ORIGIN_TWICE,
  FRONT_DOOR_ORIGINS_MIXED,
  FRONT_DOOR_TIER,
} from "./rules.js";
import { FrontDoorWaf, type FrontDoorWafProps } from "./front-door-waf.js";

/** Premium has private link and managed rules; Standard has neither. */
export type FrontDoorTier = "Standard" | "Premium";

/** What Front Door fetches from. */
export type FrontDoorOrigin =
  /** A public load balancer of the cluster. */
  | { readonly type: "public" }
  /** A private link service in front of an internal load balancer. Takes the Premium tier. */
  | {
      readonly type: "private-link";
      /** Azure region of the private endpoint that Front Door creates, such as `westeurope`. */
      readonly location: string;
    };

export interface FrontDoorProps {
  readonly placement: Placement;
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
  /** Name of origin group and route, for a profile with several origins. @default that of a single origin */
  readonly groupName?: string | undefined;
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

export interface FrontDoorOriginProps {
  /** Name in the origin group. */
  readonly name: string;
  readonly origin: FrontDoorOrigin;
  /** Name that the origin answers to, and that its certificate has: Front Door checks it. */
  readonly originHost: string;
  /** 1 to 5: requests go to the healthy origins of the lowest number. @default Azure's, 1 */
  readonly priority?: number | undefined;
  /** 1 to 1000: share of the requests among origins of one priority. @default Azure's, 500 */
  readonly weight?: number | undefined;
  /** What Front Door says when it asks for the approval of its connection. */
  readonly requestMessage: string;
  /** Construct on which problems of the origin are reported. @default the Front Door */
  readonly reportOn?: Construct | undefined;
}

interface AddedOrigin extends FrontDoorOriginProps {
  readonly resource: CdnFrontdoorOrigin;
  /** Takes the id of the private link service, where the origin is one. */
  readonly service: TerraformVariable | undefined;
}

const PROBE_SECONDS = 30;

/**
 * Azure Front Door in front of one cluster or several, over HTTPS all the way: a profile with one endpoint, one origin
 * group and one route.
 *
 * AKS makes the private link service when its Service is applied, after Terraform. Until its id is given through a
 * variable, its origin is not made, and without any origin the route is not.
 */
export class FrontDoor extends Construct {
  readonly profile: CdnFrontdoorProfile;
  readonly endpoint: CdnFrontdoorEndpoint;
  /** The team's own names, with the resource that proves each. */
  readonly domains: readonly { readonly hostName: string; readonly resource: CdnFrontdoorCustomDomain }[];
  readonly #props: FrontDoorProps;
  readonly #groupName: string;
  readonly #group: CdnFrontdoorOriginGroup;
  readonly #origins: AddedOrigin[] = [];
  #route: CdnFrontdoorRoute | undefined;
  #associations: readonly CdnFrontdoorCustomDomainAssociation[] = [];

  constructor(scope: Construct, id: string, props: FrontDoorProps) {
    super(scope, id);
    const { placement, tier, nameParts, hostNames = [] } = props;
    this.#props = props;
    this.#groupName = props.groupName ?? "cluster";
    const naming = Naming.of(this);
    const { tags = {} } = placement;
    const tagged = Object.keys(tags).length === 0 ? {} : { tags: { ...tags } };
    this.profile = new CdnFrontdoorProfile(this, "~profile", {
      name: naming.name(this, "frontDoor", ...nameParts),
      resourceGroupName: placement.resourceGroupName,
      skuName: `${tier}_AzureFrontDoor`,
      ...(props.tls === undefined ? {} : { identity: { type: "SystemAssigned" } }),
      ...tagged,
    });
    this.endpoint = new CdnFrontdoorEndpoint(this, "~endpoint", {
      name: naming.uniqueName(this, "frontDoorEndpoint", ...nameParts),
      cdnFrontdoorProfileId: this.profile.id,
      ...tagged,
    });
    const certificates = this.#certificates(props.tls, hostNames);
    this.domains = [...new Set(hostNames)].map((hostName) => ({
      hostName,
      resource: this.#domain(hostName, certificates),
    }));
    this.#group = this.#originGroup(props.healthPath ?? DEFAULTS.frontDoor.healthPath);
    if (props.waf !== undefined)
      new FrontDoorWaf(this, "waf", {
        ...props.waf,
        placement,
        tier,
        nameParts,
        profileId: this.profile.id,
        domainIds: [this.endpoint.id, ...this.domains.map(({ resource }) => resource.id)],
      });
  }

  /** Whether it has an origin yet. */
  get hasOrigins(): boolean {
    return this.#origins.length > 0;
  }

  /**
   * Adds an origin to the group, and to the route, which the first one creates.
   *
   * @param scope construct below which it is created: the Front Door itself, or one below it for each of several origins
   * @returns the resource, and the name of the variable that takes the private link service's id, where the origin is one
   */
  addOrigin(
    scope: Construct,
    props: FrontDoorOriginProps,
  ): { readonly resource: CdnFrontdoorOrigin; readonly variable: string | undefined } {
    const { tier, hostNames = [], groupName } = this.#props;
    const { origin, originHost, reportOn = this } = props;
    const others = this.#origins.map((other) => ({ type: other.origin.type, host: other.originHost }));
    const choices = { tier, hostNames, origin, originHost, others, shared: groupName !== undefined };
    report(
      reportOn,
      FRONT_DOOR_TIER.judge(choices),
      FRONT_DOOR_ORIGIN_NAME.judge(choices),
      FRONT_DOOR_ORIGINS_MIXED.judge(choices),
      FRONT_DOOR_ORIGIN_TWICE.judge(choices),
    );
    const service = origin.type === "private-link" ? linkVariable(scope) : undefined;
    const resource = this.#origin(scope, props, service);
    this.#origins.push({ ...props, service, resource });
    this.#updateRoute();
    return { resource, variable: service?.friendlyUniqueId };
  }

  #certificates(
    tls: FrontDoorTls | undefined,
    hostNames: readonly string[],
  ): FrontDoorCertificates | undefined {
    if (tls === undefined) return undefined;
    const { profile } = this;
    const { vaultId, certificates } = tls;
    const asked = Object.entries(certificates).flatMap(([certificate, { hostNames: names }]) =>
      names.map((hostName, place) => ({ certificate, hostName, place })),
    );
    const judged = asked.map((one, at) =>
      FRONT_DOOR_CERTIFICATE_HOST.judge({ ...one, hostNames, before: asked.slice(0, at) }),
    );
    report(this, ...judged);
    check(this, () => [
      FRONT_DOOR_VAULT_ELSEWHERE.judge({ vaultId, subscriptionId: subscriptionIdOf(profile) }),
    ]);
    return new FrontDoorCertificates(this, "tls", { ...tls, profile });
  }

  #domain(hostName: string, certificates: FrontDoorCertificates | undefined): CdnFrontdoorCustomDomain {
    const name = dashed(hostName);
    return new CdnFrontdoorCustomDomain(this, name, {
      name,
      cdnFrontdoorProfileId: this.profile.id,
      hostName,
      tls: certificates?.tlsOf(hostName) ?? MANAGED,
    });
  }

  #origin(
    scope: Construct,
    { name, origin, originHost, priority, weight, requestMessage }: FrontDoorOriginProps,
    service: TerraformVariable | undefined,
  ): CdnFrontdoorOrigin {
    return new CdnFrontdoorOrigin(
      scope,
      "~origin",
      omitUndefined({
        name,
        cdnFrontdoorOriginGroupId: this.#group.id,
        enabled: true,
        hostName: originHost,
        originHostHeader: originHost,
        certificateNameCheckEnabled: true,
        priority,
        weight,
        privateLink:
          origin.type === "public" || service === undefined
            ? undefined
            : { location: origin.location, privateLinkTargetId: service.stringValue, requestMessage },
        count: service === undefined ? undefined : whenGiven([service]),
      }),
    );
  }

  /** Azure creates no route to an origin group without origins, so that it waits for the first. */
  #updateRoute(): void {
    const services = this.#origins.map(({ service }) => service).filter((service) => service !== undefined);
    const waits = services.length === this.#origins.length;
    const count = waits ? whenGiven(services) : undefined;
    const route = (this.#route ??= this.#newRoute());
    route.cdnFrontdoorOriginIds = this.#originIds();
    const waiting = [...this.#associations, route];
    for (const resource of waiting) if (count !== undefined) resource.count = count;
    for (const association of this.#associations)
      association.cdnFrontdoorRouteIds = [waits ? firstId(route) : route.id];
  }

  #newRoute(): CdnFrontdoorRoute {
    const domainIds = this.domains.map(({ resource }) => resource.id);
    const route = new CdnFrontdoorRoute(this, "~route", {
      name: this.#groupName,
      cdnFrontdoorEndpointId: this.endpoint.id,
      cdnFrontdoorOriginGroupId: this.#group.id,
      cdnFrontdoorOriginIds: [],
      supportedProtocols: ["Http", "Https"],
      patternsToMatch: ["/*"],
      forwardingProtocol: "HttpsOnly",
      httpsRedirectEnabled: true,
      linkToDefaultDomain: true,
      ...(domainIds.length === 0 ? {} : { cdnFrontdoorCustomDomainIds: domainIds }),
    });
    this.#associations = this.domains.map(
      ({ hostName, resource }) =>
        new CdnFrontdoorCustomDomainAssociation(this, `${dashed(hostName)}_route`, {
          cdnFrontdoorCustomDomainId: resource.id,
          cdnFrontdoorRouteIds: [],
        }),
    );
    return route;
  }

  /** An origin that waits for its private link service exists once or not at all. */
  #originIds(): string[] {
    const [only, ...others] = this.#origins;
    if (only === undefined) return [];
    if (others.length === 0) return [only.service === undefined ? only.resource.id : firstId(only.resource)];
    if (this.#origins.every(({ service }) => service === undefined))
      return this.#origins.map(({ resource }) => resource.id);
    const lists = this.#origins.map(({ resource, service }) =>
      service === undefined ? [resource.id] : Token.asList(ref(`${addressOf(resource)}[*].id`)),
    );
    return Token.asList(Fn.concat(lists));
  }

  #originGroup(healthPath: string): CdnFrontdoorOriginGroup {
    return new CdnFrontdoorOriginGroup(this, "~group", {
      name: this.#groupName,
      cdnFrontdoorProfileId: this.profile.id,
      sessionAffinityEnabled: this.#props.sessionAffinity ?? DEFAULTS.frontDoor.sessionAffinity,
      loadBalancing: {},
      healthProbe: {
        path: healthPath,
        protocol: "Https",
        requestType: "HEAD",
        intervalInSeconds: PROBE_SECONDS,
      },
    });
  }
}

function linkVariable(scope: Construct): TerraformVariable {
  return new TerraformVariable(scope, "private_link_service_id", {
    type: VariableType.STRING,
    default: "",
    description:
      "Id of the private link service that AKS made for the cluster's internal Service. Empty until it exists: then Front Door has no origin yet.",
  });
}

/** One, when at least one of the variables has a value. */
function whenGiven([first, ...others]: readonly TerraformVariable[]): TerraformCount {
  const none =
    others.length === 0
      ? Op.eq(first?.stringValue, Fn.rawString(""))
      : Op.eq(
          Fn.join(
            "",
            [first, ...others].map((variable) => variable?.stringValue ?? ""),
          ),
          Fn.rawString(""),
        );
  return TerraformCount.of(Token.asNumber(conditional(none, 0, 1)));
}

function addressOf(resource: TerraformResource): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}

/** The id of a resource that is made once or not at all. */
function firstId(resource: TerraformResource): string {
  return Token.asString(ref(`${addressOf(resource)}[0].id`));
}
