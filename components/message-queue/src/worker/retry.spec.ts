import { pauseBefore } from './retry.js';

it('doubles up to an hour, less up to half', () => {
  const longest = [1, 2, 3, 4].map((failed) => pauseBefore(failed, 1_000, () => 0));
  const shortest = [1, 2, 3, 4].map((failed) => pauseBefore(failed, 1_000, () => 1));
  expect(longest).toEqual([1_000, 2_000, 4_000, 8_000]);
  expect(shortest).toEqual([500, 1_000, 2_000, 4_000]);
  expect(pauseBefore(90, 1_000, () => 0)).toBe(3_600_000);
  expect(pauseBefore(5, 0)).toBe(0);
});
