import type { ObjectRef, Tuple } from '@ashlar/authz';
import { createTupleRows, loadModel, type StoredModel } from '@ashlar/authz/engine';
import { type Database, newId, type OperationContext, systemContext } from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import type { Metrics } from '@ashlar/telemetry';
import { type FeedClaim, FeedRepository, type ImportProgress, type Place } from './feed.repository.js';
import { createSpiceDbSchema, marks } from './spicedb-schema.js';
import { type RemoteUpdate, type SpiceDb, RemoteStateChanged } from './spicedb.types.js';
import { TupleStateRepository } from './tuple-state.repository.js';
import { mostRows, rowIfStorable, rowOf, updatesFor } from './tuple-updates.js';

/** Where a feeder may end for ever without a word: for tests that end it there. */
export type FeederPoint = 'claimed' | 'fenced' | 'read' | 'sent' | 'stored';

export interface FeederDeps {
  readonly database: Database;
  readonly spicedb: SpiceDb;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Another model than Ashlar's own: for tests. */
  readonly model?: StoredModel;
  /** How long another waits for one that has died. Default 3,000. */
  readonly leaseMs?: number;
  /** What it throws ends the step there. For tests. */
  readonly atPoint?: (point: FeederPoint) => Promise<void> | void;
}

/** What one step did. */
export interface FeedStep {
  /**
   * `standby`: another feeds, or there is nothing to feed before an import; `importing`: a part of that was done;
   * `fed`: a part of the changes was sent.
   */
  readonly did: 'standby' | 'importing' | 'fed';
  /** Relationships touched and deleted. */
  readonly sent: number;
  /** More waits to be done now. */
  readonly more: boolean;
}

/** Tells SpiceDB what the tuples are. Any number of processes may run one: one at a time does the work. */
export interface Feeder {
  /**
   * One part.
   * @param eager it is noted at once how far the feed is, also where nothing was to be sent.
   * @throws what SpiceDB or the database say; the next step begins anew.
   */
  step(ctx: OperationContext, options?: { readonly eager?: boolean }): Promise<FeedStep>;
  /**
   * Lets SpiceDB be filled with all tuples, in the steps to come; until that is done nobody asks it. An import that
   * was begun goes on where it was, unless `anew`.
   */
  beginImport(ctx: OperationContext, options?: { readonly anew?: boolean }): Promise<void>;
  /** Lets another take over at once. */
  release(): Promise<void>;
}

const usualLeaseMs = 3_000;
/** While nothing happens the feed is said to be fresh this often. */
const refreshMs = 1_000;
const standby: FeedStep = { did: 'standby', sent: 0, more: false };

