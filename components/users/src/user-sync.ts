import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import { DirectoryError, type DirectoryUser, type UserDirectory } from './directory.types.js';
import type { AccessOfUsers } from './lifecycle.types.js';
import { storableIdentity } from './provider-identity.js';
import type { UserSyncConfig } from './sync.config.js';
import { nobodyListens, type OnUserChange } from './user-changes.js';
import { type ChangedUser, SyncRepository, type SyncState, type SyncStep } from './sync.repository.js';

export interface UserSyncDeps {
  readonly database: Database;
  readonly onChange?: OnUserChange | undefined;
  /** Undefined: nothing is configured, and each run ends at once. */
  readonly directory: UserDirectory | undefined;
  readonly config: Pick<UserSyncConfig, 'fullIntervalMs' | 'intervalMs' | 'mostDeletions'>;
  readonly access: readonly AccessOfUsers[];
  readonly logger: Logger;
}

/** What a run has done. */
export interface SyncReport {
  /**
   * `done`: nothing is left to do. `off`: no provider is configured. `overtaken`: another run is at work and does the
   * rest. `stopped`, `unavailable`, `refused`: by the signal, or because the provider could not be asked; the next run
   * goes on where this one ended.
   */
  readonly outcome: 'done' | 'off' | 'overtaken' | 'stopped' | 'unavailable' | 'refused';
  readonly changed: number;
  readonly disabled: number;
  readonly deleted: number;
  /** Users who came back: enabled again, or found again. */
  readonly returned: number;
  /** Whether a comparison of everybody came to its end. */
  readonly compared: boolean;
  /** Users whom the comparison missed and did not delete, because there were too many. */
  readonly withheld: number;
}

/** Brings the users here in line with the identity provider. Never makes any: they appear with their first call. */
export interface UserSync {
  /**
   * Reads the events since the last run and, when it is time, compares everybody. What is done stays done whenever it
   * is stopped, and runs at the same time do no harm. An outage of the provider is told, not thrown.
   */
  run(ctx: OperationContext, signal?: AbortSignal): Promise<SyncReport>;
}

type Counts = Partial<Record<'changed' | 'disabled' | 'deleted' | 'returned', number>>;
type Work = (tx: TransactionContext) => Promise<Counts>;

/** How many users one transaction of changes looks up at the provider. */
const batch = 50;

const nothingDone = { changed: 0, disabled: 0, deleted: 0, returned: 0, compared: false, withheld: 0 };

export function createUserSync({ directory, ...deps }: UserSyncDeps): UserSync {
  return {
    run: async (ctx, signal = ctx.signal) =>
      directory ? new SyncRun(deps, directory, ctx, signal).run() : { ...nothingDone, outcome: 'off' },
  };
}

/** Another run has moved on: what this one knows may be old. */
class Overtaken extends Error {}

class SyncRun {
  private readonly repository: SyncRepository;
  private readonly logger: Logger;
  private readonly done = { ...nothingDone };
  private state: SyncState | undefined;

  constructor(
    private readonly deps: Omit<UserSyncDeps, 'directory'>,
    private readonly directory: UserDirectory,
    private readonly ctx: OperationContext,
    private readonly signal: AbortSignal,
  ) {
    this.repository = new SyncRepository(deps.database, directory.issuer, deps.config.fullIntervalMs);
    this.logger = deps.logger.child({ brick: 'users', task: 'users.sync' });
  }

  async run(): Promise<SyncReport> {
    try {
      this.state = await this.repository.state(this.ctx);
      await this.readEvents();
      await this.compare();
      return this.report('done');
    } catch (error) {
      if (error instanceof Overtaken) return this.report('overtaken');
      if (this.signal.aborted) return this.report('stopped');
      if (!(error instanceof DirectoryError)) throw error;
      const { kind } = error;
      const tell = kind === 'refused' ? this.logger.error : this.logger.warn;
      tell('The identity provider cannot be asked; users stay as they are until it can', { kind, error });
      return this.report(kind);
    }
  }

  private report(outcome: SyncReport['outcome']): SyncReport {
    const report = { ...this.done, outcome };
    if (report.changed + report.deleted > 0 || report.compared)
      this.logger.info('Users follow the identity provider', report);
    return report;
  }

  /** Events only say who: what is true now is asked of the provider, so order and repetition do not matter. */
  private async readEvents(): Promise<void> {
    const { eventsSince } = this.known();
    const { asOf, complete, ...changes } = await this.directory.changes(eventsSince, this.signal);
    const subjects = await this.repository.followed(this.ctx, changes.subjects);
    for (let first = 0; first < subjects.length; first += batch) {
      await this.refresh(subjects.slice(first, first + batch), {});
    }
    // Who could not be read one by one is met by a comparison.
    const begin = !complete && !this.known().full;
    await this.step({ eventsSince: asOf, ...(begin && { full: 'begin' as const }) });
  }

