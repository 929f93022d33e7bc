/** "node pool" of "node pools", "policy" of "policies". */
export function singular(words: string): string {
  return words.replace(/ies$/, "y").replace(/s$/, "");
}
