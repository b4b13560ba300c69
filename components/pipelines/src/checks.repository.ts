import type { OperationContext } from '@ashlar/database';
import type { RunSpec } from '@ashlar/runs';
import type { PipelineStatus, Target } from './pipelines.types.js';
import { type TargetJson, toTarget } from './rows.js';
import { SqlRepository } from './sql.repository.js';

export interface DueTarget extends Target {
  readonly cancelRequested: boolean;
  readonly pastDeadline: boolean;
  readonly deadlineAt: Date;
  readonly tries: number;
  /** Of those that it uses. */
  readonly needs: readonly PipelineStatus[];
}

/** What runs outside, although its target is gone. */
export interface AbandonedRun {
  readonly key: string;
  readonly kind: string;
  readonly spec: RunSpec;
  readonly externalId: string;
  /** It was tried for long enough. */
  readonly past: boolean;
}

/** What has to be looked after: targets, and runs that are left of targets. */
export class CheckRepository extends SqlRepository {
  /** What is due, taken for so long. Others take others meanwhile. */
  async claim(
    ctx: OperationContext,
    { most, leaseMs }: { readonly most: number; readonly leaseMs: number },
  ): Promise<readonly DueTarget[]> {
    const claimed = await this.query<{ target_id: string; deadline_at: Date; tries: number }>(
      ctx,
      `select * from pipelines.claim($1, make_interval(secs => $2 / 1000.0))`,
      [most, leaseMs],
    );
    if (claimed.length === 0) return [];
    const rows = await this.query<{
      readonly target: TargetJson;
      readonly past: boolean;
      readonly needs: readonly PipelineStatus[];
    }>(
      ctx,
      `select to_jsonb(t) as target, c.deadline_at <= now() as past, array(
         select u.status from pipelines.links l join pipelines.targets u on u.id = l.uses_id where l.target_id = t.id
       ) as needs
       from pipelines.targets t join pipelines.checks c on c.target_id = t.id
       where t.id = any($1) order by t.seq`,
      [claimed.map(({ target_id }) => target_id)],
    );
    const byId = new Map(claimed.map((each) => [each.target_id, each]));
    return rows.flatMap(({ target, past, needs }) => {
      const check = byId.get(target.id);
      if (!check) return [];
      return {
        ...toTarget(target),
        cancelRequested: target.cancel_requested_at !== null,
        pastDeadline: past,
        deadlineAt: check.deadline_at,
        tries: check.tries,
        needs,
      };
    });
  }

  /** Looks again after so long, but at the deadline at the latest. */
  async reschedule(
    ctx: OperationContext,
    entries: readonly { readonly id: string; readonly afterMs: number; readonly tries: number }[],
  ): Promise<void> {
    if (entries.length === 0) return;
    await this.query(
      ctx,
      `update pipelines.checks c set tries = e.tries,
         next_at = least(now() + make_interval(secs => e.ms / 1000.0), greatest(c.deadline_at, now() + interval '1 second'))
       from unnest($1::uuid[], $2::float8[], $3::integer[]) as e (id, ms, tries) where c.target_id = e.id`,
      [entries.map(({ id }) => id), entries.map(({ afterMs }) => afterMs), entries.map(({ tries }) => tries)],
    );
  }

  /** Keeps what runs outside without a target, to be stopped. */
  async abandon(ctx: OperationContext, runs: readonly Omit<AbandonedRun, 'past'>[]): Promise<void> {
    if (runs.length === 0) return;
    await this.query(
      ctx,
      `insert into pipelines.abandoned (target_id, run_kind, run_spec, external_id)
       select key, kind, spec, "externalId"
       from jsonb_to_recordset($1::jsonb) as r (key uuid, kind text, spec jsonb, "externalId" text)
       on conflict do nothing`,
      [JSON.stringify(runs)],
    );
  }

  /** What runs outside without a target, taken for so long. */
  async claimAbandoned(
    ctx: OperationContext,
    { most, leaseMs }: { readonly most: number; readonly leaseMs: number },
  ): Promise<readonly AbandonedRun[]> {
    const [rows = []] = await this.query<readonly AbandonedRun[]>(
      ctx,
      `update pipelines.abandoned set next_at = now() + make_interval(secs => $2 / 1000.0)
       where target_id = any (array(
         select target_id from pipelines.abandoned where next_at <= now() order by next_at limit $1
         for no key update skip locked))
       returning target_id as key, run_kind as kind, run_spec as spec, external_id as "externalId", give_up_at <= now() as past`,
      [most, leaseMs],
    );
    return rows;
  }

  async forgetAbandoned(ctx: OperationContext, keys: readonly string[]): Promise<void> {
    if (keys.length > 0)
      await this.query(ctx, `delete from pipelines.abandoned where target_id = any($1)`, [keys]);
  }

  async uncheck(ctx: OperationContext, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.query(ctx, `delete from pipelines.checks where target_id = any($1)`, [ids]);
  }
}
