import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import type { Metrics } from '@ashlar/telemetry';
import { Refused, type Verifier, wipe } from '@ashlar/vault';
import { hmac, openValue } from '@ashlar/vault/custody';
import { timingSafeEqual } from 'node:crypto';
import { type Grant, readGrant } from '../grant-token.js';
import { headLabel } from '../sealing.js';
import type { AuditEvent } from './audit-chain.js';
import { AuditRepository } from './audit.repository.js';
import { GrantRefused, SecretUnavailable } from './custody.errors.js';
import { FetchRepository, type StoredVersion } from './fetch.repository.js';
import { inTime, type StillWanted } from './in-time.js';
import type { KeyHolder } from './key-holder.js';
import type { Policy } from './policy.js';

export interface FetchDeps {
  readonly database: Database;
  readonly keys: KeyHolder;
  readonly writers: Verifier;
  /** Whose envelopes count: the writers, and who encrypts anew after a leak. */
  readonly signers: Verifier;
  readonly policy: Policy;
  /** Whether a person still may anything: what they granted is worth as much. Absent: everybody may. */
  readonly mayAct?: ((ctx: OperationContext, userId: string) => Promise<boolean>) | undefined;
  /** Authenticates the ledger of heads. */
  readonly ledgerKey: Buffer;
  readonly metrics: Metrics;
}

/** A value on its way out. Whoever sends it overwrites it. */
export interface FetchedSecret {
  readonly id: string;
  readonly version: number;
  readonly filename: string;
  readonly value: Buffer;
}

/** What the trail says besides. */
export interface FetchDetails {
  /** Where the values go, when it is not to the caller. */
  readonly target?: string | undefined;
}

export interface Fetch {
  /**
   * The newest values of a grant, all or none. What is given out is in the audit trail before.
   * @throws {GrantRefused} for a grant that is not good, not the caller's, used, or not in the policy.
   * @throws {SecretUnavailable} when one of the secrets is not there, not in use or not what was written.
   * @throws {CustodyUnavailable} within two seconds, when keys or audit trail do not work.
   */
  fetch(
    ctx: OperationContext,
    token: string,
    about?: FetchDetails,
  ): Promise<{ readonly grant: Grant; readonly secrets: readonly FetchedSecret[] }>;
}

type Denial = { readonly error: 'grant' | 'secret'; readonly reason: string };

/** With what only the trail says of it. */
interface OpenedSecret extends FetchedSecret {
  readonly keyId: string;
  readonly domainId: string;
}
type Outcome = readonly OpenedSecret[] | Denial;

/** Seconds that the clocks of the database may differ between mint and fetch. */
const skew = 30;

