import type { Database, TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import type { Envelope, EnvelopeContext, PublishedKey } from '@ashlar/vault';
import type { WrappedOwnerKey } from '@ashlar/vault/custody';
import type { Grant, GrantedSecret } from '../grant-token.js';
import type { OwnerRef } from '../secrets.types.js';

/** A version as it is stored, with all that it takes to open it. */
export interface StoredVersion {
  readonly id: string;
  /** The newest. */
  readonly version: number;
  /** The one that was the newest when the grant was made. */
  readonly wantedVersion: number;
  /** Whose value it is: its own number, or that of the version it is again. */
  readonly source: number;
  /** Not deleted, not expired, by the clock of the database. */
  readonly usable: boolean;
  readonly context: EnvelopeContext;
  readonly envelope: Envelope;
  readonly headWriterId: string;
  readonly headSignature: Buffer;
  readonly ownerKey: PublishedKey & WrappedOwnerKey;
  /** Whether the key of the ring that wraps it has been given up: another process may have done that just now. */
  readonly ringKeyRetired: boolean;
  readonly head: { readonly version: number; readonly mac: Buffer } | undefined;
}

interface FetchRow {
  readonly id: string;
  readonly version: number;
  readonly wanted_version: number;
  readonly source_version: number | null;
  readonly usable: boolean;
  readonly domain_id: string;
  readonly owner_type: string;
  readonly owner_id: string;
  readonly kind: string;
  readonly head_writer_id: string;
  readonly head_signature: Buffer;
  readonly suite: number;
  readonly recipient_key_id: string;
  readonly enc: Buffer;
  readonly sealed_key: Buffer;
  readonly commitment: Buffer;
  readonly nonce: Buffer;
  readonly ciphertext: Buffer;
  readonly tag: Buffer;
  readonly writer_id: string;
  readonly signature: Buffer;
  readonly public_key: Buffer;
  readonly publisher_id: string;
  readonly key_signature: Buffer;
  readonly ring_key_id: string;
  readonly wrapped: Buffer;
  readonly ring_key_retired: boolean;
  readonly head_version: number | null;
  readonly mac: Buffer | null;
}

const hurried = `set_config('lock_timeout', '1200ms', true), set_config('statement_timeout', '1500ms', true)`;

export class FetchRepository {
  constructor(private readonly database: Database) {}

  /** Nothing here may keep a caller waiting for a lock: then nothing is given out, and soon. */
  async hurry(tx: TransactionContext): Promise<void> {
    await managerFor(tx, this.database).query(`select ${hurried}`);
  }

  /**
   * Spends a grant, when it counts now by the clock of the database. One statement, so that there is no time between
   * the two. `hurry` holds for all that comes after.
   */
  async use(
    tx: TransactionContext,
    { jti, caller, issuedAt, expiresAt }: Pick<Grant, 'jti' | 'caller' | 'issuedAt' | 'expiresAt'>,
    skewSeconds: number,
  ): Promise<'spent' | 'used' | 'time'> {
    const rows: readonly { readonly timely: boolean; readonly spent: boolean }[] = await managerFor(
      tx,
      this.database,
    ).query(
      `with state as (
         select extract(epoch from clock_timestamp()) between $3::float8 - $5 and $4::float8 as timely, ${hurried}
       ), used as (
         insert into secrets.used_grants (jti, caller, expires_at)
         select $1, $2, to_timestamp($4) + interval '5 minutes' from state where timely
         on conflict do nothing returning jti
       )
       select timely, exists (select from used) as spent from state`,
      [jti, caller, issuedAt, expiresAt, skewSeconds],
    );
    const [row] = rows;
    return row?.timely !== true ? 'time' : row.spent ? 'spent' : 'used';
  }

  async forgetGrants(tx: TransactionContext): Promise<void> {
    await managerFor(tx, this.database).query('delete from secrets.used_grants where expires_at < now()');
    await managerFor(tx, this.database).query(
      `delete from secrets.wraps where expires_at < now() - interval '1 day'`,
    );
  }

  /** The newest values of those that exist, in no order. */
  async load(tx: TransactionContext, wanted: readonly GrantedSecret[]): Promise<readonly StoredVersion[]> {
    const rows: readonly FetchRow[] = await managerFor(tx, this.database).query(
      `select secret.id, wanted.version as wanted_version, asked.version, asked.source_version, secret.domain_id, secret.owner_type,
         secret.owner_id, secret.kind,
         secret.deleted_at is null and (secret.expires_at is null or secret.expires_at > clock_timestamp())
           and asked.state = 'live' and sealed.state = 'live' as usable,
         asked.writer_id as head_writer_id, asked.head_signature, sealed.suite, sealed.recipient_key_id, sealed.enc,
         sealed.sealed_key, sealed.commitment, sealed.nonce, sealed.ciphertext, sealed.tag,
         coalesce(sealed.envelope_writer_id, sealed.writer_id) as writer_id,
         sealed.signature, key.public_key, key.publisher_id, key.signature as key_signature, key.ring_key_id, key.wrapped,
         ring.state = 'retired' as ring_key_retired, head.version as head_version, head.mac
       from unnest($1::uuid[], $2::int[]) as wanted (id, version)
       join secrets.secrets as secret on secret.id = wanted.id
       join secrets.versions as asked on asked.secret_id = secret.id and asked.version = secret.current_version
       join secrets.versions as sealed
         on sealed.secret_id = secret.id and sealed.version = coalesce(asked.source_version, asked.version)
       join secrets.owner_keys as key on key.id = sealed.recipient_key_id
       join secrets.ring_keys as ring on ring.id = key.ring_key_id
       left join secrets.heads as head on head.secret_id = secret.id`,
      [wanted.map(({ id }) => id), wanted.map(({ version }) => version)],
    );
    return rows.map(toStored);
  }

  /** To whom values of the owner are sealed now. */
  async currentKey(
    tx: TransactionContext,
    { type, id }: OwnerRef,
  ): Promise<{ readonly id: string; readonly publicKey: Buffer } | undefined> {
    const rows: readonly { readonly id: string; readonly publicKey: Buffer }[] = await managerFor(
      tx,
      this.database,
    ).query(
      `select id, public_key as "publicKey" from secrets.owner_keys
       where owner_type = $1 and owner_id = $2 and current`,
      [type, id],
    );
    return rows[0];
  }

  async raiseHeads(
    tx: TransactionContext,
    heads: readonly { readonly id: string; readonly version: number; readonly mac: Buffer }[],
  ): Promise<void> {
    if (heads.length === 0) return;
    const sorted = [...heads].sort((a, b) => (a.id < b.id ? -1 : 1));
    await managerFor(tx, this.database).query(
      `insert into secrets.heads (secret_id, version, mac) select * from unnest($1::uuid[], $2::int[], $3::bytea[])
       on conflict (secret_id) do update set version = excluded.version, mac = excluded.mac
       where heads.version < excluded.version`,
      [sorted.map(({ id }) => id), sorted.map(({ version }) => version), sorted.map(({ mac }) => mac)],
    );
  }
}

function toStored(row: FetchRow): StoredVersion {
  const source = row.source_version ?? row.version;
  return {
    id: row.id,
    version: row.version,
    source,
    wantedVersion: row.wanted_version,
    usable: row.usable,
    context: {
      domainId: row.domain_id,
      ownerType: row.owner_type,
      ownerId: row.owner_id,
      secretId: row.id,
      version: source,
      kind: row.kind,
    },
    envelope: {
      suite: row.suite,
      recipientKeyId: row.recipient_key_id,
      enc: row.enc,
      sealedKey: row.sealed_key,
      commitment: row.commitment,
      nonce: row.nonce,
      ciphertext: row.ciphertext,
      tag: row.tag,
      writerId: row.writer_id,
      signature: row.signature,
    },
    headWriterId: row.head_writer_id,
    headSignature: row.head_signature,
    ownerKey: {
      id: row.recipient_key_id,
      publicKey: row.public_key,
      publisherId: row.publisher_id,
      signature: row.key_signature,
      ringKeyId: row.ring_key_id,
      wrapped: row.wrapped,
    },
    ringKeyRetired: row.ring_key_retired,
    head:
      row.head_version === null || row.mac === null ? undefined : { version: row.head_version, mac: row.mac },
  };
}
