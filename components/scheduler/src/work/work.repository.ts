import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import { namedQuery } from '@ashlar/database/persistence';
import type { RunReport, RunSpec } from '@ashlar/runs';
import type { Notify, ScheduleOwnerType, SessionState } from '../schedules.types.js';

/** A session that this process has for as long as its lease lasts, with what its schedule says. */
export interface ClaimedSession {
  readonly id: string;
  readonly scheduleId: string;
  readonly fence: number;
  readonly state: 'claimed' | 'launching' | 'running';
  readonly slot: Date;
  readonly attempt: number;
  readonly runKind: string;
  readonly runSpec: RunSpec;
  readonly externalId: string | null;
  readonly holdId: string | null;
  readonly ownerType: ScheduleOwnerType;
  readonly ownerId: string;
  readonly timeoutSeconds: number | null;
  readonly cancelAsked: boolean;
  /** Seconds since the end was asked for; since this launch was begun; since the first launch of this attempt was. */
  readonly cancelAskedFor: number | null;
  readonly launchingFor: number | null;
  readonly askedFor: number | null;
  readonly isOverdue: boolean;
  readonly deadlineAt: Date | null;
}

const claimed = `session.id, session.schedule_id as "scheduleId", session.fence, session.state, session.slot, session.attempt,
  coalesce(session.run_kind, schedule.run_kind) as "runKind", coalesce(session.run_spec, schedule.run_spec) as "runSpec",
  session.external_id as "externalId", session.hold_id as "holdId", schedule.owner_type as "ownerType",
  schedule.owner_id as "ownerId", schedule.timeout_seconds as "timeoutSeconds",
  session.cancel_asked_at is not null as "cancelAsked",
  extract(epoch from now() - session.cancel_asked_at)::float8 as "cancelAskedFor",
  extract(epoch from now() - session.launching_since)::float8 as "launchingFor",
  extract(epoch from now() - session.asked_since)::float8 as "askedFor",
  coalesce(session.deadline_at <= now(), false) as "isOverdue", session.deadline_at as "deadlineAt"`;

/** Appended to the journal of a session with each of its arrows. */
const noted = (message: string): string =>
  `journal || jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
     'at', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'state', %STATE%, 'attempt', %ATTEMPT%,
     'message', ${message})))`;
const journal = (state: string, attempt: string, message = 'null::text'): string =>
  noted(message).replace('%STATE%', state).replace('%ATTEMPT%', attempt);

export interface EndingSchedule {
  readonly name: string;
  readonly ownerType: ScheduleOwnerType;
  readonly ownerId: string;
  readonly domainId: string;
  readonly maxAttempts: number;
  readonly retryDelaySeconds: number;
  readonly retryFactor: number;
  readonly maxFailures: number | null;
  readonly notify: Notify;
  readonly isActive: boolean;
  /** Failed sessions in a row. */
  readonly failures: number;
}

/** The last arrow of a session. */
export interface End {
  readonly session: Pick<ClaimedSession, 'id' | 'fence'>;
  readonly state: SessionState;
  readonly reason: string | undefined;
  readonly message: string | undefined;
  readonly report: RunReport | undefined;
}

export interface Ended {
  readonly id: string;
  readonly slot: Date;
  readonly attempt: number;
  readonly holdId: string | null;
  readonly runKind: string | null;
  readonly externalId: string | null;
}

export class WorkRepository {
  constructor(private readonly database: Database) {}

  private run<Row>(
    ctx: OperationContext,
    name: string,
    text: string,
    values: readonly unknown[],
  ): Promise<readonly Row[]> {
    return namedQuery<Row>(ctx, this.database, { name: `scheduler_${name}`, text, values });
  }