export function createFetch(deps: FetchDeps): Fetch {
  const { database, keys, writers, signers, policy, ledgerKey, metrics, mayAct = async () => true } = deps;
  const rows = new FetchRepository(database);
  const audit = new AuditRepository(database);
  const denials = metrics.counter('ashlar_secrets_denied_total', 'Fetches that were refused, by reason', [
    'reason',
  ]);
  const values = metrics.counter('ashlar_secrets_values_total', 'Values that were given out');

  const macOf = (id: string, version: number): Buffer => hmac(ledgerKey, Buffer.from(`${id}:${version}`));

  /** Why a version must not be served, whatever it would open to. */
  const faultOf = (stored: StoredVersion): string | undefined => {
    const { id, version, source, head, headWriterId, headSignature, usable, wantedVersion } = stored;
    if (!usable) return 'not-in-use';
    const restoredFrom = source === version ? 0 : source;
    if (!writers.verifies(headWriterId, headSignature, headLabel, id, version, restoredFrom))
      return 'head-signature';
    if (head && !timingSafeEqual(macOf(id, head.version), head.mac)) return 'head-forged';
    // A value that was written since the grant was made is newer; one that is older has been put back.
    return version < Math.max(head?.version ?? 0, wantedVersion) ? 'below-head' : undefined;
  };

  const open = ({ envelope, context, ownerKey }: StoredVersion): Buffer =>
    openValue(envelope, context, keys.ownerKey(ownerKey), signers);

  const openAll = (found: readonly StoredVersion[], grant: Grant): Outcome => {
    const opened: OpenedSecret[] = [];
    const deny = (error: Denial['error'], reason: string): Denial => {
      wipe(...opened.map(({ value }) => value));
      return { error, reason };
    };
    const byId = new Map(found.map((stored) => [stored.id, stored]));
    for (const { id, filename } of grant.secrets) {
      const stored = byId.get(id);
      if (!stored) return deny('secret', 'missing');
      const { kind, domainId } = stored.context;
      if (!policy.allows(grant.caller, grant.purpose, kind, domainId)) return deny('grant', 'policy');
      const fault = faultOf(stored);
      if (fault !== undefined) return deny('secret', fault);
      try {
        const { version, ownerKey } = stored;
        opened.push({ id, version, filename, keyId: ownerKey.id, domainId, value: open(stored) });
      } catch (error) {
        if (error instanceof Refused) return deny('secret', error.reason);
        throw error;
      }
    }
    return opened;
  };

  const decide = async (tx: TransactionContext, grant: Grant | undefined): Promise<Outcome> => {
    if (!grant) return { error: 'grant', reason: 'signature' };
    if (tx.actor.kind !== 'service' || tx.actor.id !== grant.caller)
      return { error: 'grant', reason: 'caller' };
    if (!policy.knows(grant.caller, grant.purpose)) return { error: 'grant', reason: 'policy' };
    if (grant.userId !== undefined && !(await mayAct(tx, grant.userId)))
      return { error: 'grant', reason: 'person' };
    const use = await rows.use(tx, grant, skew);
    if (use !== 'spent') return { error: 'grant', reason: use };
    const found = await rows.load(tx, grant.secrets);
    // Another process may have added the key that wraps one of them, or given it up.
    const known = keys.ring().ids;
    const isNews = ({ ownerKey, ringKeyRetired }: StoredVersion) =>
      known.includes(ownerKey.ringKeyId) === ringKeyRetired;
    if (found.some(isNews)) await keys.refresh(tx);
    const outcome = openAll(found, grant);
    if ('error' in outcome) return outcome;
    const raised = found.filter(({ head, version }) => (head?.version ?? 0) < version);
    await rows.raiseHeads(
      tx,
      raised.map(({ id, version }) => ({ id, version, mac: macOf(id, version) })),
    );
    return outcome;
  };

  const eventOf = (
    ctx: OperationContext,
    grant: Grant | undefined,
    outcome: Outcome,
    { target }: FetchDetails,
  ): AuditEvent => ({
    action: 'fetch',
    outcome: 'error' in outcome ? `denied:${outcome.reason}` : 'done',
    caller: `${ctx.actor.kind}:${ctx.actor.id}`,
    userId: grant?.userId,
    grant: grant?.jti,
    purpose: grant?.purpose,
    job: grant?.job,
    target,
    secrets:
      'error' in outcome
        ? (grant?.secrets ?? []).map(({ id, version }) => ({ id, version }))
        : outcome.map(({ id, version, keyId, domainId }) => ({ id, version, keyId, domainId })),
    requestId: ctx.requestId,
  });

  return {
    async fetch(ctx, token, about = {}) {
      keys.ring();
      const grant = readGrant(token, writers);
      const work = (assertWanted: StillWanted) =>
        database.transact(ctx, async (tx) => {
          assertWanted();
          const outcome = await decide(tx, grant);
          try {
            await audit.append(tx, eventOf(ctx, grant, outcome, about));
            assertWanted();
          } catch (error) {
            if (!('error' in outcome)) wipe(...outcome.map(({ value }) => value));
            throw error;
          }
          return outcome;
        });
      const outcome = await inTime(work, (late) => {
        if (!('error' in late)) wipe(...late.map(({ value }) => value));
      });
      if ('error' in outcome) {
        denials.inc({ reason: outcome.reason });
        throw outcome.error === 'grant' ? new GrantRefused() : new SecretUnavailable();
      }
      values.add(outcome.length);
      // It was read, or there would be no values.
      return { grant: grant as Grant, secrets: outcome };
    },
  };
}
