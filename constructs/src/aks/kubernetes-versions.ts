import { knownText } from "../core/known.js";

/** When the table below was true. Source: AKS documentation, supported Kubernetes versions, release calendar. */
export const VERSIONS_AS_OF = "2026-08-21";

/** The oldest minor versions of Kubernetes 1 that AKS supported, by support plan. Source: as above. */
export const OLDEST_MINOR = { KubernetesOfficial: 34, AKSLongTermSupport: 31 } as const;

/** The minor version of a version such as 1.34 or 1.34.2; undefined where it is not known here. */
export function minorOf(version: string | undefined): number | undefined {
  const minor = /^1\.(\d+)(\.\d+)?$/.exec(knownText(version ?? "") ?? "")?.[1];
  return minor === undefined ? undefined : Number(minor);
}
