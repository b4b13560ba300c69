import { loadConfig } from '@ashlar/config';
import { createRecordingLogger } from '@ashlar/logging/testing';
import { MessageQueueConfig } from '../message-queue.config.js';
import type { HandedEntry, Round } from '../relay/outbox.repository.js';
import type { Claim } from './attempt.repository.js';
import { createClaims } from './claims.js';

const entry: HandedEntry = {
  ...{ id: 'a', fence: 3, job: 'lamp.press', payload_version: 1, payload: {}, options: {}, attempts: 0 },
  ...{ request_id: 'r', traceparent: null, ready_at: 0, tenant: 't' },
};

it('a worker that stops while a claim is on its way gives back what it brings, and begins none of it', async () => {
  const { queue: config } = loadConfig({ queue: MessageQueueConfig }, {});
  const logger = createRecordingLogger();
  const begun: string[] = [];
  const returned: (readonly Claim[])[] = [];
  let asked: () => void = () => undefined;
  let answer: (round: Round) => void = () => undefined;
  const isAsked = new Promise<void>((resolve) => (asked = resolve));
  const claims = createClaims({
    ...{ config, logger, log: logger, service: 'spec' },
    deliver: async ({ name }) => void begun.push(name),
    repository: {
      claim: () =>
        new Promise((resolve) => {
          answer = resolve;
          asked();
        }),
      renew: async () => undefined,
      giveBack: async (left) => void returned.push(left.map(({ id, fence }) => ({ id, fence }))),
    },
  });
  await claims.start();
  await isAsked;
  const closed = claims.close();
  answer({ handed: [entry], looked: 1, cursor: undefined });
  await closed;
  expect([begun, returned]).toEqual([[], [[{ id: 'a', fence: 3 }]]]);
});
