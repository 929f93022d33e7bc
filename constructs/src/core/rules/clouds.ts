import {
  CLOUD_NAMES,
  CLOUDS,
  CLOUDS_AS_OF,
  cloudOf,
  isOfUnsupportedCloud,
  type CloudFeature,
} from "../clouds.js";
import { knownText } from "../known.js";
import { defineRule } from "../rule.js";

/** Rules on the clouds of Azure, and on what they do not offer. */

/** A feature that is used in a region of a cloud. */
interface Offered {
  readonly location: string;
  readonly feature: CloudFeature;
  readonly prop?: string | undefined;
}

const NOT_IN_CLOUD = defineRule({
  code: "NOT_IN_CLOUD",
  title: "Feature that a cloud of Azure does not offer",
  explanation: `Azure Government and Azure operated by 21Vianet are clouds of their own, which lack some features of the public one. The table of this version is of ${CLOUDS_AS_OF}.`,
  remedy: "Do without the feature, or choose a region of another cloud.",
  source: "docs/reference/clouds.md, with the sources of each line",
  terraform: "structure",
});

export const CLOUD_LACKS = NOT_IN_CLOUD.case({
  matches: ({ location, feature }: Offered) => cloudOf(location).lacks.includes(feature),
  prop: ({ prop }) => prop,
  message: ({ location, feature }) =>
    `${cloudOf(location).words}, the cloud of ${knownText(location) ?? location}, does not offer ${feature}.`,
});

export const CLOUD_MAY_LACK = NOT_IN_CLOUD.case({
  severity: "warning",
  matches: ({ location, feature }: Offered) => cloudOf(location).lacks.includes(feature),
  prop: ({ prop }) => prop,
  message: ({ location, feature }) =>
    `${cloudOf(location).words}, the cloud of ${knownText(location) ?? location}, did not offer ${feature} in ${CLOUDS_AS_OF.slice(0, 4)}.`,
  remedy:
    "Ask Azure whether it does by now; otherwise run route-sync serve on a machine of your own, and use a cluster whose pods the gateway reaches without a mirror.",
});

/** A region, and another one that belongs to the same platform. */
interface Neighbours {
  readonly location: string;
  readonly of: string;
  /** The prop that holds the region. @default "location" */
  readonly prop?: string | undefined;
}

/** A region in another cloud than its platform. */
export const CLOUDS_MIXED = defineRule({
  code: "CLOUDS_MIXED",
  title: "Regions of several clouds of Azure",
  explanation:
    "Clouds share no subscriptions, networks or sign-in, and a provider of Terraform is for one of them: nothing in one can be connected to anything in another.",
  remedy: "Write one platform file per cloud.",
  source: "Azure Government documentation, compare Azure Government and global Azure",
  terraform: "structure",
}).case({
  matches: ({ location, of }: Neighbours) => cloudOf(location) !== cloudOf(of),
  prop: ({ prop = "location" }) => prop,
  message: ({ location, of }) => {
    // In one order, so that a hub and its spokes say the same.
    const [one = location, other = of] = [location, of].toSorted(
      (a, b) => CLOUD_NAMES.indexOf(cloudOf(a).name) - CLOUD_NAMES.indexOf(cloudOf(b).name),
    );
    return `${knownText(one) ?? one} is a region of ${cloudOf(one).words}, and ${knownText(other) ?? other} one of ${cloudOf(other).words}.`;
  },
});

/** A region of a cloud whose names are not known. */
export const CLOUD_NOT_SUPPORTED = defineRule({
  code: "CLOUD_NOT_SUPPORTED",
  title: "Region of a cloud that is not supported",
  explanation: `The names of services differ between clouds, and those of clouds other than ${CLOUD_NAMES.map((name) => CLOUDS[name].words).join(", ")} are not known here.`,
  remedy: "Choose a region of a supported cloud.",
  source: "Azure documentation, national clouds",
  terraform: "structure",
}).case({
  matches: isOfUnsupportedCloud,
  prop: "location",
  message: (location) => `${knownText(location) ?? location} is in a cloud that is not supported.`,
});

/** A host name of a service of Azure, and the region of who calls it. */
interface Named {
  readonly location: string;
  /** A host name or a URL. */
  readonly name: string;
  readonly prop: string;
}

export const NAME_OF_ANOTHER_CLOUD = defineRule({
  code: "NAME_OF_ANOTHER_CLOUD",
  title: "Host name of another cloud of Azure",
  explanation:
    "Each cloud of Azure has host names of its own. A name of another cloud resolves to a service that knows neither the subscription nor the identity.",
  remedy: "Write the name that the service has in the platform's cloud.",
  source: "docs/reference/clouds.md",
}).case({
  matches: ({ location, name }: Named) => foreignEnding(location, name) !== undefined,
  prop: ({ prop }) => prop,
  message: ({ location, name }) =>
    `${name} is not a name of ${cloudOf(location).words}, the cloud of ${knownText(location) ?? location}.`,
  remedy: ({ location, name }) => {
    const key = foreignEnding(location, name);
    return `Use a name that ends in ${(key === undefined ? undefined : cloudOf(location)[key]) ?? "that of the cloud"}.`;
  },
});

const ENDINGS = ["keyVault", "registry", "storage", "functions", "frontDoor"] as const;

/** The kind of service of another cloud that a host name or URL names. */
function foreignEnding(location: string, name: string): (typeof ENDINGS)[number] | undefined {
  const host = (knownText(name) ?? "").replace(/^https?:\/\//, "").split("/")[0] ?? "";
  const own = cloudOf(location);
  return ENDINGS.find((key) =>
    Object.values(CLOUDS).some(
      (cloud) => cloud !== own && cloud[key] !== undefined && host.toLowerCase().endsWith(`.${cloud[key]}`),
    ),
  );
}

export const CLOUD_RULES = [
  NOT_IN_CLOUD,
  CLOUDS_MIXED.rule,
  CLOUD_NOT_SUPPORTED.rule,
  NAME_OF_ANOTHER_CLOUD.rule,
] as const;
