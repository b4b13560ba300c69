import { type Database, newId, type OperationContext } from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import type { Metrics } from '@ashlar/telemetry';
import { createVerifier, type Signer, type Verifier } from '@ashlar/vault';
import { AuditRepository, type Checkpoint } from './audit.repository.js';
import {
  type AuditPage,
  type AuditPosition,
  checkpointLabel,
  isSigned,
  verifyPage,
} from './audit-verification.js';
import type { CheckpointStore } from './checkpoint-file.js';
import { CustodyUnavailable } from './custody.errors.js';

export interface AuditDeps {
  readonly database: Database;
  readonly publisher: Signer;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Besides the database and the log. Undefined: nowhere, and a database that was put back is noticed by who reads the log. */
  readonly checkpoints?: CheckpointStore | undefined;
}

export interface AuditTrail {
  /**
   * Signs how far the chains are, in the database and, to be kept elsewhere, in the log and the checkpoint file. When
   * the chains are behind the last one, or the file cannot be written, nothing is given out from then on.
   */
  checkpoint(ctx: OperationContext): Promise<void>;
  /** @throws {CustodyUnavailable} when the last checkpoint could not be made, or the database is older than it. */
  assertTrusted(): void;
  /** Somebody whose credential was refused. At most 60 a minute are written; all are counted. */
  noteStranger(ctx: OperationContext): Promise<void>;
  /**
   * A page of the verification: the first fault of each chain, none where all is as it was written, and where to go on.
   * @param limit of checkpoints and rows; default 100,000.
   */
  verify(
    ctx: OperationContext,
    publishers: Verifier,
    page?: { readonly from?: AuditPosition | undefined; readonly limit?: number },
  ): Promise<AuditPage>;
}

const rowsAPage = 100_000;
const aMinuteMs = 60_000;
const strangersAMinute = 60;

class Behind extends Error {
  override readonly name = 'Behind';
}

export function createAuditTrail({
  database,
  publisher,
  logger,
  metrics,
  checkpoints,
}: AuditDeps): AuditTrail {
  const audit = new AuditRepository(database);
  const own = createVerifier([publisher.publicKey]);
  const strangers = metrics.counter('ashlar_secrets_strangers_total', 'Credentials that were refused');
  let distrust: string | undefined;
  let last: Checkpoint | undefined;
  let minute = { since: Number.NEGATIVE_INFINITY, written: 0 };

  /** The chains must hold what was signed: a database that was put back does not. */
  const assertNotBehind = async (ctx: OperationContext): Promise<void> => {
    const signed = last ?? (await checkpoints?.read());
    if (!signed) return;
    if (!isSigned(signed, own))
      throw new Behind('The checkpoint outside of the database is not signed by this service');
    for (const [shard, seq, hash] of signed.statement.heads) {
      const [row] = seq === 0 ? [] : await audit.rows(ctx, shard, seq - 1, 1);
      if (seq > 0 && (row?.seq !== seq || row.hash.toString('hex') !== hash))
        throw new Behind('The database is older than the last checkpoint, or another one');
    }
  };

  const tell = ({ statement, publisherId, signature }: Checkpoint): void =>
    logger.info('Audit checkpoint', {
      chains: statement.heads.map((head) => head.join(':')).join(' '),
      signer: publisherId,
      proof: signature.toString('base64url'),
    });

  return {
    assertTrusted() {
      if (distrust !== undefined) throw new CustodyUnavailable(distrust, { retryAfterSeconds: 60 });
    },
    async noteStranger(ctx) {
      strangers.inc();
      const now = performance.now();
      if (now - minute.since > aMinuteMs) minute = { since: now, written: 0 };
      minute.written += 1;
      if (minute.written > strangersAMinute) return;
      await database.transact(ctx, (tx) =>
        audit.append(tx, {
          ...{ action: 'authenticate', outcome: 'denied:credential', caller: 'unknown' },
          requestId: ctx.requestId,
        }),
      );
    },
    async checkpoint(ctx) {
      try {
        await assertNotBehind(ctx);
        const heads = await audit.heads(ctx);
        const statement = {
          heads: heads.map(({ shard, seq, hash }) => [shard, seq, hash.toString('hex')] as const),
        };
        const signature = publisher.sign(checkpointLabel, JSON.stringify(statement.heads));
        const checkpoint = { statement, publisherId: publisher.id, signature };
        await database.transact(ctx, async (tx) => {
          await audit.addCheckpoint(tx, newId(), checkpoint);
          await audit.thinCheckpoints(tx);
        });
        await checkpoints?.write(checkpoint);
        last = checkpoint;
        distrust = undefined;
        tell(checkpoint);
      } catch (error) {
        const behind = error instanceof Behind;
        distrust = behind ? error.message : 'The last checkpoint of the audit trail could not be made';
        logger.error(behind ? 'Nothing is given out: the database was put back' : distrust, { error });
        throw error;
      }
    },
    verify: (ctx, publishers, { from, limit = rowsAPage } = {}) =>
      verifyPage(ctx, audit, publishers, { from, limit }),
  };
}
