import { type Database, newId, type OperationContext } from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import type { Signer, Verifier } from '@ashlar/vault';
import { linkOf } from './audit-chain.js';
import { AuditRepository } from './audit.repository.js';

export interface AuditDeps {
  readonly database: Database;
  readonly publisher: Signer;
  readonly logger: Logger;
}

/** Where the trail is not what it was. */
export interface AuditFault {
  readonly shard: number;
  /** The first row that is wrong or missing. */
  readonly seq: number;
  readonly reason: 'changed' | 'missing' | 'cut-off' | 'checkpoint';
}

export interface AuditTrail {
  /** Signs how far the chains are, in the database and, to be kept elsewhere, in the log. */
  checkpoint(ctx: OperationContext): Promise<void>;
  /** The first fault of each chain; none when all is as it was written. */
  verify(ctx: OperationContext, publishers: Verifier): Promise<readonly AuditFault[]>;
}

const label = 'ashlar/secrets/audit-checkpoint/1';
const batch = 1_000;

export function createAuditTrail({ database, publisher, logger }: AuditDeps): AuditTrail {
  const audit = new AuditRepository(database);

  const faultOf = async (
    ctx: OperationContext,
    shard: number,
    head: { readonly seq: number; readonly hash: Buffer },
    known: ReadonlyMap<number, string>,
  ): Promise<AuditFault | undefined> => {
    const furthest = Math.max(head.seq, ...known.keys());
    let previous: Buffer = Buffer.alloc(32);
    let seq = 0;
    for (;;) {
      const rows = await audit.rows(ctx, shard, seq, batch);
      for (const row of rows) {
        // Written since the head was read.
        if (row.seq > furthest) break;
        if (row.seq !== seq + 1) return { shard, seq: seq + 1, reason: 'missing' };
        const hash = linkOf(previous, row);
        if (!hash.equals(row.hash)) return { shard, seq: row.seq, reason: 'changed' };
        const signed = known.get(row.seq);
        if (signed !== undefined && signed !== hash.toString('hex'))
          return { shard, seq: row.seq, reason: 'checkpoint' };
        previous = hash;
        seq = row.seq;
      }
      if (rows.length < batch || seq >= furthest) break;
    }
    if (seq < furthest || !previous.equals(head.hash)) return { shard, seq: seq + 1, reason: 'cut-off' };
    return undefined;
  };

  return {
    async checkpoint(ctx) {
      const heads = await audit.heads(ctx);
      const statement = {
        heads: heads.map(({ shard, seq, hash }) => [shard, seq, hash.toString('hex')] as const),
      };
      const signature = publisher.sign(label, JSON.stringify(statement.heads));
      const checkpoint = { statement, publisherId: publisher.id, signature };
      await database.transact(ctx, (tx) => audit.addCheckpoint(tx, newId(), checkpoint));
      logger.info('Audit checkpoint', {
        chains: statement.heads.map((head) => head.join(':')).join(' '),
        signer: publisher.id,
        proof: signature.toString('base64url'),
      });
    },
    async verify(ctx, publishers) {
      const known = new Map<number, Map<number, string>>();
      const faults: AuditFault[] = [];
      for (const { statement, publisherId, signature } of await audit.checkpoints(ctx)) {
        if (!publishers.verifies(publisherId, signature, label, JSON.stringify(statement.heads))) {
          faults.push({ shard: -1, seq: 0, reason: 'checkpoint' });
          continue;
        }
        for (const [shard, seq, hash] of statement.heads) {
          if (seq > 0) known.set(shard, (known.get(shard) ?? new Map<number, string>()).set(seq, hash));
        }
      }
      for (const head of await audit.heads(ctx)) {
        const fault = await faultOf(
          ctx,
          head.shard,
          head,
          known.get(head.shard) ?? new Map<number, string>(),
        );
        if (fault) faults.push(fault);
      }
      return faults;
    },
  };
}