  /** Takes what was left between claim and launch, however much waits, and then what waits for its launch. */
  claimToLaunch(ctx: OperationContext, most: number, leaseMs: number): Promise<readonly ClaimedSession[]> {
    return this.run(
      ctx,
      'claim_launch',
      `with begun as (
         select id from scheduler.sessions where state in ('claimed', 'launching') and next_at <= now()
         order by next_at limit $1 for update skip locked
       ), fresh as (
         select id from scheduler.sessions where state = 'pending' and next_at <= now()
         order by next_at limit $1 - (select count(*) from begun) for update skip locked
       ), due as (
         select id from begun union all select id from fresh
       )
       update scheduler.sessions as session
       set state = case session.state when 'pending' then 'claimed' else session.state end, fence = session.fence + 1,
         next_at = now() + make_interval(secs => $2::float8 / 1000)
       from due, scheduler.schedules as schedule
       where session.id = due.id and schedule.id = session.schedule_id
       returning ${claimed}`,
      [most, leaseMs],
    );
  }

  /** Takes what runs and is to be asked about. */
  claimToPoll(ctx: OperationContext, most: number, leaseMs: number): Promise<readonly ClaimedSession[]> {
    return this.run(
      ctx,
      'claim_poll',
      `with due as (
         select id from scheduler.sessions where state = 'running' and next_at <= now()
         order by next_at limit $1 for update skip locked
       )
       update scheduler.sessions as session
       set fence = session.fence + 1, next_at = now() + make_interval(secs => $2::float8 / 1000)
       from due, scheduler.schedules as schedule
       where session.id = due.id and schedule.id = session.schedule_id
       returning ${claimed}`,
      [most, leaseMs],
    );
  }

  /** Claimed sessions are about to be launched, with what the schedule says now. @returns until when those may run that still were. */
  async beginLaunch(
    ctx: OperationContext,
    sessions: readonly { readonly id: string; readonly fence: number; readonly holdId: string | undefined }[],
  ): Promise<ReadonlyMap<string, Date | null>> {
    const rows = await this.run<{ id: string; deadline_at: Date | null }>(
      ctx,
      'begin_launch',
      `update scheduler.sessions as session
       set state = 'launching', attempt = session.attempt + 1, launching_since = now(),
         asked_since = coalesce(session.asked_since, now()), run_kind = schedule.run_kind,
         run_spec = schedule.run_spec, hold_id = coalesce(entry.hold_id, session.hold_id), external_id = null, raw = null,
         deadline_at = now() + make_interval(secs => schedule.timeout_seconds), links = '[]', message = null, ${`journal = session.${journal(`'launching'`, 'session.attempt + 1')}`}
       from unnest($1::uuid[], $2::int[], $3::uuid[]) as entry (id, fence, hold_id), scheduler.schedules as schedule
       where session.id = entry.id and session.fence = entry.fence and session.state = 'claimed'
         and schedule.id = session.schedule_id
       returning session.id, session.deadline_at`,
      [
        sessions.map(({ id }) => id),
        sessions.map(({ fence }) => fence),
        sessions.map(({ holdId }) => holdId ?? null),
      ],
    );
    return new Map(rows.map(({ id, deadline_at }) => [id, deadline_at]));
  }

  /** Of this launch came nothing for now: it waits again, and the next is of the same attempt. */
  async takeBack(
    ctx: OperationContext,
    sessions: readonly Pick<ClaimedSession, 'id' | 'fence' | 'askedFor'>[],
    inMs: number,
    message: string | undefined,
  ): Promise<void> {
    await this.run(
      ctx,
      'take_back',
      `update scheduler.sessions as session
       set state = 'pending', next_at = now() + make_interval(secs => $4::float8 / 1000),
         attempt = session.attempt - case session.state when 'launching' then 1 else 0 end,
         asked_since = case when entry.asked then session.asked_since end, message = coalesce($5, session.message),
         journal = case session.state when 'launching' then session.${journal(`'pending'`, 'session.attempt', '$5::text')}
           else session.journal end
       from unnest($1::uuid[], $2::int[], $3::boolean[]) as entry (id, fence, asked)
       where session.id = entry.id and session.fence = entry.fence and session.state in ('claimed', 'launching')`,
      [
        sessions.map(({ id }) => id),
        sessions.map(({ fence }) => fence),
        sessions.map(({ askedFor }) => askedFor !== null),
        inMs,
        message ?? null,
      ],
    );
  }