  private async compare(): Promise<void> {
    if (this.known().fullIsDue) await this.step({ full: 'begin' });
    let eventsAt = performance.now();
    for (let full = this.known().full; full; full = this.known().full) {
      this.signal.throwIfAborted();
      if (performance.now() - eventsAt >= this.deps.config.intervalMs) {
        // Whoever is disabled meanwhile does not wait for the end of it.
        await this.readEvents();
        eventsAt = performance.now();
      } else if (!full.listed) await this.listPage(full.next);
      else if (full.after === undefined && (await this.missesTooMany())) await this.end();
      else await this.lookForUnseen(full.after);
    }
  }

  private async listPage(first: number): Promise<void> {
    const { users, asOf, received, isLast } = await this.directory.list(first, this.signal);
    await this.step({ full: { next: first + received, listed: isLast } }, async (tx) => {
      const subjects = users.map(({ subject }) => subject);
      await this.repository.remember(tx, subjects);
      return this.apply(tx, users, asOf);
    });
  }

  private async missesTooMany(): Promise<boolean> {
    const missed = await this.repository.countUnseen(this.ctx);
    const most = this.deps.config.mostDeletions;
    if (missed <= most) return false;
    this.done.withheld = missed;
    this.logger.error('The provider misses too many of the users known here: none is deleted', {
      missed,
      most,
    });
    return true;
  }

  /** A list that changes while it is read can miss somebody: whoever was not in it is asked for by id. */
  private async lookForUnseen(after: string | undefined): Promise<void> {
    const unseen = await this.repository.unseen(this.ctx, after);
    const last = unseen.at(-1);
    if (!last) return this.end();
    const subjects = unseen.map(({ subject }) => subject);
    return this.refresh(subjects, { full: { after: last.id } });
  }

  private async end(): Promise<void> {
    await this.step({ full: 'end' });
    this.done.compared = true;
  }

  private async refresh(subjects: readonly string[], step: SyncStep): Promise<void> {
    const found: DirectoryUser[] = [];
    const gone: string[] = [];
    let oldest: Date | undefined;
    for (const subject of subjects) {
      const { user, asOf } = await this.directory.find(subject, this.signal);
      oldest ??= asOf;
      if (user) found.push(user);
      else gone.push(subject);
    }
    await this.step(step, async (tx) => {
      const counts = await this.apply(tx, found, oldest ?? new Date(0));
      const deleted = await this.repository.delete(tx, gone);
      for (const { id } of deleted) await this.endAccess(tx, id, 'deleted');
      await this.tell(tx, deleted);
      return { ...counts, deleted: deleted.length };
    });
  }

  private async apply(tx: TransactionContext, users: readonly DirectoryUser[], asOf: Date): Promise<Counts> {
    const { issuer } = this.directory;
    const identities = users.map(({ enabled, ...user }) => ({
      ...storableIdentity({ ...user, issuer }),
      enabled,
    }));
    const changed = await this.repository.apply(tx, identities, asOf);
    const disabled = changed.filter(({ before, after }) => before === 'active' && after === 'disabled');
    for (const { id } of disabled) await this.endAccess(tx, id, 'disabled');
    await this.tell(tx, changed);
    const returned = changed.filter(({ before, after }) => before !== 'active' && after === 'active');
    return { changed: changed.length, disabled: disabled.length, returned: returned.length };
  }

  private async endAccess(tx: TransactionContext, id: string, why: 'disabled' | 'deleted'): Promise<void> {
    for (const part of this.deps.access) await part.end(tx, id, why);
  }

  private async tell(tx: TransactionContext, changed: readonly ChangedUser[]): Promise<void> {
    const { onChange = nobodyListens } = this.deps;
    for (const user of changed) await onChange(tx, user);
  }

  /** One transaction, which counts only when nobody has moved on since what it writes was asked for. */
  private async step(step: SyncStep, work: Work = async () => ({})): Promise<void> {
    const { version } = this.known();
    const counts = await this.deps.database.transact(this.ctx, async (tx) => {
      if (!(await this.repository.advance(tx, version, step))) throw new Overtaken();
      return work(tx);
    });
    for (const name of ['changed', 'disabled', 'deleted', 'returned'] as const) {
      this.done[name] += counts[name] ?? 0;
    }
    this.state = await this.repository.state(this.ctx);
    if (this.state.version !== version + 1) throw new Overtaken();
  }

  private known(): SyncState {
    if (!this.state) throw new Error('The state of the sync has not been read');
    return this.state;
  }
}
