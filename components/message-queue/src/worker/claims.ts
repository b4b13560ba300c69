import type { Secret } from '@ashlar/config';
import { createListener, type Listener } from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import { soundOptions } from '../define-job.js';
import type { MessageQueueConfig } from '../message-queue.config.js';
import { outboxChannel } from '../outbox-writer.repository.js';
import { type Consumer, type ConsumerDeps, envelopeOf } from '../queue/queue.types.js';
import { createAlarm } from '../relay/alarm.js';
import type { HandedEntry } from '../relay/outbox.repository.js';
import type { ClaimRepository } from './claim.repository.js';
import { createPace } from './pace.js';
import { createTurns } from './turns.js';

const pauseAfterFailureMs = 1_000;

export interface ClaimsDeps {
  readonly config: MessageQueueConfig;
  readonly repository: ClaimRepository;
  readonly deliver: ConsumerDeps['deliver'];
  readonly logger: Logger;
  readonly log: Logger;
  readonly service: string;
  readonly directUrl?: Secret;
}

/**
 * Takes jobs straight from the outbox, as many as it may run and, while they are quick, a few ahead; each attempt ends
 * in a transaction of its own. Claims that nobody renews are taken by others.
 */
export function createClaims(deps: ClaimsDeps): Consumer {
  const { config, repository, deliver, logger, log, service, directUrl } = deps;
  const { concurrency, pollIntervalMs, lockDurationMs } = config;
  /** Some may wait for the record of their end. */
  const mostHeld = concurrency * 4;
  const waiting = createTurns<HandedEntry>();
  const held = new Set<HandedEntry>();
  const pace = createPace();
  const alarm = createAlarm();
  const lease = createAlarm();
  let running = 0;
  /** Waits for room, not for jobs. */
  let short = false;
  let cursor: string | undefined;
  let stopping = false;
  let listener: Listener | undefined;
  let claiming: Promise<void> | undefined;
  let renewing: Promise<void> | undefined;
  let ended: () => void = () => undefined;

  /** How many to claim now; 0 while there is enough to begin with. */
  const room = (): number => {
    if (waiting.size() * 4 >= concurrency) return 0;
    const ahead = Math.min(Math.ceil(concurrency / 2), pace.recently());
    const most = Math.min(concurrency + ahead - running, mostHeld - held.size + waiting.size());
    return Math.max(0, most - waiting.size());
  };

  const begin = (): void => {
    while (!stopping && running < concurrency && held.size < mostHeld) {
      const entry = waiting.next();
      if (!entry) break;
      running += 1;
      void attempt(entry);
    }
  };

  const attempt = async (entry: HandedEntry): Promise<void> => {
    let runs = true;
    const onHandled = (): void => {
      if (!runs) return;
      runs = false;
      running -= 1;
      pace.note();
      begin();
      if (short && room() > 0) alarm.ring();
    };
    try {
      const envelope = envelopeOf(entry, soundOptions(entry.options));
      await deliver({ name: entry.job, envelope, onHandled });
    } catch {
      // Said where it happened. The claim ends by itself, and the attempt is made again.
    }
    held.delete(entry);
    onHandled();
    begin();
    if (short && room() > 0) alarm.ring();
    ended();
  };

  const claim = async (): Promise<void> => {
    const wanted = room();
    if (wanted === 0) {
      short = true;
      await alarm.wait(pollIntervalMs);
      short = false;
      return;
    }
    const from = cursor;
    const { handed, looked, cursor: next } = await repository.claim(wanted, from);
    cursor = looked > 0 ? next : undefined;
    for (const entry of handed) held.add(entry);
    waiting.add(handed);
    begin();
    // Fewer than wanted may be the share of some tenants, while others have more.
    if (looked === 0 && from === undefined) await alarm.wait(pollIntervalMs);
  };

  const run = async (): Promise<void> => {
    while (!stopping) {
      try {
        await claim();
      } catch (error) {
        log.error('Jobs could not be claimed; they stay in the outbox', { error });
        await alarm.wait(pauseAfterFailureMs);
      }
    }
  };

  const renew = async (): Promise<void> => {
    while (!stopping || held.size > 0) {
      await lease.wait(lockDurationMs / 3);
      if (held.size === 0) continue;
      // Whoever comes too late finds the fence moved on.
      await repository.renew([...held]).catch((error: unknown) => {
        log.warn('The leases of running jobs could not be renewed; others may take them', { error });
      });
    }
  };

  /** What was claimed and has not begun is for others now. */
  const giveBack = async (): Promise<void> => {
    const left: HandedEntry[] = [];
    for (let entry = waiting.next(); entry; entry = waiting.next()) left.push(entry);
    for (const entry of left) held.delete(entry);
    if (left.length === 0) return;
    await repository.giveBack(left).catch((error: unknown) => {
      log.warn('Claimed jobs could not be given back; they run when the lease has ended', { error });
    });
  };

  return {
    async start() {
      listener ??=
        directUrl &&
        createListener({ url: directUrl, channel: outboxChannel, service, logger, onWake: alarm.ring });
      claiming ??= run();
      renewing ??= renew();
    },
    async close() {
      stopping = true;
      alarm.ring();
      // A claim that is on its way is given back as well, or nothing would ever begin or end it.
      await claiming;
      await giveBack();
      while (held.size > 0) await new Promise<void>((resolve) => (ended = resolve));
      lease.ring();
      await renewing;
      await listener?.close();
    },
  };
}
