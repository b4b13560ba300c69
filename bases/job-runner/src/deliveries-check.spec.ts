import { createConsumerCheck, createSenderCheck } from './deliveries-check.js';

const consumer = (idleMs: number, lagSeconds: number) => ({
  idleMs: () => idleMs,
  lag: async () => lagSeconds,
});
const sender = (idleMs: number, overdue: number) => ({ idleMs: () => idleMs, overdue: async () => overdue });

describe('a consumer of events', () => {
  it.each([
    ['goes on', 14_999, 3_600],
    ['has nothing to do', 3_600_000, 0],
    ['has had something to do for a moment', 3_600_000, 14.9],
  ])('that %s is ready', async (_what, idleMs, lag) => {
    await expect(createConsumerCheck('stream', consumer(idleMs, lag)).check()).resolves.toBeUndefined();
  });

  it('that sees no batch through although events wait is not', async () => {
    await expect(createConsumerCheck('stream', consumer(15_000, 15)).check()).rejects.toThrow(
      'Events wait for 15 s and none was read for 15 s',
    );
  });
});

describe('a sender of webhooks', () => {
  it.each([
    ['goes on', 14_999, 9],
    ['has nothing to do', 3_600_000, 0],
  ])('that %s is ready', async (_what, idleMs, overdue) => {
    await expect(createSenderCheck('sender', sender(idleMs, overdue)).check()).resolves.toBeUndefined();
  });

  it('that sends nothing although deliveries are due is not', async () => {
    await expect(createSenderCheck('sender', sender(15_000, 2)).check()).rejects.toThrow(
      '2 deliveries are due and none was sent for 15 s',
    );
  });
});
