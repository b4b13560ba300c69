import type { Database, OperationContext } from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import type { Mailer } from './mailer.js';
import { MailRepository } from './mails.repository.js';

export interface MailSenderDeps {
  readonly database: Database;
  readonly logger: Logger;
  /** Undefined: what waits is thrown away. */
  readonly mailer: Mailer | undefined;
}

/** Sends what ends of sessions left: at least once, and up to `mostAttempts` times. */
export interface MailSender {
  run(ctx: OperationContext): Promise<{ readonly sent: number; readonly failed: number }>;
}

const batch = 20;
const leaseMs = 300_000;
/** Over about a day. */
const mostAttempts = 12;

export function createMailSender({ database, logger, mailer }: MailSenderDeps): MailSender {
  const mails = new MailRepository(database);
  return {
    async run(ctx) {
      let [sent, failed] = [0, 0];
      for (;;) {
        const claimed = await mails.claim(ctx, batch, leaseMs);
        for (const { id, recipients: to, subject, body: text, attempts } of claimed) {
          try {
            await mailer?.send({ id, to, subject, text });
            await mails.delete(ctx, id);
            sent += 1;
          } catch (error) {
            failed += 1;
            const isLast = attempts >= mostAttempts;
            logger[isLast ? 'error' : 'warn']('A mail was not sent', { mail: id, attempts, error });
            if (isLast) await mails.delete(ctx, id);
            else await mails.putOff(ctx, id, Math.min(21_600, 30 * 2 ** (attempts - 1)));
          }
        }
        if (claimed.length < batch || ctx.signal.aborted) return { sent, failed };
      }
    },
  };
}
