/** What Azure answers, in words. */
import type { HopCheck, Method } from "../live/check.js";
import type { LiveTrace } from "../live/verify.js";

/** `Azure (next hop): VirtualAppliance 10.0.0.4`, or why it cannot be asked. */
export function checkText({ status, asked, answer = "", reason = "" }: HopCheck): string {
  const by = asked === undefined ? "" : ` (${METHODS[asked]})`;
  switch (status) {
    case "same":
      return `the same in Azure${by}: ${answer}`;
    case "answered":
      return `Azure answers${by}: ${answer}`;
    case "differs":
      return `differs in Azure${by}: ${answer}. ${reason}`;
    case "not-verifiable":
      return `not verifiable: ${reason}`;
  }
}

const METHODS: Readonly<Record<Method, string>> = {
  "next-hop": "next hop",
  "effective-routes": "effective routes",
  "route-table": "route table",
  "network-configuration-diagnostic": "network configuration diagnostic",
  peering: "peering",
};

export function liveSentence({ same, differs, notVerifiable }: LiveTrace): string {
  const hops = (count: number): string => `${count} ${count === 1 ? "hop" : "hops"}`;
  return `In Azure ${hops(same)} the same, ${differs} different, ${notVerifiable} not verifiable.`;
}
