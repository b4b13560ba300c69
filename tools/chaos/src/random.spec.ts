import { randomFrom } from './random.js';

it('the same seed gives the same numbers, all from 0 to below 1', () => {
  const [first, second, other] = [randomFrom(7), randomFrom(7), randomFrom(8)];
  const numbers = Array.from({ length: 1000 }, first);
  expect(Array.from({ length: 1000 }, second)).toEqual(numbers);
  expect(Array.from({ length: 1000 }, other)).not.toEqual(numbers);
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  expect(mean).toBeGreaterThan(0.45);
  expect(mean).toBeLessThan(0.55);
});
