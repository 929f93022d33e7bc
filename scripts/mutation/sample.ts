/** `size` members of a list, each subset of that size being equally likely; the same seed draws the same ones. */
export function drawSample<T>(members: readonly T[], size: number, seed: number): readonly T[] {
  const random = randomNumbers(seed);
  const shuffled = [...members];
  const drawn = Math.min(size, shuffled.length);
  for (let index = 0; index < drawn; index++) {
    const other = index + Math.floor(random() * (shuffled.length - index));
    [shuffled[index], shuffled[other]] = [shuffled[other] as T, shuffled[index] as T];
  }
  return shuffled.slice(0, drawn);
}

/**
 * The 95 % interval of a share, as Wilson's score interval, which keeps to its promise for small samples and near 100 %
 * (https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval).
 */
export function shareInterval(hits: number, size: number): readonly [low: number, high: number] {
  if (size === 0) return [0, 1];
  const z = 1.96;
  const share = hits / size;
  const middle = share + z ** 2 / (2 * size);
  const margin = z * Math.sqrt((share * (1 - share)) / size + z ** 2 / (4 * size ** 2));
  const scale = 1 + z ** 2 / size;
  return [Math.max(0, (middle - margin) / scale), Math.min(1, (middle + margin) / scale)];
}

/** Mulberry32: numbers from 0 (inclusive) to 1 (exclusive). */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
