import { DefaultTokenResolver, StringConcat, TerraformStack, Token, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";
import { knownNumber, withAssumedValues } from "./known.js";

const resolver = new DefaultTokenResolver(new StringConcat());
/** CDKTF encodes a list that Terraform decides as one such item. */
const LIST_TOKEN = /#\{TfToken\[[^\]]*\]\}/g;
/** CDKTF encodes a number that Terraform decides as a double of this magnitude. */
const NUMBER_TOKEN = /-\d(?:\.\d+)?e\+2\d\d/g;

/**
 * A text without CDKTF's tokens, for messages and reports: a variable is its assumed value, and what Terraform decides
 * is its expression, such as `azurerm_virtual_network.hub.name`.
 */
export function readable(scope: IConstruct, text: string): string {
  if (!hasTokens(text)) return text;
  const known = withAssumedValues(text).replaceAll(NUMBER_TOKEN, (token) =>
    String(knownNumber(Number(token)) ?? token),
  );
  if (!hasTokens(known)) return known;
  const stack = scope.node.scopes.find((parent) => TerraformStack.isStack(parent));
  if (stack === undefined) return "a value that Terraform decides";
  const resolved = (value: string | readonly string[]): string =>
    String(Tokenization.resolve(value, { scope: stack, resolver }));
  const withoutLists = known.replaceAll(LIST_TOKEN, (token) => resolved([token]));
  return resolved(withoutLists).replaceAll(/\$\{([^{}]*)\}/g, "$1");
}

function hasTokens(text: string): boolean {
  return Token.isUnresolved(text) || text.search(LIST_TOKEN) >= 0 || text.search(NUMBER_TOKEN) >= 0;
}
