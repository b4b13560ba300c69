import { judgeQuota } from './judge-quota.js';

const good = {
  ...{ limit: 100, acknowledged: 100, used: 100, reserved: 0, ledger: 100 },
  ...{ heldItems: 0, heldHolds: 0, holds: 12 },
};

it('finds no fault with exactly the limit', () => expect(judgeQuota(good)).toEqual([]));

it.each([
  ['one too many', { acknowledged: 101 }, /101 were admitted/],
  ['one that was lost', { acknowledged: 99 }, /99 were admitted/],
  ['a counter above', { used: 101, ledger: 101 }, /the counter says 101/],
  ['a ledger that differs', { ledger: 99 }, /the ledger says 99/],
  ['what stays reserved', { reserved: 1 }, /1 are still reserved/],
  ['a hold that is left', { heldHolds: 1 }, /1 holds and 0 of their items/],
])('finds %s', (_, change, violation) => {
  expect(judgeQuota({ ...good, ...change })).toEqual([expect.stringMatching(violation)]);
});
