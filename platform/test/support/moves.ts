type Json = Readonly<Record<string, unknown>>;

/** The addresses of `moved` blocks: where each resource was first, by where it is now. */
export function firstAddresses({ moved }: Json): ReadonlyMap<string, string> {
  const moves = (Array.isArray(moved) ? moved : []).map(
    ({ from, to }: Json) => [String(to), String(from)] as const,
  );
  const before = new Map(moves);
  const first = (address: string): string => {
    const earlier = before.get(address);
    return earlier === undefined ? address : first(earlier);
  };
  return new Map(moves.map(([to]) => [to, first(to)]));
}

const ADDRESS = /azurerm_[a-z0-9_]+\.[A-Za-z0-9_-]+/g;

/** All resources of a stack at the addresses that they had first, and so in references: what Azure has of them. */
export function resourcesAtFirst(json: Json): ReadonlyMap<string, unknown> {
  const first = firstAddresses(json);
  const at = (text: string): string => text.replace(ADDRESS, (address) => first.get(address) ?? address);
  const visit = (value: unknown): unknown => {
    if (typeof value === "string") return at(value);
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, visit(item)]));
  };
  return new Map(
    Object.entries({ ...(json["resource"] as Json) }).flatMap(([type, byName]) =>
      Object.entries({ ...(byName as Json) }).map(
        ([name, body]) => [at(`${type}.${name}`), visit(body)] as const,
      ),
    ),
  );
}
