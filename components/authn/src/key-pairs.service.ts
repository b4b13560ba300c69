import { type Actor, type Database, newId, type OperationContext, systemContext } from '@ashlar/database';
import { Forbidden, PreconditionFailed, Unauthenticated } from '@ashlar/errors';
import { randomBytes } from 'node:crypto';
import { KeyPairNotFound } from './key-pairs.errors.js';
import { KeyPairRepository } from './key-pairs.repository.js';
import type { KeyPairs, KeyPairsOfUsers } from './key-pairs.types.js';
import { isSigned, readCredential, schemeName, secretKeyOf, signedPartsOf } from './request-signature.js';

export interface KeyPairsDeps {
  readonly database: Database;
  /** As in `KeyPairsConfig`. */
  readonly keys: string;
  /** What signed requests are limited to, such as `backend-ai:read`. */
  readonly scopes: readonly string[];
  /** How far the date of a request may be from now, either way. Default 300,000. */
  readonly windowMs?: number;
  /** Whether the person may still act: false for one who was disabled or deleted. Default: everybody. */
  readonly ownerMayAct?: (ownerId: string) => Promise<boolean>;
}

const dayMs = 86_400_000;
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** @throws {TypeError} for a key that is too short or no base64, without showing it. */
export function createKeyPairs({
  database,
  keys,
  scopes,
  windowMs = 300_000,
  ownerMayAct = () => Promise.resolve(true),
}: KeyPairsDeps): KeyPairs {
  const serverKeys = keys.split(',').map((text) => Buffer.from(text.trim(), 'base64'));
  const [making = Buffer.alloc(0)] = serverKeys;
  if (serverKeys.some(({ length }) => length < 32)) {
    throw new TypeError('ASHLAR_KEY_PAIR_KEYS holds a key that is not 32 bytes or more in base64');
  }
  const pairs = new KeyPairRepository(database);
  const ctx = systemContext('check a signed request');

  return {
    recognises: (authorization) => authorization.split(' ')[0]?.toLowerCase() === schemeName.toLowerCase(),
    async authenticate(authorization, request) {
      const credential = readCredential(authorization);
      const parts = signedPartsOf(request);
      // Before the database hears of it: what is not signed may write nothing.
      if (!credential || !parts || !isSigned(serverKeys, credential, parts)) throw refused();
      const used = await pairs.use(ctx, { ...credential, date: parts.date, windowMs });
      if (!used || !(await ownerMayAct(used.ownerId))) throw refused();
      return { kind: 'user', id: used.ownerId, roles: used.roles, scopes };
    },
    async create(caller, { name, days }) {
      const owner = signedIn(caller);
      const id = newId();
      const accessKey = [...randomBytes(20)].map((byte) => letters[byte & 31]).join('');
      const keyPair = await database.transact(caller, async (tx) => {
        await pairs.insert(tx, {
          ...{ id, accessKey, name, ownerId: owner.id },
          // What makes an administrator is asked of the provider at each login, never lent to a program.
          roles: owner.roles.filter((role) => role !== 'admin'),
          expiresAt: new Date(Date.now() + days * dayMs),
        });
        return pairs.find(tx, owner.id, id);
      });
      if (!keyPair) throw new Error('A key pair was gone right after it was written');
      return { keyPair, secretKey: secretKeyOf(making, accessKey) };
    },
    async list(caller, request) {
      return pairs.list(caller, person(caller).id, request);
    },
    async get(caller, id) {
      const pair = await pairs.find(caller, person(caller).id, id);
      if (!pair) throw notFound(id);
      return pair;
    },
    async revoke(caller, id, expected) {
      const owner = signedIn(caller);
      await database.transact(caller, async (tx) => {
        if (await pairs.delete(tx, owner.id, id, expected)) return;
        throw (await pairs.find(tx, owner.id, id))
          ? new PreconditionFailed('The key pair has changed')
          : notFound(id);
      });
    },
    ownerOf: (caller, accessKey) => pairs.ownerOf(caller, accessKey),
  };
}

/** For whoever ends the access of people, with or without keys: key pairs rest while their owner is disabled, and go with them. */
export function keyPairsOfUsers({ database }: Pick<KeyPairsDeps, 'database'>): KeyPairsOfUsers {
  const pairs = new KeyPairRepository(database);
  return {
    name: 'key-pairs',
    async end(tx, userId, why) {
      if (why === 'deleted') await pairs.deleteAllOf(tx, userId);
    },
  };
}

/** One answer for whatever is wrong: who guesses learns nothing. */
function refused(): Error {
  return new Unauthenticated('The request is not signed by a valid key pair, is too old, or was sent before');
}

function person({ actor }: OperationContext): Actor {
  if (actor.kind !== 'user') throw new Forbidden('Only people have key pairs; services have credentials');
  return actor;
}

/** A credential for programs that could make others would outlive its own revocation. */
function signedIn(ctx: OperationContext): Actor {
  if (ctx.actor.scopes !== undefined)
    throw new Forbidden('This needs a login, not a credential for programs');
  return person(ctx);
}

function notFound(id: string): Error {
  return new KeyPairNotFound(`You have no key pair ${id}`);
}
