import type { TerraformElement } from "cdktf";
import type { IConstruct } from "constructs";
import { AddressBook } from "../net/address-book.js";
import type { Cidr } from "../net/cidr.js";
import { addressOf } from "./cdktf.js";
import { treeState } from "./tree-state.js";

const books = treeState<{ book: AddressBook | undefined }>("address-book", () => ({ book: undefined }));
const paths = treeState<{ path: string | undefined }>("path", () => ({ path: undefined }));

/** Gives everything below a construct the places of a book, and records new ones there. */
export function useAddressBook(construct: IConstruct, book: AddressBook): void {
  books.of(construct).book = book;
}

/** The book of the nearest construct that has one; without any, the tree's own, which is new. */
export function addressBookOf(construct: IConstruct): AddressBook {
  const given = construct.node.scopes
    .map((scope) => books.peek(scope)?.book)
    .findLast((book) => book !== undefined);
  if (given !== undefined) return given;
  const own = books.of(construct.node.root);
  own.book = AddressBook.from();
  return own.book;
}

/** Names a construct by its dotted path in the platform, such as `spokes.shop.clusters.main`. */
export function setPath(construct: IConstruct, path: string): string {
  paths.of(construct).path = path;
  return path;
}

/** The path of the nearest construct that has one; undefined outside of a platform. */
export function pathOf(construct: IConstruct): string | undefined {
  return construct.node.scopes.map((scope) => paths.peek(scope)?.path).findLast((path) => path !== undefined);
}

/** Records a subnet's range. @returns the range that it held before, where it has another one now */
export function recordRange(construct: IConstruct, key: string, range: Cidr): Cidr | undefined {
  const book = addressBookOf(construct);
  book.recordRange(key, range);
  const held = book.range(key);
  return held === undefined || held.equals(range) ? undefined : held;
}

/** Where the Terraform of a place has it. */
export interface Witness {
  /** Terraform address, such as `azurerm_subnet.shop_main_system`. */
  readonly address: string;
  /** Dotted path of the attribute; of a list, its first element counts. */
  readonly attribute: string;
}

const witnesses = treeState("witnesses", () => new Map<string, () => Witness>());

/** Records which element of the Terraform has the place of a key. */
export function bearWitness(key: string, element: TerraformElement, attribute: string): void {
  witnesses.of(element.node.root).set(key, () => ({ address: addressOf(element), attribute }));
}

/** The Terraform of all places of an app. */
export function witnessesOf(root: IConstruct): ReadonlyMap<string, Witness> {
  return new Map([...witnesses.of(root)].map(([key, witness]) => [key, witness()]));
}
