import {
  type Actor,
  type Database,
  newId,
  onAfterCommit,
  type OperationContext,
  type SchemaNeed,
  systemContext,
} from '@ashlar/database';
import { Forbidden, PreconditionFailed, Unauthenticated } from '@ashlar/errors';
import { createHash, randomBytes } from 'node:crypto';
import { PersonalTokenNotFound } from './personal-tokens.errors.js';
import { type LiveToken, PersonalTokenRepository } from './personal-tokens.repository.js';
import type { PersonalTokens } from './personal-tokens.types.js';

export const authnSchema: SchemaNeed = { brick: 'authn', migration: '0036-key-pairs' };

export interface PersonalTokensDeps {
  readonly database: Database;
  /** Whether the person may still act: false for one who was disabled or deleted. Default: everybody. */
  readonly ownerMayAct?: (ownerId: string) => Promise<boolean>;
  /** How long a token that was just checked costs no query, and may outlive its revocation. Default 5,000. */
  readonly rememberForMs?: number;
}

const prefix = 'ashlar_pat_';
const rememberAtMost = 10_000;
const dayMs = 86_400_000;

export function createPersonalTokens({
  database,
  ownerMayAct = () => Promise.resolve(true),
  rememberForMs = 5_000,
}: PersonalTokensDeps): PersonalTokens {
  const tokens = new PersonalTokenRepository(database);
  const ctx = systemContext('check a personal access token');
  const remembered = new Map<string, { readonly token: LiveToken; readonly until: number }>();

  const forget = (matches: (token: LiveToken) => boolean): void => {
    for (const [key, { token }] of remembered) if (matches(token)) remembered.delete(key);
  };

  const liveToken = async (hash: Buffer): Promise<LiveToken | undefined> => {
    const key = hash.toString('base64');
    const recent = remembered.get(key);
    if (recent && recent.until > performance.now() && recent.token.expiresAt.getTime() > Date.now()) {
      return recent.token;
    }
    remembered.delete(key);
    const token = await tokens.use(ctx, hash);
    if (!token || !(await ownerMayAct(token.ownerId))) return undefined;
    remembered.set(key, { token, until: performance.now() + rememberForMs });
    const [oldest] = remembered.keys();
    if (remembered.size > rememberAtMost && oldest !== undefined) remembered.delete(oldest);
    return token;
  };

  const revokeAllOf = (caller: OperationContext, ownerId: string): Promise<number> =>
    database.transact(caller, (tx) => {
      onAfterCommit(tx, () => forget((token) => token.ownerId === ownerId));
      return tokens.deleteAllOf(tx, ownerId);
    });

  return {
    recognises: (token) => token.startsWith(prefix),
    async authenticate(secret) {
      const token = await liveToken(hashOf(secret));
      if (!token) throw new Unauthenticated('The access token is not valid');
      return { kind: 'user', id: token.ownerId, roles: token.roles, scopes: token.scopes };
    },
    async create(caller, { name, scopes, days }) {
      const owner = signedIn(caller);
      const secret = `${prefix}${randomBytes(32).toString('base64url')}`;
      const id = newId();
      const token = await database.transact(caller, async (tx) => {
        await tokens.insert(tx, {
          id,
          name,
          ownerId: owner.id,
          hash: hashOf(secret),
          scopes: [...new Set(scopes)],
          // What makes an administrator is asked of the provider at each login, never lent to a program.
          roles: owner.roles.filter((role) => role !== 'admin'),
          expiresAt: new Date(Date.now() + days * dayMs),
        });
        return tokens.find(tx, owner.id, id);
      });
      if (!token) throw new Error('An access token was gone right after it was written');
      return { token, secret };
    },
    async list(caller, request) {
      return tokens.list(caller, person(caller).id, request);
    },
    async get(caller, id) {
      const token = await tokens.find(caller, person(caller).id, id);
      if (!token) throw notFound(id);
      return token;
    },
    async revoke(caller, id, expected) {
      const owner = signedIn(caller);
      await database.transact(caller, async (tx) => {
        onAfterCommit(tx, () => forget((token) => token.id === id));
        if (await tokens.delete(tx, owner.id, id, expected)) return;
        throw (await tokens.find(tx, owner.id, id))
          ? new PreconditionFailed('The access token has changed')
          : notFound(id);
      });
    },
    revokeAllOf,
    ofUsers: {
      name: 'access-tokens',
      async end(tx, userId, why) {
        onAfterCommit(tx, () => forget((token) => token.ownerId === userId));
        if (why === 'deleted') await revokeAllOf(tx, userId);
      },
    },
  };
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

function person({ actor }: OperationContext): Actor {
  if (actor.kind !== 'user') throw new Forbidden('Only people have access tokens; services have credentials');
  return actor;
}

/** A token that could make others would outlive its own revocation. */
function signedIn(ctx: OperationContext): Actor {
  if (ctx.actor.scopes !== undefined) throw new Forbidden('This needs a login, not a personal access token');
  return person(ctx);
}

function notFound(id: string): Error {
  return new PersonalTokenNotFound(`You have no access token ${id}`);
}
