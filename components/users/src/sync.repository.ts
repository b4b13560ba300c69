import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import type { ProviderIdentity, UserStatus } from './users.types.js';

/** How far a provider has been read. */
export interface SyncState {
  readonly version: number;
  readonly eventsSince: Date | undefined;
  /** The comparison under way; undefined when there is none. */
  readonly full:
    { readonly next: number; readonly listed: boolean; readonly after: string | undefined } | undefined;
  /** Whether a comparison should begin, by the clock of the database. */
  readonly fullIsDue: boolean;
}

export interface SyncStep {
  readonly eventsSince?: Date;
  readonly full?:
    'begin' | 'end' | { readonly next: number; readonly listed: boolean } | { readonly after: string };
}

/** A user whom the provider has said something new of. */
export interface ChangedUser {
  readonly id: string;
  readonly before: UserStatus;
  readonly after: UserStatus;
  readonly version: number;
}

/** Of ours, as the provider would name them. */
export interface KnownUser {
  readonly id: string;
  readonly subject: string;
}

export type ProvidedIdentity = ProviderIdentity & { readonly enabled: boolean };

interface StateRow {
  readonly version: number;
  readonly events_since: Date | null;
  readonly full_started_at: Date | null;
  readonly full_next: number;
  readonly full_listed: boolean;
  readonly full_after: string | null;
  readonly due: boolean;
}

export class SyncRepository {
  constructor(
    private readonly database: Database,
    private readonly issuer: string,
    private readonly fullIntervalMs: number,
  ) {}

  async state(ctx: OperationContext): Promise<SyncState> {
    const manager = managerFor(ctx, this.database);
    await manager.query('insert into users.sync_state (issuer) values ($1) on conflict do nothing', [
      this.issuer,
    ]);
    const [row] = await manager.query<StateRow[]>(
      `select *, full_started_at is null and
         coalesce(full_done_at <= now() - $2 * interval '1 millisecond', true) as due
       from users.sync_state where issuer = $1`,
      [this.issuer, this.fullIntervalMs],
    );
    if (!row) throw new Error('The state of the sync was gone right after it was written');
    return {
      version: row.version,
      eventsSince: row.events_since ?? undefined,
      full: row.full_started_at
        ? { next: row.full_next, listed: row.full_listed, after: row.full_after ?? undefined }
        : undefined,
      fullIsDue: row.due,
    };
  }

  /** False when another run is at work, or has moved on from this version: then nothing may be written. */
  async advance(tx: TransactionContext, version: number, step: SyncStep): Promise<boolean> {
    const manager = managerFor(tx, this.database);
    const [lock] = await manager.query<{ held: boolean }[]>(
      // Of this version, so that whoever is late does not stand in the way of who is not.
      `select pg_try_advisory_xact_lock(hashtextextended('users.sync ' || $1, $2)) as held`,
      [this.issuer, version],
    );
    if (!lock?.held) return false;
    const { eventsSince, full } = step;
    const [listing, after] = [
      typeof full === 'object' && 'next' in full ? full : undefined,
      typeof full === 'object' && 'after' in full ? full.after : undefined,
    ];
    const moved = await manager.query<unknown[]>(
      `with moved as (
         update users.sync_state set version = version + 1, updated_at = now(),
           events_since = coalesce($3::timestamptz, events_since),
           full_started_at = case $4::text when 'begin' then now() when 'end' then null else full_started_at end,
           full_done_at = case $4::text when 'end' then now() else full_done_at end,
           full_next = case $4::text when 'begin' then 0 else coalesce($5::int, full_next) end,
           full_listed = case $4::text when 'begin' then false else coalesce($6::boolean, full_listed) end,
           full_after = case $4::text when 'begin' then null else coalesce($7::uuid, full_after) end
         where issuer = $1 and version = $2 returning 1)
       select * from moved`,
      [
        this.issuer,
        version,
        eventsSince ?? null,
        typeof full === 'string' ? full : null,
        listing?.next ?? null,
        listing?.listed ?? null,
        after ?? null,
      ],
    );
    if (moved.length === 0) return false;
    if (full === 'begin' || full === 'end')
      await manager.query('delete from users.sync_seen where issuer = $1', [this.issuer]);
    return true;
  }

  async remember(tx: TransactionContext, subjects: readonly string[]): Promise<void> {
    await managerFor(tx, this.database).query(
      'insert into users.sync_seen (issuer, subject) select $1, unnest($2::text[]) on conflict do nothing',
      [this.issuer, subjects],
    );
  }

