import { expect, expectTypeOf, it } from "vitest";
import { omitUndefined } from "../../src/core/omit-undefined.js";

interface Settings {
  readonly name: string;
  readonly size?: number;
  readonly nested?: { readonly zone?: string };
}

it("drops what is undefined and keeps every other value", () => {
  const settings: Settings = omitUndefined({ name: "", size: undefined, nested: {} });
  expect(Object.keys(settings)).toEqual(["name", "nested"]);
  const falsy: Record<string, unknown> = omitUndefined({ a: 0, b: false, c: null, d: undefined });
  expect(falsy).toEqual({ a: 0, b: false, c: null });
});

it("checks props against the type that the caller expects", () => {
  const size: number | undefined = undefined;
  expectTypeOf(omitUndefined<Settings>)
    .parameter(0)
    .toEqualTypeOf<{
      readonly name: string;
      readonly size?: number | undefined;
      readonly nested?: { readonly zone?: string } | undefined;
    }>();
  // @ts-expect-error A required prop cannot be undefined.
  const unnamed: Settings = omitUndefined({ name: undefined });
  // @ts-expect-error A misspelt prop is an error.
  const misspelt: Settings = omitUndefined({ name: "a", siez: 1 });
  const nested: Settings = omitUndefined({ name: "a", nested: omitUndefined({ zone: undefined }), size });
  expect([unnamed, misspelt, nested]).toHaveLength(3);
});