  /** The run has a name: launching becomes running. False when another has the session. */
  async storeRun(
    ctx: OperationContext,
    { id, fence }: Pick<ClaimedSession, 'id' | 'fence'>,
    report: RunReport,
    pollMs: number,
  ): Promise<boolean> {
    const rows = await this.run(
      ctx,
      'store_run',
      `update scheduler.sessions as session
       set state = 'running', external_id = $3, raw = $4, links = $5::jsonb, message = $6, started_at = $7,
         launched_at = now(), next_at = now() + make_interval(secs => $8::float8 / 1000),
         journal = session.${journal(`'running'`, 'session.attempt')}
       where session.id = $1 and session.fence = $2 and session.state = 'launching'
       returning session.id`,
      [
        ...[id, fence, report.externalId ?? null, report.raw, JSON.stringify(report.links)],
        ...[report.message ?? null, report.startedAt ?? null, pollMs],
      ],
    );
    return rows.length === 1;
  }

  /** Nothing came of it for now: somebody looks again later. */
  async putOff(
    ctx: OperationContext,
    sessions: readonly Pick<ClaimedSession, 'id' | 'fence'>[],
    inMs: number,
    message: string | undefined,
  ): Promise<void> {
    await this.run(
      ctx,
      'put_off',
      `update scheduler.sessions as session
       set next_at = now() + make_interval(secs => $3::float8 / 1000), message = coalesce($4, message)
       from unnest($1::uuid[], $2::int[]) as entry (id, fence)
       where session.id = entry.id and session.fence = entry.fence and session.state in ('launching', 'running')`,
      [sessions.map(({ id }) => id), sessions.map(({ fence }) => fence), inMs, message ?? null],
    );
  }

  /** What is known of runs that go on. */
  async storeProgress(
    ctx: OperationContext,
    sessions: readonly { readonly session: ClaimedSession; readonly report: RunReport }[],
    pollMs: number,
  ): Promise<void> {
    await this.run(
      ctx,
      'store_progress',
      `update scheduler.sessions as session
       set raw = entry.raw, links = entry.links, message = entry.message,
         started_at = coalesce(entry.started_at, session.started_at),
         external_id = coalesce(entry.external_id, session.external_id),
         next_at = now() + make_interval(secs => $8::float8 / 1000)
       from unnest($1::uuid[], $2::int[], $3::text[], $4::jsonb[], $5::text[], $6::timestamptz[], $7::text[])
         as entry (id, fence, raw, links, message, started_at, external_id)
       where session.id = entry.id and session.fence = entry.fence and session.state = 'running'`,
      [
        sessions.map(({ session }) => session.id),
        sessions.map(({ session }) => session.fence),
        sessions.map(({ report }) => report.raw),
        sessions.map(({ report }) => JSON.stringify(report.links)),
        sessions.map(({ report }) => report.message ?? null),
        sessions.map(({ report }) => report.startedAt ?? null),
        sessions.map(({ report }) => report.externalId ?? null),
        pollMs,
      ],
    );
  }

  /** Locks the schedule of a session, before the session itself: scans lock in this order too. */
  async lockSchedule(tx: TransactionContext, id: string): Promise<EndingSchedule | undefined> {
    const [row] = await this.run<EndingSchedule>(
      tx,
      'lock_schedule',
      `select name, owner_type as "ownerType", owner_id as "ownerId", domain_id as "domainId",
         max_attempts as "maxAttempts", retry_delay_seconds as "retryDelaySeconds", retry_factor as "retryFactor",
         max_failures as "maxFailures", notify, failures, state = 'active' as "isActive"
       from scheduler.schedules where id = $1 for update`,
      [id],
    );
    return row;
  }

