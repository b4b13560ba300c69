import type { Database, OperationContext } from '@ashlar/database';
import { namedQuery } from '@ashlar/database/persistence';

export interface ClaimedMail {
  readonly id: string;
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly body: string;
  readonly attempts: number;
}

export class MailRepository {
  constructor(private readonly database: Database) {}

  /** Takes what is to be sent; whoever does not come back leaves it to another after the lease. */
  claim(ctx: OperationContext, most: number, leaseMs: number): Promise<readonly ClaimedMail[]> {
    return namedQuery(ctx, this.database, {
      name: 'scheduler_claim_mails',
      text: `with due as (
               select id from scheduler.mails where next_at <= now() order by next_at limit $1 for update skip locked
             )
             update scheduler.mails as mail
             set attempts = mail.attempts + 1, next_at = now() + make_interval(secs => $2::float8 / 1000)
             from due where mail.id = due.id
             returning mail.id, mail.recipients, mail.subject, mail.body, mail.attempts`,
      values: [most, leaseMs],
    });
  }

  async delete(ctx: OperationContext, id: string): Promise<void> {
    await namedQuery(ctx, this.database, {
      name: 'scheduler_delete_mail',
      text: 'delete from scheduler.mails where id = $1',
      values: [id],
    });
  }

  async putOff(ctx: OperationContext, id: string, seconds: number): Promise<void> {
    await namedQuery(ctx, this.database, {
      name: 'scheduler_put_off_mail',
      text: 'update scheduler.mails set next_at = now() + make_interval(secs => $2) where id = $1',
      values: [id, seconds],
    });
  }
}