export function createFeeder(deps: FeederDeps): Feeder {
  const { database, spicedb, logger: parent, metrics, model = loadModel() } = deps;
  const { leaseMs = usualLeaseMs, atPoint = () => undefined } = deps;
  const logger = parent.child({ brick: 'authz-spicedb' });
  const repository = new FeedRepository(database);
  const state = new TupleStateRepository(database);
  const schema = createSpiceDbSchema(model);
  const rows = createTupleRows(model);
  const types = [...model.model.definitions.keys()];
  const sent = metrics.counter('ashlar_authz_feed_sent_total', 'Relationships sent to SpiceDB.', ['op']);

  let held: Held | undefined;
  interface Held extends FeedClaim {
    /** Of the last word that all was sent. */
    refreshedAt: number;
    place: Place;
    progress: ImportProgress | null;
    /** Where in a type of SpiceDB the pruning is. */
    pruneAfter: string | undefined;
  }

  const send = async (updates: readonly RemoteUpdate[], { fence }: Held): Promise<string | undefined> => {
    if (updates.length === 0) return undefined;
    const token = await spicedb.write(updates, { must: [fenceMark(fence)] });
    for (const { op } of updates) sent.inc({ op });
    return token;
  };

  /**
   * Puts this holder's fence in the place of the last one's, whose writes fail from then on: what a holder that was
   * paused has read must not be written over what was read later.
   */
  const fenceIn = async (ctx: OperationContext, claim: FeedClaim): Promise<boolean> => {
    const { fence, origin, state: phase } = claim;
    if (phase === 'importing' && claim.schemaHash !== schema.hash) await writeSchema(ctx, claim);
    const { tuples } = await spicedb.read({ type: marks.type, id: marks.id }, { limit: 100 });
    const isOf = (relation: string) => (tuple: Tuple) => tuple.relation === relation;
    const origins = tuples.filter(isOf(marks.origin));
    const fences = tuples.filter(isOf(marks.fence));
    if (phase === 'fed' && !origins.some(({ subject }) => subject.id === origin)) {
      await lost(ctx, fence, 'SpiceDB is not the one that was filled');
      return false;
    }
    if (fences.some(({ subject }) => BigInt(subject.id) > BigInt(fence))) {
      // Unless another has taken the feed since, SpiceDB has heard from a later state of this database.
      await lost(ctx, fence, 'the database is older than what SpiceDB was told');
      return false;
    }
    const wanted = [fenceMark(fence), originMark(origin)];
    const gone = tuples.filter((tuple) => !wanted.some((mark) => mark.subject.id === tuple.subject.id));
    await spicedb.write(
      [
        ...gone.map((tuple) => ({ op: 'delete', tuple }) as const),
        ...[...wanted, ...schema.constants].map((tuple) => ({ op: 'touch', tuple }) as const),
      ],
      {
        must: fences,
        mustNot: fences.length === 0 ? [{ type: marks.type, id: marks.id, relation: marks.fence }] : [],
      },
    );
    if (phase === 'fed' && claim.schemaHash !== schema.hash) await writeSchema(ctx, claim);
    return true;
  };

  const writeSchema = async (ctx: OperationContext, { fence }: FeedClaim): Promise<void> => {
    await spicedb.writeSchema(schema.text);
    if (await repository.schemaWritten(ctx, fence, schema.hash)) logger.info('SpiceDB has the model now');
  };

  const lost = async (ctx: OperationContext, fence: string, why: string): Promise<void> => {
    if (await repository.giveUp(ctx, fence)) {
      logger.error('SpiceDB must be filled anew: run authz import', { reason: why });
    }
  };

  const claim = async (ctx: OperationContext): Promise<Held | undefined> => {
    const taken = await repository.claim(ctx, leaseMs);
    if (!taken) return undefined;
    await atPoint('claimed');
    try {
      if (taken.isLost && taken.state === 'fed') {
        await lost(ctx, taken.fence, 'changes may be missing from the log: it is too old, or was restored');
        return undefined;
      }
      if (!(await fenceIn(ctx, taken))) return undefined;
    } catch (error) {
      await repository.release(systemContext('let go of the feed'), taken.fence).catch(() => undefined);
      throw error;
    }
    await atPoint('fenced');
    return { ...taken, refreshedAt: -Infinity, pruneAfter: undefined };
  };

  const feed = async (ctx: OperationContext, at: Held, eager: boolean): Promise<FeedStep | undefined> => {
    const again = await state.repairs(ctx, mostRows);
    if (again.length > 0) {
      const zedtoken = await send(updatesFor(again, rows, schema), at);
      if (!(await repository.moveTo(ctx, at.fence, leaseMs, { place: at.place, zedtoken, fedAt: null })))
        return undefined;
      await state.repaired(
        ctx,
        again.map(({ number }) => number),
      );
    }
    const part = await repository.part(ctx, at.fence, at.place, mostRows);
    if (!part.isMine) return undefined;
    await atPoint('read');
    const updates = updatesFor(part.rows, rows, schema);
    const zedtoken = await send(updates, at);
    await atPoint('sent');
    const isQuiet = !eager && updates.length === 0 && performance.now() - at.refreshedAt < refreshMs;
    if (!isQuiet) {
      const to = { place: part.next, zedtoken, fedAt: part.fedAt };
      if (!(await repository.moveTo(ctx, at.fence, leaseMs, to))) return undefined;
      at.place = part.next;
      if (part.fedAt) at.refreshedAt = performance.now();
      await atPoint('stored');
    }
    return { did: 'fed', sent: updates.length + again.length, more: part.full || again.length === mostRows };
  };

  const importOn = async (ctx: OperationContext, at: Held): Promise<FeedStep | undefined> => {
    const progress = at.progress ?? { phase: 'rows', after: null, rows: 0 };
    const [updates, next] =
      progress.phase === 'rows' ? await addPart(ctx, progress) : await prunePart(ctx, at, progress);
    await atPoint('read');
    const zedtoken = await send(updates, at);
    await atPoint('sent');
    if (!(await repository.imported(ctx, at.fence, leaseMs, next, zedtoken))) return undefined;
    await atPoint('stored');
    at.progress = next;
    if (next === null) {
      // What changed meanwhile is fed from here on.
      held = undefined;
      await repository.release(ctx, at.fence);
      logger.info('SpiceDB is filled', { rows: progress.rows });
    }
    return { did: 'importing', sent: updates.length, more: true };
  };

  const addPart = async (
    ctx: OperationContext,
    { after, rows: done }: ImportProgress & { readonly phase: 'rows' },
  ): Promise<readonly [readonly RemoteUpdate[], ImportProgress]> => {
    const found = await state.rowsAfter(ctx, after, mostRows);
    const last = found.at(-1);
    const present = found.map((row) => ({ ...row, present: true, object_present: true }));
    const count = done + found.length;
    return [
      updatesFor(present, rows, schema),
      last && found.length === mostRows
        ? { phase: 'rows', after: rowOf(last), rows: count }
        : { phase: 'prune', type: 0, rows: count },
    ];
  };

  /** What SpiceDB has from before and the database has not: it would be access that nobody has. */
  const prunePart = async (
    ctx: OperationContext,
    at: Held,
    progress: ImportProgress & { readonly phase: 'prune' },
  ): Promise<readonly [readonly RemoteUpdate[], ImportProgress | null]> => {
    const type = types[progress.type];
    if (type === undefined) return [[], null];
    const page = await spicedb.read(
      { type },
      { limit: mostRows, ...(at.pruneAfter !== undefined && { after: at.pruneAfter }) },
    );
    at.pruneAfter = page.next;
    const updates = await strayOf(ctx, page.tuples);
    return [updates, page.next === undefined ? { ...progress, type: progress.type + 1 } : progress];
  };

  /** Deletes for those of the relationships that follow from no tuple. */
  const strayOf = async (
    ctx: OperationContext,
    tuples: readonly Tuple[],
  ): Promise<readonly RemoteUpdate[]> => {
    const known = new Map<string, boolean>();
    const name = ({ type, id }: ObjectRef): string => `${type} ${id}`;
    const isConstant = (tuple: Tuple): boolean =>
      schema.constants.some(
        (one) => one.relation === tuple.relation && one.object.type === tuple.object.type,
      );
    const isImplied = (tuple: Tuple): boolean => schema.impliedBy(tuple.object)?.relation === tuple.relation;
    const stored = tuples.filter((tuple) => !isConstant(tuple) && !isImplied(tuple));
    const implied = tuples.filter(isImplied);
    const storable = stored.map((tuple) => ({ tuple, row: rowIfStorable(rows, tuple) }));
    const states = await state.stateOf(
      ctx,
      storable.flatMap(({ row }) => row ?? []),
    );
    const objects = await state.presentObjects(
      ctx,
      implied.map(({ object }) => ({ type: model.codes.types[object.type] ?? 0, id: object.id })),
    );
    objects.forEach((isThere, index) => {
      const tuple = implied[index];
      if (tuple) known.set(name(tuple.object), isThere);
    });
    return [
      ...states.filter(({ present }) => !present).map((row) => rows.toTuple(row)),
      ...implied.filter((tuple) => !known.get(name(tuple.object))),
      ...storable.flatMap(({ tuple, row }) => (row ? [] : tuple)),
    ].map((tuple) => ({ op: 'delete', tuple }) as const);
  };

  return {
    async step(ctx, { eager = false } = {}) {
      try {
        held ??= await claim(ctx);
        if (!held) return standby;
        const at = held;
        const step = at.state === 'importing' ? await importOn(ctx, at) : await feed(ctx, at, eager);
        if (step) return step;
        held = undefined;
        return standby;
      } catch (error) {
        const had = held;
        held = undefined;
        // Somebody else's fence is there: the database says the same in a moment.
        if (error instanceof RemoteStateChanged) return standby;
        if (had)
          await repository.release(systemContext('let go of the feed'), had.fence).catch(() => undefined);
        throw error;
      }
    },
    async beginImport(ctx, { anew = false } = {}) {
      const view = await repository.view(ctx);
      if (view.state !== 'importing' || anew) await repository.beginImport(ctx, newId());
    },
    async release() {
      const had = held;
      held = undefined;
      if (had) await repository.release(systemContext('let go of the feed'), had.fence);
    },
  };
}

const feedMark = (relation: string, id: string): Tuple => ({
  object: { type: marks.type, id: marks.id },
  relation,
  subject: { type: marks.subjectType, id },
});
const fenceMark = (fence: string): Tuple => feedMark(marks.fence, fence);
const originMark = (origin: string): Tuple => feedMark(marks.origin, origin);
