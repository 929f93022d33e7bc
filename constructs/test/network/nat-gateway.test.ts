import { TerraformOutput } from "cdktf";
import { expect, test } from "vitest";
import { Cidr, NatGateway, ResourceGroup, type NatGatewayProps } from "../../src/internal.js";
import { synth, type Synthesized } from "../support/synth.js";

const NETWORK = "/subscriptions/s/resourceGroups/rg-ips/providers/Microsoft.Network";
const ADDRESS = { publicIpId: `${NETWORK}/publicIPAddresses/one`, ipAddress: "203.0.113.7" };
const UNKNOWN = { publicIpId: `${NETWORK}/publicIPAddresses/two` };
const PREFIX = { publicIpPrefixId: `${NETWORK}/publicIPPrefixes/one`, prefix: Cidr.of("198.51.100.0/30") };

/** A new address or prefix, as others refer to it. */
function created(type: string, name: string, range: string): { readonly id: string; readonly range: string } {
  return { id: `\${${type}.${name}.id}`, range: range.replace("*", `${type}.${name}`) };
}

const [FIRST, SECOND] = [
  created("azurerm_public_ip", "shop_nat_nat_1", "${*.ip_address}/32"),
  created("azurerm_public_ip", "shop_nat_nat_2", "${*.ip_address}/32"),
];
const NEW_PREFIX = created("azurerm_public_ip_prefix", "shop_nat_nat_prefix", "${*.ip_prefix}");

function made(props: Partial<NatGatewayProps>): Synthesized {
  return synth((stack) => {
    const { placement } = new ResourceGroup(stack, "shop", { location: "westeurope", nameParts: ["shop"] });
    const gateway = new NatGateway(stack, "shop_nat", { placement, nameParts: ["shop"], ...props });
    const { addresses, publicRanges, dependables } = gateway;
    const value = { addresses, ranges: publicRanges, dependables: dependables.length };
    new TerraformOutput(stack, "found", { value });
  });
}

type Row = readonly [
  props: Partial<NatGatewayProps>,
  addresses: number,
  ranges: readonly string[],
  associated: readonly string[],
];

test.each<Row>([
  [{}, 1, [FIRST.range], [FIRST.id]],
  [{ publicIps: 2 }, 2, [FIRST.range, SECOND.range], [FIRST.id, SECOND.id]],
  [{ publicIpPrefix: 29 }, 8, [NEW_PREFIX.range], [NEW_PREFIX.id]],
  [{ publicIps: 1, publicIpPrefix: 31 }, 3, [FIRST.range, NEW_PREFIX.range], [FIRST.id, NEW_PREFIX.id]],
  [{ publicIps: [ADDRESS] }, 1, ["203.0.113.7/32"], [ADDRESS.publicIpId]],
  // A part of the ranges would be taken for all of them.
  [{ publicIps: [ADDRESS, UNKNOWN] }, 2, [], [ADDRESS.publicIpId, UNKNOWN.publicIpId]],
  [{ publicIpPrefix: PREFIX }, 4, ["198.51.100.0/30"], [PREFIX.publicIpPrefixId]],
])("%j has %i addresses, which are known as %j", (props, addresses, ranges, associated) => {
  const output = made(props);
  expect(output.output("found")["value"]).toEqual({ addresses, ranges, dependables: associated.length });
  const associations = ["public_ip", "public_ip_prefix"].flatMap((kind) =>
    output
      .addresses(`azurerm_nat_gateway_${kind}_association`)
      .map((address) =>
        output.resource(`azurerm_nat_gateway_${kind}_association`, address.split(".")[1] ?? ""),
      ),
  );
  expect(associations.map((each) => each["public_ip_address_id"] ?? each["public_ip_prefix_id"])).toEqual(
    associated,
  );
  for (const each of associations) expect(each["nat_gateway_id"]).toBe("${azurerm_nat_gateway.shop_nat.id}");
});

test("a zone is that of the gateway and of all that is created for it", () => {
  const output = made({ zone: "2", publicIps: 1, publicIpPrefix: 31 });
  for (const [type, name] of [
    ["azurerm_nat_gateway", "shop_nat"],
    ["azurerm_public_ip", "shop_nat_nat_1"],
    ["azurerm_public_ip_prefix", "shop_nat_nat_prefix"],
  ] as const)
    expect(output.resource(type, name)["zones"], type).toEqual(["2"]);
});
