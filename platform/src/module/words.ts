/** "1 item", "3 items". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** "node pool" of "node pools", "policy" of "policies". */
export function singular(words: string): string {
  return words.replace(/ies$/, "y").replace(/s$/, "");
}