  /** Ours that the comparison has not met, at most 100 after this id; those already deleted left out. */
  async unseen(ctx: OperationContext, after: string | undefined): Promise<readonly KnownUser[]> {
    return managerFor(ctx, this.database).query<KnownUser[]>(
      `select u.id, u.subject from users.users u
       where u.issuer = $1 and u.deleted_at is null and u.id > coalesce($2::uuid, '00000000-0000-0000-0000-000000000000')
         and not exists (select from users.sync_seen s where s.issuer = u.issuer and s.subject = u.subject)
       order by u.id limit 100`,
      [this.issuer, after ?? null],
    );
  }

  /** Those of them whom the provider decides about here. */
  async followed(ctx: OperationContext, subjects: readonly string[]): Promise<readonly string[]> {
    const rows = await managerFor(ctx, this.database).query<{ subject: string }[]>(
      `select subject from users.users where issuer = $1 and subject = any($2::text[])
         and purge_started_at is null and deleted_by is distinct from 'platform' order by id`,
      [this.issuer, subjects],
    );
    return rows.map(({ subject }) => subject);
  }

  async countUnseen(ctx: OperationContext): Promise<number> {
    const [row] = await managerFor(ctx, this.database).query<{ count: number }[]>(
      `select count(*)::int as count from users.users u where u.issuer = $1 and u.deleted_at is null
         and not exists (select from users.sync_seen s where s.issuer = u.issuer and s.subject = u.subject)`,
      [this.issuer],
    );
    return row?.count ?? 0;
  }

  /**
   * Brings those of them who are known here in line. Who was deleted because the provider had lost them comes back as long
   * as the purge has not begun; who was deleted here stays deleted.
   */
  async apply(
    tx: TransactionContext,
    identities: readonly ProvidedIdentity[],
    asOf: Date,
  ): Promise<readonly ChangedUser[]> {
    // What a newer token has said about names stands; it says nothing of whether the account is enabled.
    const fresh = 'coalesce(known.said_at <= $8, true)';
    const newer = (column: string): string =>
      `case when ${fresh} then known.said_${column} else u.${column} end`;
    return managerFor(tx, this.database).query<ChangedUser[]>(
      `with said as (
         select * from unnest($2::text[], $3::text[], $4::text[], $5::boolean[], $6::text[], $7::boolean[])
           t(subject, said_username, said_email, said_email_verified, said_full_name, enabled)
       ), known as (
         select u.id, u.status, u.said_at, s.* from users.users u join said s using (subject)
         where u.issuer = $1 and u.purge_started_at is null and u.deleted_by is distinct from 'platform'
           and ((u.disabled_at is null) is distinct from s.enabled or u.deleted_at is not null
             or (coalesce(u.said_at <= $8, true) and
               (u.username, u.email, u.email_verified, u.full_name) is distinct from
               (s.said_username, s.said_email, s.said_email_verified, s.said_full_name)))
         order by u.id for no key update of u
       ), changed as (
         update users.users u set
           username = ${newer('username')}, email = ${newer('email')},
           email_verified = ${newer('email_verified')}, full_name = ${newer('full_name')},
           said_at = greatest(known.said_at, $8),
           disabled_at = case when known.enabled then null else coalesce(u.disabled_at, now()) end,
           deleted_at = null, deleted_by = null, heir_id = null,
           version = u.version + 1, updated_at = now()
         from known where u.id = known.id returning u.id, known.status as before, u.status as after, u.version)
       select * from changed`,
      [
        this.issuer,
        identities.map(({ subject }) => subject),
        identities.map(({ username }) => username),
        identities.map(({ email }) => email ?? null),
        identities.map(({ emailVerified }) => emailVerified ?? false),
        identities.map(({ fullName }) => fullName ?? null),
        identities.map(({ enabled }) => enabled),
        asOf,
      ],
    );
  }

  /** The provider has them no more. */
  async delete(tx: TransactionContext, subjects: readonly string[]): Promise<readonly ChangedUser[]> {
    return managerFor(tx, this.database).query<ChangedUser[]>(
      `with known as (
         select id, status from users.users where issuer = $1 and subject = any($2::text[]) and deleted_at is null
         order by id for no key update
       ), gone as (
         update users.users u set deleted_at = now(), deleted_by = 'provider', version = version + 1, updated_at = now()
         from known where u.id = known.id returning u.id, known.status as before, u.status as after, u.version)
       select * from gone`,
      [this.issuer, subjects],
    );
  }
}
