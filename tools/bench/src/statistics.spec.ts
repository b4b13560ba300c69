import { Latencies, median, percentile } from './statistics.js';

it.each([
  [[3], 3],
  [[1, 9], 5],
  [[9, 1, 5], 5],
  [[4, 1, 3, 2], 2.5],
  [[10, 9, 100], 10],
])('the median of %j is %d', (values, expected) => {
  expect(median(values)).toBe(expected);
});

it('the median of nothing is no number, and the values stay in their order', () => {
  expect(median([])).toBeNaN();
  const values = [3, 1, 2];
  median(values);
  expect(values).toEqual([3, 1, 2]);
});

it('percentiles are values that occurred (nearest rank)', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  expect([0, 0.5, 0.95, 0.99, 1].map((share) => percentile(hundred, share))).toEqual([1, 50, 95, 99, 100]);
  expect(percentile([7], 0.99)).toBe(7);
  expect(percentile([1, 2], 0.5)).toBe(1);
  expect(percentile([], 0.5)).toBeNaN();
});

it('latencies are kept beyond the first block and sorted as numbers', () => {
  const latencies = new Latencies();
  for (let ms = 5000; ms > 0; ms -= 1) latencies.add(ms);
  const sorted = latencies.sorted();
  expect(sorted).toHaveLength(5000);
  expect([sorted[0], sorted[9], sorted[4999]]).toEqual([1, 10, 5000]);
});