  /** One more attempt later. False when another has the session. */
  async again(
    tx: TransactionContext,
    { id, fence }: Pick<ClaimedSession, 'id' | 'fence'>,
    { reason, message, delaySeconds }: { reason: string; message: string | undefined; delaySeconds: number },
  ): Promise<boolean> {
    const rows = await this.run(
      tx,
      'again',
      `update scheduler.sessions
       set state = 'pending', reason = $3, message = $4, next_at = now() + make_interval(secs => $5), asked_since = null,
         journal = ${journal(`'pending'`, 'attempt', '$4::text')}
       where id = $1 and fence = $2 and state in ('launching', 'running') returning id`,
      [id, fence, reason, message ?? null, delaySeconds],
    );
    return rows.length === 1;
  }

  /** The last arrows of different sessions. @returns those that have ended by this: another may have the rest, or they had ended. */
  async end(tx: TransactionContext, ends: readonly End[]): Promise<readonly Ended[]> {
    const reports = ends.map(({ report }) => report);
    return this.run(
      tx,
      'end',
      `update scheduler.sessions as session
       set state = entry.state, reason = entry.reason, message = entry.message,
         raw = coalesce(entry.raw, session.raw), links = coalesce(entry.links, session.links),
         external_id = coalesce(entry.external_id, session.external_id),
         started_at = coalesce(entry.started_at, session.started_at, session.launching_since),
         finished_at = coalesce(entry.finished_at, now()), next_at = null, fence = session.fence + 1,
         journal = session.${journal('entry.state', 'session.attempt', 'entry.message')}
       from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::jsonb[], $8::text[],
           $9::timestamptz[], $10::timestamptz[])
         as entry (id, fence, state, reason, message, raw, links, external_id, started_at, finished_at)
       where session.id = entry.id and session.fence = entry.fence
         and session.state in ('pending', 'claimed', 'launching', 'running')
       returning session.id, session.slot, session.attempt, session.hold_id as "holdId", session.run_kind as "runKind",
         session.external_id as "externalId"`,
      [
        ...[ends.map(({ session }) => session.id), ends.map(({ session }) => session.fence)],
        ...[ends.map(({ state }) => state), ends.map(({ reason }) => reason ?? null)],
        ...[ends.map(({ message }) => message ?? null), reports.map((report) => report?.raw ?? null)],
        reports.map((report) => (report ? JSON.stringify(report.links) : null)),
        reports.map((report) => report?.externalId ?? null),
        reports.map((report) => report?.startedAt ?? null),
        reports.map((report) => report?.finishedAt ?? null),
      ],
    );
  }

  /** Lets one that waits go on when nothing else of its schedule is open. */
  async release(tx: TransactionContext, scheduleId: string): Promise<void> {
    await this.run(
      tx,
      'release',
      `update scheduler.sessions set next_at = now()
       where id = (
         select id from scheduler.sessions
         where schedule_id = $1 and state = 'pending' and next_at = 'infinity' order by slot limit 1
       ) and not exists (
         select from scheduler.sessions
         where schedule_id = $1 and state in ('pending', 'claimed', 'launching', 'running') and next_at <> 'infinity'
       )`,
      [scheduleId],
    );
  }

  /** The schedule must be locked. */
  async countFailures(
    tx: TransactionContext,
    scheduleId: string,
    failures: number,
    disables: boolean,
  ): Promise<void> {
    await this.run(
      tx,
      'count_failures',
      `update scheduler.schedules set failures = $2, state = case when $3 then 'disabled' else state end,
         state_reason = case when $3 then 'failures' else state_reason end,
         state_since = case when $3 then now() else state_since end,
         version = case when $3 then version + 1 else version end
       where id = $1`,
      [scheduleId, failures, disables],
    );
  }

  async addMail(
    tx: TransactionContext,
    mail: {
      readonly id: string;
      readonly recipients: readonly string[];
      readonly subject: string;
      readonly body: string;
    },
  ): Promise<void> {
    await this.run(
      tx,
      'add_mail',
      `insert into scheduler.mails (id, recipients, subject, body) values ($1, $2, $3, $4)`,
      [mail.id, mail.recipients, mail.subject, mail.body],
    );
  }
}
