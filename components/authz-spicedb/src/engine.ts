import type { Authorizer, Relations } from '@ashlar/authz';
import {
  isUuid,
  loadModel,
  resolvePermission,
  type StoredModel,
  type Subject,
  subjectOf,
} from '@ashlar/authz/engine';
import type { Database } from '@ashlar/database';
import { Forbidden, NotFound } from '@ashlar/errors';
import type { Around, ReadinessCheck } from '@ashlar/http';
import type { Logger } from '@ashlar/logging';
import type { Metrics } from '@ashlar/telemetry';
import { createBatches } from './batches.js';
import { createBreaker } from './breaker.js';
import { FeedRepository } from './feed.repository.js';
import { createFreshness, type Freshness } from './freshness.js';
import { createRevisions } from './revisions.js';
import { createShadow } from './shadow.js';
import { createSpiceDbClient } from './spicedb-client.js';
import { createSpiceDbSchema } from './spicedb-schema.js';
import { type EngineMode, engineModes, type SpiceDbConfig } from './spicedb.config.js';
import type { RemoteQuestion, SpiceDb } from './spicedb.types.js';

export interface AuthzEngineDeps {
  readonly config: SpiceDbConfig;
  readonly database: Database;
  /** Answers by SQL: all lists, everything inside a transaction, and whatever SpiceDB cannot. */
  readonly sql: Authorizer;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Another SpiceDB than that of the configuration: for tests. Closed with the engine. */
  readonly spicedb?: SpiceDb;
  /** Another model than Ashlar's own: for tests. */
  readonly model?: StoredModel;
}

