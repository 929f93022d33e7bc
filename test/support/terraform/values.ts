/** Terraform's values on the wire: msgpack, with extensions for what is not known yet. */
import { decode, encode, ExtensionCodec } from "@msgpack/msgpack";

/** A value that is known only after apply. */
export class Unknown {
  static readonly value = new Unknown();
  readonly kind = "unknown";
}

export type Value = null | boolean | number | string | Unknown | readonly Value[] | ObjectValue;

export interface ObjectValue {
  readonly [name: string]: Value;
}

export interface DynamicValue {
  readonly msgpack: Uint8Array;
}

const extensions = new ExtensionCodec();
extensions.register({
  type: 0,
  encode: (value) => (value instanceof Unknown ? new Uint8Array([0]) : null),
  decode: () => Unknown.value,
});
// An unknown of which something is known, such as "not null": treated as any other unknown.
extensions.register({ type: 12, encode: () => null, decode: () => Unknown.value });

export function fromWire(value: DynamicValue | null): Value {
  // The decoder's result has exactly these kinds: Terraform sends no dates, no binary, no maps with other keys.
  return value === null || value.msgpack.length === 0
    ? null
    : (decode(value.msgpack, { extensionCodec: extensions }) as Value);
}

export function toWire(value: Value): DynamicValue {
  return { msgpack: encode(value, { extensionCodec: extensions }) };
}

export function isObjectValue(value: Value | undefined): value is ObjectValue {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Unknown);
}

export function isListValue(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (isListValue(a) && isListValue(b))
    return a.length === b.length && a.every((item, index) => sameValue(item, b[index]));
  if (isObjectValue(a) && isObjectValue(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].every((key) => sameValue(a[key], b[key]));
  }
  return a === b;
}
