import type pg from 'pg';

/** What the database says about storages and their jobs. */
export interface Evidence {
  readonly storages: readonly { readonly id: string; readonly name: string; readonly version: number }[];
  /** How many changes the worker counted, by storage. */
  readonly counted: Readonly<Record<string, number>>;
  /** Every outbox row that was ever committed, also those relayed and deleted since. */
  readonly jobsCommitted: readonly string[];
  /** Jobs recorded as having taken effect. */
  readonly jobsDone: readonly string[];
  /** Outbox rows that still wait. */
  readonly jobsWaiting: number;
}

/**
 * Keeps the id of every outbox row, in the transaction that writes it: rows that were rolled back leave nothing here
 * either. Made by the superuser in a throwaway database; the services see nothing of it.
 */
export async function keepOutboxIds(client: pg.Client): Promise<void> {
  await client.query(`
    create schema chaos;
    create table chaos.outbox_ids (id uuid primary key);
    create function chaos.keep_outbox_id() returns trigger language plpgsql security definer as
      $$ begin insert into chaos.outbox_ids values (new.id); return null; end $$;
    create trigger keep_outbox_id after insert on message_queue.outbox
      for each row execute function chaos.keep_outbox_id()`);
}

export async function gatherEvidence(client: pg.Client): Promise<Evidence> {
  const { rows } = await client.query<{ evidence: Evidence }>(`
    select json_build_object(
      'storages', (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'version', version)), '[]')
                   from storage.storages),
      'counted', (select coalesce(json_object_agg(storage_id, changes), '{}') from storage.activity),
      'jobsCommitted', (select coalesce(json_agg(id), '[]') from chaos.outbox_ids),
      'jobsDone', (select coalesce(json_agg(job_id), '[]') from message_queue.effects),
      'jobsWaiting', (select count(*) from message_queue.outbox)
    ) as evidence`);
  const [row] = rows;
  if (!row) throw new Error('The database gave no evidence');
  return row.evidence;
}

/** Jobs committed that have not taken effect. */
export async function countOpenJobs(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ open: number }>(`
    select count(*)::int as open from chaos.outbox_ids o
    where not exists (select from message_queue.effects where job_id = o.id)`);
  return rows[0]?.open ?? 0;
}