/** What decides in a service, by its configuration. */
export interface AuthzEngine {
  readonly authorizer: Authorizer;
  /** The same relations, whose changes later checks of the request, and its caller, know of. */
  noting(relations: Relations): Relations;
  /** For the composition: reads and answers `Authz-Revision`. Absent in mode `sql`. */
  readonly around: Around | undefined;
  /** For the composition: says when SpiceDB is not what answers. None in mode `sql`. */
  readonly checks: readonly ReadinessCheck[];
  /** Resolves when it is known how far SpiceDB is. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const failuresUntilOpen = 5;
const probeEveryMs = 1_000;

/**
 * In mode `sql` this is the authorizer that was given and nothing else. In `shadow` SpiceDB is asked as well, after the
 * answer, and compared. In `spicedb` it decides checks outside of transactions as long as it knows what the caller has
 * seen, is not too far behind, and answers in time.
 */
export function createAuthzEngine(deps: AuthzEngineDeps): AuthzEngine {
  const { config, sql } = deps;
  if (config.mode !== 'sql') return remoteEngine(deps);
  return {
    authorizer: sql,
    noting: (relations) => relations,
    around: undefined,
    checks: [],
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
}

function remoteEngine({
  config,
  database,
  sql,
  logger: parent,
  metrics,
  spicedb = createSpiceDbClient(config),
  model = loadModel(),
}: AuthzEngineDeps): AuthzEngine {
  const logger = parent.child({ brick: 'authz-spicedb' });
  const repository = new FeedRepository(database);
  const schema = createSpiceDbSchema(model);
  const revisions = createRevisions((tx) => repository.transactionId(tx));
  const freshness = createFreshness({ database, config, schemaHash: schema.hash, logger });
  const decisions = metrics.counter('ashlar_authz_decisions_total', 'Checks answered, by engine.', [
    'engine',
  ]);
  const fallbacks = metrics.counter(
    'ashlar_authz_fallbacks_total',
    'Checks that the database answered although SpiceDB was to.',
    ['reason'],
  );
  const breaker = createBreaker({
    failures: failuresUntilOpen,
    probeEveryMs,
    probe: () => spicedb.ping(),
    onChange(isOpen, error) {
      if (isOpen) logger.error('SpiceDB does not answer; the database does', { error });
      else logger.info('SpiceDB answers again');
    },
  });
  const ask: SpiceDb['check'] = (questions, token) => breaker.run(() => spicedb.check(questions, token));
  const askOne = createBatches(ask);
  const modeNow = (): EngineMode => least(config.mode, freshness.most);

  const questionOf = (
    { id, type, roles }: Subject,
    permission: { readonly type: string; readonly name: string },
    objectId: string,
  ): RemoteQuestion => ({
    object: { type: permission.type, id: objectId },
    permission: schema.nameFor(permission, roles),
    subject: { type, id },
  });

  /** A token to ask with, or undefined when the database is to answer. */
  const tokenNow = (): string | undefined => {
    if (breaker.isOpen) return skipped('open');
    const fit = freshness.tokenFor(revisions.required());
    return typeof fit === 'string' ? skipped(fit) : fit.token;
  };
  const skipped = (reason: string): undefined => {
    fallbacks.inc({ reason });
    return undefined;
  };
  /** What SpiceDB says; undefined when it says nothing. */
  const said = async <T>(call: Promise<T>): Promise<T | undefined> =>
    call.catch((error: unknown) => {
      logger.debug('SpiceDB could not be asked', { error });
      return skipped('error');
    });

  const shadow = createShadow({ ask: askOne, sql, freshness, breaker, logger, metrics });

  const check: Authorizer['check'] = async (ctx, wanted, given) => {
    const mode = ctx.transaction ? 'sql' : modeNow();
    const subject = subjectOf(ctx.actor);
    if (mode === 'sql' || !subject) return sql.check(ctx, wanted, given);
    const permission = resolvePermission(model, wanted);
    const objectId = permission.objectId ?? given;
    if (objectId === undefined || !isUuid(objectId)) return sql.check(ctx, wanted, given);
    const question = questionOf(subject, permission, objectId);
    if (mode === 'shadow') {
      const answer = await sql.check(ctx, wanted, given);
      shadow.compare({ ctx, wanted, objectId, question, answer });
      return answer;
    }
    const token = tokenNow();
    if (token !== undefined) {
      const allowed = await said(askOne(question, token));
      if (allowed !== undefined) {
        decisions.inc({ engine: 'spicedb' });
        return allowed;
      }
    }
    decisions.inc({ engine: 'sql' });
    return sql.check(ctx, wanted, given);
  };

  const checkMany: Authorizer['checkMany'] = async (ctx, wanted, objectIds) => {
    const mode = ctx.transaction ? 'sql' : modeNow();
    const subject = subjectOf(ctx.actor);
    const ids = [...new Set(objectIds.filter(isUuid))];
    // It also refuses what is too much.
    if (mode === 'sql' || !subject || ids.length === 0 || objectIds.length > 500) {
      return sql.checkMany(ctx, wanted, objectIds);
    }
    const permission = resolvePermission(model, wanted);
    const questions = ids.map((id) => questionOf(subject, permission, id));
    if (mode === 'shadow') {
      const answer = await sql.checkMany(ctx, wanted, objectIds);
      questions.forEach((question, index) => {
        const objectId = ids[index] ?? '';
        shadow.compare({ ctx, wanted, objectId, question, answer: answer.has(objectId) });
      });
      return answer;
    }
    const token = tokenNow();
    const answers = token === undefined ? undefined : await said(ask(questions, token));
    if (answers && !answers.includes(undefined)) {
      decisions.add(ids.length, { engine: 'spicedb' });
      return new Set(ids.filter((_, index) => answers[index]));
    }
    decisions.add(ids.length, { engine: 'sql' });
    return sql.checkMany(ctx, wanted, objectIds);
  };

  const authorizer: Authorizer = {
    assertPermission: (permission) => sql.assertPermission(permission),
    check,
    checkMany,
    async authorize(ctx, { permission, objectId }) {
      if (await check(ctx, permission, objectId)) return;
      const { type, objectId: fixed } = resolvePermission(model, permission);
      const isVisible = fixed !== undefined || (await check(ctx, `${type}.read`, objectId));
      throw isVisible
        ? new Forbidden(`This needs the permission ${permission}`)
        : new NotFound('There is no such thing, or it is not visible to you');
    },
    visibleIn: (ctx, permission) => sql.visibleIn(ctx, permission),
    rightsIn: (ctx, permissions) => sql.rightsIn(ctx, permissions),
    explain: (ctx, permission, objectId) => sql.explain(ctx, permission, objectId),
    lookupSubjects: (ctx, permission, objectId, options) =>
      sql.lookupSubjects(ctx, permission, objectId, options),
  };

  return {
    authorizer,
    noting: (relations) => revisions.noting(relations),
    around: revisions.around,
    checks: [{ name: 'spicedb', degrades: true, check: () => assertAnswers(breaker, freshness, config) }],
    async start() {
      await freshness.look();
      freshness.start();
    },
    async stop() {
      breaker.stop();
      await Promise.all([freshness.stop(), shadow.stop()]);
      spicedb.close();
    },
  };
}

async function assertAnswers(
  breaker: { readonly isOpen: boolean },
  freshness: Freshness,
  { mode, maxStalenessMs }: SpiceDbConfig,
): Promise<void> {
  if (breaker.isOpen) throw new Error('SpiceDB does not answer: the database does');
  const fit = freshness.tokenFor(undefined);
  if (fit === 'stale') {
    throw new Error(`SpiceDB is more than ${maxStalenessMs} ms behind: the database answers`);
  }
  if (typeof fit === 'string') throw new Error(`SpiceDB cannot be asked (${fit}): the database answers`);
  const most = least(mode, freshness.most);
  if (most !== mode) throw new Error(`An operator has set the mode to ${most}`);
}

function least(one: EngineMode, other: EngineMode): EngineMode {
  return engineModes.indexOf(one) < engineModes.indexOf(other) ? one : other;
}
