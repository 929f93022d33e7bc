import { describe, expect, test } from "vitest";
import { REGIONS } from "../../src/core/regions.js";
import { FOR_CONTAINERS_REGION } from "../../src/ingress/for-containers-rules.js";
import { FRONT_DOOR_LINK_REGION } from "../../src/ingress/rules.js";
import { BASTION_DEVELOPER_REGION } from "../../src/network/rules.js";

/** Dated copies of the regions that the documentation of each service lists, as it writes them. */
const PAGES = {
  // Application Gateway for Containers, overview, supported regions, 2026-06-24.
  "Application Gateway for Containers": `Australia East, Brazil South, Canada Central, Central India, Central US, East Asia, East US,
    East US 2, France Central, Germany West Central, Korea Central, North Central US, North Europe, Norway East, South Central US,
    Southeast Asia, Sweden Central, Switzerland North, UAE North, UK South, West US, West US 2, West US 3, West Europe`,
  // Azure Bastion, Bastion Developer, regions, 2025-09-08, without early access.
  "Azure Bastion Developer": `Australia Central, Australia East, Australia Southeast, Brazil South, Canada Central, Canada East,
    Central India, Central US, East Asia, East US 2, France Central, Germany West Central, Italy North, Japan East, Japan West,
    Korea Central, Korea South, Mexico Central, North Central US, North Europe, Norway East, South Africa North, South India,
    Spain Central, Sweden Central, Switzerland North, Southeast Asia, UAE North, UK South, UK West, West Central US, West Europe,
    West US`,
  // Azure Front Door, Private Link, region availability, July 2026; 21Vianet and air-gapped clouds left out.
  "private links of Front Door": `Brazil South, Canada Central, Central US, East US, East US 2, South Central US, West US 2, West US 3,
    US Gov Arizona, US Gov Texas, US Gov Virginia, France Central, Germany West Central, North Europe, Norway East, UK South,
    West Europe, Sweden Central, South Africa North, UAE North, Australia East, Central India, Japan East, Korea Central, East Asia,
    Southeast Asia`,
} as const;

type Service = keyof typeof PAGES;

/** Whether the project warns of a service in a region. */
const WARNS: Readonly<Record<Service, (region: string) => boolean>> = {
  "Application Gateway for Containers": (region) => FOR_CONTAINERS_REGION.judge(region).problem !== undefined,
  "Azure Bastion Developer": (region) => BASTION_DEVELOPER_REGION.judge(region).problem !== undefined,
  "private links of Front Door": (location) =>
    FRONT_DOOR_LINK_REGION.judge({ type: "private-link", location }).problem !== undefined,
};

const SERVICES = Object.keys(PAGES) as Service[];

describe.each(SERVICES)("the regions of %s", (service) => {
  const listed = PAGES[service].split(",").map((name) => name.toLowerCase().replaceAll(/\s/g, ""));

  test("are in the table of regions", () => {
    const known = REGIONS.map(({ name }) => name);
    expect(listed.filter((name) => !known.includes(name))).toEqual([]);
  });

  test("are those of its page, and no others of the public cloud", () => {
    const silent = REGIONS.filter(({ cloud, name }) => cloud === "public" && !WARNS[service](name));
    expect(silent.map(({ name }) => name).sort()).toEqual(
      listed.filter((name) => !name.startsWith("usgov")).sort(),
    );
    expect(listed.filter((name) => WARNS[service](name))).toEqual([]);
  });
});
