import type { Authorizer } from '@ashlar/authz';
import { contextFor, type OperationContext } from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import type { Metrics } from '@ashlar/telemetry';
import { setTimeout as delay } from 'node:timers/promises';
import type { Breaker } from './breaker.js';
import type { Freshness } from './freshness.js';
import type { RemoteQuestion } from './spicedb.types.js';

/** A question that the database has answered. */
export interface Answered {
  readonly ctx: OperationContext;
  readonly wanted: string;
  readonly objectId: string;
  readonly question: RemoteQuestion;
  readonly answer: boolean;
}

export interface Shadow {
  /** Asks SpiceDB the same, later. Nobody waits for it. */
  compare(answered: Answered): void;
  /** Ends after the comparisons under way. */
  stop(): Promise<void>;
}

export interface ShadowDeps {
  readonly ask: (question: RemoteQuestion, token: string) => Promise<boolean | undefined>;
  readonly sql: Pick<Authorizer, 'check'>;
  readonly freshness: Freshness;
  readonly breaker: Pick<Breaker, 'isOpen'>;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Beyond this many under way some are left out: it is a sample then. */
const mostUnderWay = 200;
/** How long a difference may take to vanish: as long as SpiceDB is behind. */
const patienceMs = 10_000;
const pauseMs = 50;

/**
 * Compares what SpiceDB says with what the database said. SpiceDB is a little behind, so a difference counts only when
 * it is still there once SpiceDB knows all that was committed when it was found.
 */
export function createShadow({ ask, sql, freshness, breaker, logger, metrics }: ShadowDeps): Shadow {
  const counted = metrics.counter(
    'ashlar_authz_shadow_total',
    'Checks that were compared with SpiceDB: equal, late (equal a little later), different, undecided (no answer), skipped.',
    ['result'],
  );
  const underWay = new Set<Promise<void>>();
  let isStopped = false;

  const judge = async ({ ctx, wanted, objectId, question, answer }: Answered): Promise<string> => {
    const first = await askNow(question);
    if (first === undefined) return 'undecided';
    if (first === answer) return 'equal';
    const foundAt = performance.now();
    while (performance.now() - foundAt < patienceMs && !isStopped) {
      if (freshness.ageMs() > performance.now() - foundAt) {
        await delay(pauseMs);
        continue;
      }
      // The request may be over.
      const [here, there] = [
        await sql.check(contextFor(ctx.actor, { requestId: ctx.requestId }), wanted, objectId),
        await askNow(question),
      ];
      if (there === undefined) return 'undecided';
      if (here === there) return 'late';
      // Changed between the two, maybe: but not for ever.
      if (performance.now() - foundAt < 4 * pauseMs) {
        await delay(pauseMs);
        continue;
      }
      logger.error('SpiceDB and the database disagree', {
        permission: wanted,
        object_id: objectId,
        subject_type: question.subject.type,
        subject_id: question.subject.id,
        database: here,
        spicedb: there,
      });
      return 'different';
    }
    return 'undecided';
  };

  const askNow = async (question: RemoteQuestion): Promise<boolean | undefined> => {
    const fit = freshness.tokenFor(undefined);
    return typeof fit === 'string' ? undefined : ask(question, fit.token);
  };

  return {
    compare(answered) {
      if (isStopped || breaker.isOpen || underWay.size >= mostUnderWay) {
        counted.inc({ result: 'skipped' });
        return;
      }
      const work = judge(answered)
        .catch((error: unknown) => {
          logger.debug('A comparison with SpiceDB failed', { error });
          return 'undecided';
        })
        .then((result) => {
          counted.inc({ result });
          underWay.delete(work);
        });
      underWay.add(work);
    },
    async stop() {
      isStopped = true;
      await Promise.all(underWay);
    },
  };
}
