import { canonical } from '@ashlar/vault';
import { createHash } from 'node:crypto';

/** What happened. Never a value; of secrets their ids alone. */
export interface AuditEvent {
  readonly action: 'fetch' | 'kubernetes' | 'wrap' | 'unwrap' | 'keys' | 'seal' | 'authenticate';
  /** `done`, or `denied:` and why. */
  readonly outcome: string;
  /** The workload. */
  readonly caller: string;
  /** The person on whose behalf. */
  readonly userId?: string | undefined;
  readonly grant?: string | undefined;
  readonly purpose?: string | undefined;
  readonly job?: string | undefined;
  /** Where the values go: `namespace/name` of a Kubernetes Secret. */
  readonly target?: string | undefined;
  readonly secrets?: readonly {
    readonly id: string;
    readonly version: number;
    /** Of the owner's key that it was sealed to. */
    readonly keyId?: string | undefined;
    /** The tenant that it is bound to. */
    readonly domainId?: string | undefined;
  }[];
  readonly requestId: string;
}

export interface AuditRow {
  readonly shard: number;
  readonly seq: number;
  readonly at: Date;
  readonly event: AuditEvent;
  readonly hash: Buffer;
}

/** The first part of what is hashed. `AuditRepository.append` computes the same in the database. */
export const auditLabel = 'ashlar/secrets/audit/1';

/** The hash of a row, which holds that of the one before. */
export function linkOf(previous: Uint8Array, { shard, seq, at, event }: Omit<AuditRow, 'hash'>): Buffer {
  return createHash('sha256')
    .update(canonical(auditLabel, previous, shard, String(seq), at.toISOString(), stable(event)))
    .digest();
}

/** JSON with the names of all objects in order: the database does not keep the order that they were written in. */
export function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${stable(field)}`).join(',')}}`;
}
