import type { z } from "zod";

/** One row of the features page: a capability of a kind. */
export interface KindFeature<Spec> {
  readonly name: string;
  /** Where it is in the platform file, below the choice: `type: nat-gateway`. */
  readonly key: string;
  /** @default any value of the kind */
  readonly usedBy?: (spec: Spec) => boolean;
}

/** A row of one kind among the values of all kinds. */
export type FeatureRow<Spec> = Required<KindFeature<Spec>>;

/** One kind of a choice of the platform file, such as a kind of egress. */
export interface Kind<Schema extends z.ZodType> {
  /** The keys of the kind in the platform file. */
  readonly schema: Schema;
  /** The capabilities of the kind; an example shows each of them. */
  readonly features: readonly KindFeature<z.output<Schema>>[];
  /** Values by key, of which random platforms are made. */
  readonly variations: Variations<z.input<Schema>>;
}

/** Some values for each key of a kind but the one that names it; optional keys may be missing. */
export type Variations<Input> = {
  readonly [K in keyof Omit<Input, "type" | "plugin">]: readonly Exclude<Input[K], undefined>[];
};

/** The parsed settings of each kind, by its name. */
export type SpecsOf<Kinds extends Readonly<Record<string, { readonly schema: z.ZodType }>>> = {
  readonly [K in keyof Kinds]: z.output<Kinds[K]["schema"]>;
};

/** The schemas of all kinds, as the options of a union. */
export function optionsOf<K extends { readonly schema: z.core.$ZodTypeDiscriminable }>(
  kinds: Readonly<Record<string, K>>,
): [K["schema"], ...K["schema"][]] {
  const [first, ...others] = Object.values(kinds).map(({ schema }): K["schema"] => schema);
  if (first === undefined) throw new Error("A choice needs a kind.");
  return [first, ...others];
}

/** The rows of all kinds. `nameKey` is the key that names a kind. */
export function featureRows<Specs extends Readonly<Record<string, object>>>(
  kinds: { readonly [K in keyof Specs]: { readonly features: readonly KindFeature<Specs[K]>[] } },
  nameKey: "type" | "plugin",
): FeatureRow<Specs[Extract<keyof Specs, string>]>[] {
  const rows: FeatureRow<Specs[Extract<keyof Specs, string>]>[] = [];
  for (const kind in kinds) {
    for (const { name, key, usedBy } of kinds[kind].features)
      rows.push({
        name,
        key,
        usedBy: (spec) => Reflect.get(spec, nameKey) === kind && (usedBy?.(spec) ?? true),
      });
  }
  return rows;
}
