import { systemContext } from '@ashlar/database';
import type { Consumer } from '@ashlar/events';
import type { ReadinessCheck } from '@ashlar/http';
import type { WebhookSender } from '@ashlar/webhooks';

const mostIdleMs = 15_000;

type Reader = Pick<Consumer, 'idleMs' | 'lag'>;

/** Rejects when events wait and this process, which reads them, has seen no batch through for 15 s: then it is stuck. */
export function createConsumerCheck(name: string, consumer: Reader, limit = mostIdleMs): ReadinessCheck {
  return {
    name,
    async check() {
      const idleMs = consumer.idleMs();
      if (idleMs < limit) return;
      const lag = await consumer.lag(systemContext(`is it stuck: ${name}`));
      if (lag * 1000 >= limit) {
        throw new Error(
          `Events wait for ${Math.round(lag)} s and none was read for ${Math.round(idleMs / 1000)} s`,
        );
      }
    },
  };
}

/** The same for deliveries of webhooks that are due. */
export function createSenderCheck(
  name: string,
  sender: Pick<WebhookSender, 'idleMs' | 'overdue'>,
  limit = mostIdleMs,
): ReadinessCheck {
  return {
    name,
    async check() {
      const idleMs = sender.idleMs();
      if (idleMs < limit) return;
      const overdue = await sender.overdue(systemContext(`is it stuck: ${name}`), limit);
      if (overdue > 0) {
        throw new Error(`${overdue} deliveries are due and none was sent for ${Math.round(idleMs / 1000)} s`);
      }
    },
  };
}
