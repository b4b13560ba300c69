import type { OperationContext } from '@ashlar/database';
import type { Verifier } from '@ashlar/vault';
import { linkOf } from './audit-chain.js';
import type { AuditRepository, Checkpoint } from './audit.repository.js';

/** Where the trail is not what it was. */
export interface AuditFault {
  /** -1: a checkpoint that is not signed. */
  readonly shard: number;
  /** The first row that is wrong or missing. */
  readonly seq: number;
  readonly reason: 'changed' | 'missing' | 'cut-off' | 'checkpoint';
}

/** How far a verification got. It holds the hash that the next row is linked to, so nothing between two pages is missed. */
export type AuditPosition =
  | { readonly part: 'checkpoints'; readonly after: string }
  | { readonly part: 'chain'; readonly shard: number; readonly seq: number; readonly hash: string };

export interface AuditPage {
  /** Of the first that is wrong in each chain. */
  readonly faults: readonly AuditFault[];
  /** Rows and checkpoints that were looked at. */
  readonly checked: number;
  /** Where to go on; undefined at the end. */
  readonly next: AuditPosition | undefined;
}

export const checkpointLabel = 'ashlar/secrets/audit-checkpoint/1';
export const isSigned = ({ statement, publisherId, signature }: Checkpoint, publishers: Verifier): boolean =>
  publishers.verifies(publisherId, signature, checkpointLabel, JSON.stringify(statement.heads));

const batch = 1_000;
const shards = 16;
const start = (shard: number): AuditPosition => ({
  ...{ part: 'chain', shard, seq: 0 },
  hash: Buffer.alloc(32).toString('hex'),
});
export const beginning: AuditPosition = {
  part: 'checkpoints',
  after: '00000000-0000-0000-0000-000000000000',
};

interface Walked {
  readonly fault?: AuditFault;
  readonly checked: number;
  readonly next: AuditPosition | undefined;
}

/** Looks at `limit` checkpoints and rows, from a position on: first at the checkpoints, then at one chain after the other. */
export async function verifyPage(
  ctx: OperationContext,
  audit: AuditRepository,
  publishers: Verifier,
  { from = beginning, limit }: { readonly from?: AuditPosition | undefined; readonly limit: number },
): Promise<AuditPage> {
  const faults: AuditFault[] = [];
  let checked = 0;
  let at: AuditPosition | undefined = from;
  while (at && checked < limit && !ctx.signal.aborted) {
    const wanted = Math.min(batch, limit - checked);
    const walked: Walked =
      at.part === 'checkpoints'
        ? await checkpointsAfter(ctx, audit, publishers, at.after, wanted)
        : await rowsAfter(ctx, audit, publishers, at, wanted);
    if (walked.fault && !(walked.fault.shard === -1 && faults.some(({ shard }) => shard === -1)))
      faults.push(walked.fault);
    checked += walked.checked;
    at = walked.next;
  }
  return { faults, checked, next: at };
}

async function checkpointsAfter(
  ctx: OperationContext,
  audit: AuditRepository,
  publishers: Verifier,
  after: string,
  limit: number,
): Promise<Walked> {
  const found = await audit.checkpoints(ctx, after, limit);
  const last = found.at(-1);
  return {
    ...(found.some((one) => !isSigned(one, publishers)) && {
      fault: { shard: -1, seq: 0, reason: 'checkpoint' } as const,
    }),
    checked: found.length,
    next: last && found.length === limit ? { part: 'checkpoints', after: last.id } : start(0),
  };
}

async function rowsAfter(
  ctx: OperationContext,
  audit: AuditRepository,
  publishers: Verifier,
  at: Extract<AuditPosition, { readonly part: 'chain' }>,
  limit: number,
): Promise<Walked> {
  const { shard } = at;
  const nextChain = shard + 1 < shards ? start(shard + 1) : undefined;
  /** What was signed of the chain, by the number of the row. */
  const signed = async (after: number, upTo: number, most: number) => {
    const known = new Map<number, string>();
    for (const checkpoint of await audit.checkpointsOf(ctx, shard, after, upTo, most)) {
      if (!isSigned(checkpoint, publishers)) continue;
      for (const [of, seq, hash] of checkpoint.statement.heads) if (of === shard) known.set(seq, hash);
    }
    return known;
  };
  const head = (await audit.heads(ctx)).find((one) => one.shard === shard);
  const end = head?.seq ?? 0;
  const upTo = Math.min(end, at.seq + limit);
  const known = await signed(at.seq, upTo, limit);
  let previous: Buffer = Buffer.from(at.hash, 'hex');
  let { seq } = at;
  const fault = (reason: AuditFault['reason'], of: number): Walked => ({
    ...{ fault: { shard, seq: of, reason }, checked: Math.max(1, seq - at.seq), next: nextChain },
  });
  for (const row of upTo > seq ? await audit.rows(ctx, shard, seq, upTo - seq) : []) {
    if (row.seq !== seq + 1) return fault('missing', seq + 1);
    const hash = linkOf(previous, row);
    if (!hash.equals(row.hash)) return fault('changed', row.seq);
    const wanted = known.get(row.seq);
    if (wanted !== undefined && wanted !== hash.toString('hex')) return fault('checkpoint', row.seq);
    previous = hash;
    seq = row.seq;
  }
  if (seq < upTo) return fault('cut-off', seq + 1);
  const checked = seq - at.seq;
  if (seq < end) return { checked, next: { ...at, seq, hash: previous.toString('hex') } };
  if (head && !previous.equals(head.hash)) return fault('cut-off', seq + 1);
  const [furthest = 0] = [...(await signed(end, Number.MAX_SAFE_INTEGER, 1)).keys()];
  // What was signed since the head was read is there now.
  if (furthest > end && !(await audit.rows(ctx, shard, furthest - 1, 1)).some((row) => row.seq === furthest))
    return fault('cut-off', seq + 1);
  return { checked, next: nextChain };
}
