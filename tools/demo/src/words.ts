/** For people: `1,509`. */
export const number = (count: number): string => count.toLocaleString('en-US');

/** For people: `1 check`, `2,095 checks`. */
export const checked = (count: number): string => `${number(count)} check${count === 1 ? '' : 's'}`;

/** For people: `0.3 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;
}
