/** The layout of HCL: indentation, alignment and blank lines as in `terraform fmt`. Knows no Terraform. */

/** Maximum length of a line, where it can be broken. */
export const PAGE_WIDTH = 100;

/** One line, or one value of several lines, in a block. */
export interface Attribute {
  readonly kind: "attribute";
  readonly name: string;
  /** The expression's text; its further lines are indented relative to the attribute. */
  readonly value: string;
  /** Lines above it, without `#`. @default none */
  readonly comment?: string | undefined;
}

/** A block with its labels. */
export interface Block {
  readonly kind: "block";
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Body;
  /** Lines above it, without `#`. @default none */
  readonly comment?: string | undefined;
}

/** Items in order; groups are separated by a blank line. */
export type Body = readonly (readonly (Attribute | Block)[])[];

/** The lines of a block. */
export function writeBlock(block: Block): readonly string[] {
  const head = [block.type, ...block.labels.map((label) => JSON.stringify(label))].join(" ");
  const inner = writeBody(block.body);
  const lines = inner.length === 0 ? [`${head} {}`] : [`${head} {`, ...indent(inner), "}"];
  return [...writeComment(block.comment), ...lines];
}

/** The lines of a body, without braces and without indentation. */
function writeBody(body: Body): readonly string[] {
  return body
    .flatMap((group) => splitGroup(group))
    .filter((group) => group.length > 0)
    .flatMap((group, index) => {
      const lines = writeGroup(group);
      return index === 0 ? lines : ["", ...lines];
    });
}

/** Blocks and attributes of several lines form groups of their own. */
function splitGroup(group: readonly (Attribute | Block)[]): readonly (readonly (Attribute | Block)[])[] {
  const groups: (Attribute | Block)[][] = [[]];
  for (const item of group) {
    if (item.kind === "attribute" && !item.value.includes("\n")) groups.at(-1)?.push(item);
    else groups.push([item], []);
  }
  return groups;
}

function writeGroup(group: readonly (Attribute | Block)[]): readonly string[] {
  const lines = group.map((item) => {
    if (item.kind === "block") return { comment: [], name: undefined, lines: writeBlock(item) };
    return { comment: writeComment(item.comment), name: item.name, lines: item.value.split("\n") };
  });
  return alignAssignments(lines);
}

interface Assignment {
  readonly comment: readonly string[];
  /** Undefined for lines that assign nothing. */
  readonly name: string | undefined;
  readonly lines: readonly string[];
}

/**
 * Aligns the equals signs of adjacent lines. A comment or a value of several lines ends the alignment, but a heredoc does
 * not.
 */
export function alignAssignments(items: readonly Assignment[]): readonly string[] {
  const chained = (item: Assignment | undefined): boolean =>
    item?.name !== undefined && (item.lines.length === 1 || isHeredoc(item));
  const written: string[] = [];
  for (let start = 0; start < items.length;) {
    let end = start + 1;
    while (chained(items[end - 1]) && chained(items[end]) && items[end]?.comment.length === 0) end += 1;
    const chain = items.slice(start, end);
    const width = chained(chain[0]) ? Math.max(...chain.map((item) => item.name?.length ?? 0)) : 0;
    for (const { comment, name, lines } of chain) {
      const [first = "", ...rest] = lines;
      written.push(...comment, name === undefined ? first : `${name.padEnd(width)} = ${first}`, ...rest);
    }
    start = end;
  }
  return written;
}

function isHeredoc(item: Assignment): boolean {
  return item.lines[0]?.startsWith("<<") === true;
}

export function indent(lines: readonly string[]): readonly string[] {
  let marker: string | undefined;
  return lines.map((line) => {
    // In a heredoc without a dash, indentation is content.
    if (marker !== undefined) {
      if (line === marker) marker = undefined;
      return line;
    }
    marker = /(?:^| )<<(\w+)$/.exec(line)?.[1];
    return line === "" ? line : `  ${line}`;
  });
}

function writeComment(comment: string | undefined): readonly string[] {
  if (comment === undefined) return [];
  return comment.split("\n").flatMap((paragraph) => {
    const lines: string[] = [];
    for (const word of paragraph.split(/\s+/).filter((part) => part !== "")) {
      const last = lines.at(-1);
      if (last !== undefined && last.length + 1 + word.length <= PAGE_WIDTH - 10)
        lines[lines.length - 1] = `${last} ${word}`;
      else lines.push(`# ${word}`);
    }
    return lines.length === 0 ? ["#"] : lines;
  });
}
