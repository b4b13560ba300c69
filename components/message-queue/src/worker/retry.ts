const longestPauseMs = 3_600_000;

/** How long to wait before the next attempt: doubled with each failed one, up to an hour, less up to half of it. */
export function pauseBefore(failed: number, backoffMs: number, random: () => number = Math.random): number {
  const full = Math.min(backoffMs * 2 ** (failed - 1), longestPauseMs);
  return Math.round(full * (1 - random() / 2));
}
