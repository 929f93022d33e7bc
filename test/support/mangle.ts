import fc from "fast-check";

/** Mistakes that users and editors make in YAML files, and unexpected features of YAML. */
const PIECES = [
  ..."[ ] { } : , # & * ! | > ' \" % @ ` ? - ~".split(" "),
  ..."\t,\n,\r,\0".split(","),
  "*a",
  "&b ",
  "<<: *a",
  "__proto__",
  "constructor",
  "---\n",
  "...\n",
  "? ",
  "!!",
  "!!binary x",
  "!!set {a}",
  "null",
  "1e999",
  "-1",
  "0x1f",
  ".nan",
  "2001-01-01",
  "\uFEFF",
  "\u2028",
  "\u{1F4A5}",
  "10.1.0.0/33",
  "::/0",
  "{}",
  "[]",
];

/** Values that fit somewhere, and nowhere. */
const VALUES = [
  ...[
    "",
    "~",
    "0",
    "-1",
    "1.5",
    "99999999999999999999",
    ".inf",
    "true",
    "x",
    '""',
    "[]",
    "{}",
    "{ a: b }",
    "[[]]",
  ],
  ...["0.0.0.0/0", "10.0.0.0/8", "10.1.0.0/31", "255.255.255.255/32", "::/0", "fd00::/64", "::ffff:10.0.0.1"],
  ...[
    "none",
    "constructor",
    "toString",
    "__proto__",
    "\u{1F4A5}",
    "\u2028",
    "a".repeat(300),
    "*.contoso.com",
  ],
];

/** A text with one to three of its words replaced by another one of it, or by a value of the kind that is never expected. */
export function misfilled(text: string): fc.Arbitrary<string> {
  const words = [...text.matchAll(/[^\s:,[\]{}]+/g)].map(({ 0: word, index }) => ({ word, index }));
  const change = fc.record({
    place: fc.constantFrom(...words),
    value: fc.oneof(fc.constantFrom(...VALUES), fc.constantFrom(...words.map(({ word }) => word))),
  });
  return fc
    .uniqueArray(change, { minLength: 1, maxLength: 3, selector: ({ place }) => place.index })
    .map((changes) =>
      changes
        .toSorted((a, b) => b.place.index - a.place.index)
        .reduce(
          (rest, { place: { word, index }, value }) =>
            rest.slice(0, index) + value + rest.slice(index + word.length),
          text,
        ),
    );
}

/** A text with one to four places cut, overwritten or filled, as bytes: the result need not be UTF-8. */
export function mangled(text: string): fc.Arbitrary<Buffer> {
  const whole = Buffer.from(text);
  const change = fc.record({
    at: fc.nat(whole.length),
    remove: fc.oneof(fc.nat(3), fc.nat(40)),
    insert: fc.oneof(
      fc.constant(Buffer.alloc(0)),
      fc.constantFrom(...PIECES).map((piece) => Buffer.from(piece)),
      fc.uint8Array({ maxLength: 3 }).map((bytes) => Buffer.from(bytes)),
    ),
  });
  return fc
    .array(change, { minLength: 1, maxLength: 4 })
    .map((changes) =>
      changes.reduce(
        (bytes, { at, remove, insert }) =>
          Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]),
        whole,
      ),
    );
}
