/** Repeatable randomness (mulberry32): a seed in a failure's message is enough to see it again. */
export interface Random {
  /** 0 to below `limit`. */
  below(limit: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  some<T>(items: readonly T[], least: number, most: number): readonly T[];
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  const pick = <T>(items: readonly T[]): T => {
    const item = items[below(items.length)];
    if (item === undefined) throw new RangeError('Nothing to pick from');
    return item;
  };
  return {
    below,
    chance: (probability) => next() < probability,
    pick,
    some(items, least, most) {
      const count = Math.min(items.length, least + below(most - least + 1));
      const chosen = new Set<(typeof items)[number]>();
      while (chosen.size < count) chosen.add(pick(items));
      return [...chosen];
    },
  };
}
