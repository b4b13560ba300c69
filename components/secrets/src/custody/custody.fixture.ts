import { contextFor, type Database, type OperationContext } from '@ashlar/database';
import { openDatabase, type OpenedDatabase } from '@ashlar/database/testing';
import { createSigner } from '@ashlar/vault';
import type { GrantedSecret } from '../grant-token.js';
import { type DataSide, openDataSide, type person, seedOf, type TestKeys } from '../secrets.fixture.js';
import type { SecretInfo } from '../secrets.types.js';
import type { CustodyConfig } from './custody.config.js';
import { createCustody, type Custody } from './custody.service.js';

/** One process of the secrets API. */
export interface Replica extends OpenedDatabase {
  readonly custody: Custody;
}

export interface BothSides {
  readonly side: DataSide;
  readonly replicas: readonly [Replica, Replica];
  /** A replica more; closed with the others. */
  start(change?: Partial<CustodyConfig>): Promise<Replica>;
  close(): Promise<void>;
}

export const service = (id = 'notebooks'): OperationContext =>
  contextFor({ kind: 'service', id, roles: ['service'] });

export function configOf(keys: TestKeys, change: Partial<CustodyConfig> = {}): CustodyConfig {
  return {
    rootKey: keys.root,
    publisherKey: keys.publisherSeed,
    writers: [createSigner(seedOf(keys.writerSeed)).publicKey.toString('base64')],
    policy: ['notebooks|session|general|*'],
    plaintextReplies: 'allowed',
    spareKeys: 30,
    checkpointFile: undefined,
    ...change,
  };
}

export async function openBothSides(): Promise<BothSides> {
  const side = await openDataSide();
  const opened: Database[] = [];
  const start = async (change: Partial<CustodyConfig> = {}): Promise<Replica> => {
    const parts = await openDatabase(side.testDatabase.urlFor('secrets'));
    opened.push(parts.database);
    const custody = await createCustody({ ...parts, config: configOf(side.keys, change) });
    if (!custody) throw new Error('It has keys');
    return { ...parts, custody };
  };
  return {
    ...{ side, start },
    replicas: [await start(), await start()],
    async close() {
      for (const one of opened) await one.close();
      await side.close();
    },
  };
}

export type Person = ReturnType<typeof person>;

export async function keep(
  side: DataSide,
  who: Person,
  name: string,
  value: string | Buffer,
): Promise<SecretInfo> {
  const bytes = Buffer.from(value);
  return side.secrets.create(who.ctx, who.owner, {
    name,
    kind: 'general',
    value: bytes,
    defaultFilename: name,
  });
}

/** A grant of the person for the newest values. */
export async function grantFor(side: DataSide, who: Person, ...secretIds: string[]): Promise<string> {
  const request = { service: 'notebooks', purpose: 'session', job: 'session-1', secretIds };
  return (await side.grants.mint(who.ctx, request)).token;
}

export const named = (found: { readonly secrets: readonly (GrantedSecret & { readonly value: Buffer })[] }) =>
  Object.fromEntries(found.secrets.map(({ filename, value }) => [filename, value.toString()]));
