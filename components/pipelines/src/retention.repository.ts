import type { OperationContext, TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import type { PipelineStatus } from './pipelines.types.js';
import { SqlRepository } from './sql.repository.js';

export interface RemovedPipeline {
  readonly id: string;
  readonly project_id: string;
  readonly domain_id: string;
  readonly name: string;
  readonly status: PipelineStatus;
  readonly version: number;
}

export class RetentionRepository extends SqlRepository {
  /** Finished pipelines that are older, the oldest first; others who ask meanwhile get others. */
  async olderThan(tx: TransactionContext, keepMs: number, most: number): Promise<readonly string[]> {
    const rows = await this.query<{ readonly id: string }>(
      tx,
      `select id from pipelines.pipelines
       where created_at < now() - make_interval(secs => $1 / 1000.0) and pipelines.is_final(status)
       order by created_at limit $2 for update skip locked`,
      [keepMs, most],
    );
    return rows.map(({ id }) => id);
  }

  /** Projects, in the order of ids, each looked up by the index alone. */
  async projectsAfter(ctx: OperationContext, after: string, most: number): Promise<readonly string[]> {
    const rows = await this.query<{ readonly id: string }>(
      ctx,
      `with recursive walk as (
         (select project_id, 1 as n from pipelines.pipelines where project_id > $1 order by project_id limit 1)
         union all
         select p.project_id, w.n + 1 from walk w cross join lateral (
           select project_id from pipelines.pipelines where project_id > w.project_id order by project_id limit 1
         ) p where w.n < $2
       ) select project_id as id from walk`,
      [after, most],
    );
    return rows.map(({ id }) => id);
  }

  /** Finished pipelines of the project beyond its newest ones. */
  async beyond(
    tx: TransactionContext,
    projectId: string,
    keep: number,
    most: number,
  ): Promise<readonly string[]> {
    const rows = await this.query<{ readonly id: string }>(
      tx,
      `select id from pipelines.pipelines
       where project_id = $1 and pipelines.is_final(status) and seq <= coalesce((
         select seq from pipelines.pipelines where project_id = $1 order by seq desc offset $2 limit 1), 0)
       order by seq limit $3 for update skip locked`,
      [projectId, keep, most],
    );
    return rows.map(({ id }) => id);
  }

  /** With their steps, groups that are no step of any pipeline any more, and events that triggered none. */
  async remove(tx: TransactionContext, ids: readonly string[]): Promise<readonly RemovedPipeline[]> {
    const manager = managerFor(tx, this.database);
    // Groups first, as everywhere: nobody makes them a step meanwhile.
    const groups = await this.query<{ readonly id: string }>(
      tx,
      `select id from pipelines.groups where id = any(array(
         select group_id from pipelines.steps where pipeline_id = any($1))) order by id for update`,
      [ids],
    );
    // Later attempts show what they followed as long as it is kept; what they show changes with their version.
    await manager.query(
      `update pipelines.pipelines set retry_of = null, version = version + 1, updated_at = now()
       where id = any(array(select id from pipelines.pipelines where retry_of = any($1) and id <> all($1)
                            order by id for no key update))`,
      [ids],
    );
    const [removed = []] = await manager.query<[RemovedPipeline[] | undefined]>(
      `delete from pipelines.pipelines where id = any($1)
       returning id, project_id, domain_id, name, status, version, event_id`,
      [ids],
    );
    // What still runs outside is stopped by the babysitter, which finds it here.
    await manager.query(
      `insert into pipelines.abandoned (target_id, run_kind, run_spec, external_id)
       select t.id, t.run_kind, t.run_spec, t.external_id
       from pipelines.targets t join pipelines.checks c on c.target_id = t.id
       where t.group_id = any($1) and t.run_kind is not null and t.external_id is not null
         and not exists (select from pipelines.steps s where s.group_id = t.group_id)
       on conflict do nothing`,
      [groups.map(({ id }) => id)],
    );
    await manager.query(
      `delete from pipelines.groups g where g.id = any($1)
         and not exists (select from pipelines.steps s where s.group_id = g.id)`,
      [groups.map(({ id }) => id)],
    );
    const events = (removed as readonly { readonly event_id?: string }[]).map(({ event_id }) => event_id);
    await manager.query(
      `delete from pipelines.events e where e.id = any($1)
         and not exists (select from pipelines.pipelines p where p.event_id = e.id)`,
      [events],
    );
    return removed;
  }
}
