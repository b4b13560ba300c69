import { Secret } from '@ashlar/config';
import { contextFor, newId, systemContext } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { migrate } from '@ashlar/schema';
import { createSealer, createSecretGrants, createSecrets, secretEntities } from '@ashlar/secrets';
import { createCustody, type Custody } from '@ashlar/secrets/custody';
import { createLogins, startPostgres } from '@ashlar/test-postgres';
import { assertPublished, createSigner, createVerifier, sealValue } from '@ashlar/vault';
import {
  createLocalRootKey,
  makeOwnerKey,
  makeRingKey,
  openKeyRing,
  openOwnerKey,
  openValue,
} from '@ashlar/vault/custody';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, FunctionSubject, MeasureSubject } from '../bench.types.js';
import { describePostgres } from '../machine.js';
import { openFernet, sealFernet } from '../secrets/fernet.js';

const base64 = (bytes: Buffer): Secret => new Secret(bytes.toString('base64'));

/** `--keys N`: how many keys of owners a rotation turns, 100,000 unless said. `--callers N`, 8. */
export const secrets: Bench = {
  name: 'secrets',
  summary: 'Opening, fetching and writing secrets and turning the key ring, beside Fernet under PBKDF2.',
  async prepare({ keys = '100000', callers = '8' }) {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), 'ashlar-bench-secrets-'));
    const server = await startPostgres({ dataDir: folder });
    await migrate({ url: server.url });
    const logins = await createLogins(server.url, { database: 'postgres' });
    const [rootKey, publisher, writer] = [randomBytes(32), randomBytes(32), randomBytes(32)];
    const data = await openDatabase(logins.data, secretEntities);
    const custodian = await openDatabase(logins.secrets, [], { statementTimeoutMs: 60_000 });
    const publicOf = (seed: Buffer) => createSigner(seed).publicKey.toString('base64');
    const start = async (spareKeys: number): Promise<Custody> => {
      const custody = await createCustody({
        ...custodian,
        config: {
          rootKey: base64(rootKey),
          publisherKey: base64(publisher),
          writers: [publicOf(writer)],
          policy: ['bench|bench|*|*'],
          plaintextReplies: 'allowed',
          spareKeys,
          checkpointFile: undefined,
        },
      });
      if (!custody) throw new Error('It has keys');
      return custody;
    };
    const custody = await start(200);
    const sealer = createSealer({ writerKey: base64(writer), publishers: [publicOf(publisher)] });
    const { database } = data;
    const domainOf = async () => '00000000-0000-7000-8000-000000000001';
    const all = createSecrets({ database, sealer, domainOf });
    const grants = createSecretGrants({ database, sealer, authorizer: { authorize: async () => undefined } });
    const service = contextFor({ kind: 'service', id: 'bench', roles: ['service'] });
    const people = await Promise.all(
      Array.from({ length: 100 }, async () => {
        const id = newId();
        const ctx = contextFor({ kind: 'user', id, roles: ['member'] });
        const owner = { type: 'user', id } as const;
        const { id: secretId } = await all.create(ctx, owner, {
          name: 'x',
          kind: 'general',
          value: randomBytes(5_000),
        });
        return { ctx, owner, secretId };
      }),
    );
    const anybody = () => people[Math.floor(Math.random() * people.length)] ?? people[0];
    const read = async (): Promise<void> => {
      const who = anybody();
      if (!who) return;
      const { token } = await grants.mint(who.ctx, {
        service: 'bench',
        purpose: 'bench',
        secretIds: [who.secretId],
      });
      await custody.fetch(service, token);
    };
    const write = async (): Promise<void> => {
      const who = anybody();
      if (who) await all.addVersion(who.ctx, who.owner, who.secretId, randomBytes(5_000), undefined);
    };

    return {
      reference: 'open, Fernet under PBKDF2',
      load: { callers: Number(callers), seconds: 10, warmUpSeconds: 2 },
      facts: { ...(await describePostgres(server.url)), value: '5,000 bytes', keys, callers },
      subjects: [
        fernetSubject(),
        await openSubject(),
        await costSubject(),
        { kind: 'function', name: 'grant and fetch, audited', run: read },
        { kind: 'function', name: 'write', run: write },
        {
          kind: 'function',
          name: '90 % fetches, 10 % writes',
          run: ({ index }) => (index % 10 === 0 ? write() : read()),
        },
        {
          kind: 'measure',
          name: 'turning the ring',
          async measure() {
            const ctx = systemContext('bench');
            await (await start(Number(keys))).rotation.move(ctx, await custody.rotation.stage(ctx), 'active');
            const begin = performance.now();
            const before = process.cpuUsage();
            const { rewrapped, complete } = await custody.rotation.run(ctx);
            const seconds = (performance.now() - begin) / 1000;
            const { user, system } = process.cpuUsage(before);
            if (!complete) throw new Error('The rotation left something behind');
            return {
              rows: rewrapped,
              rows_per_second: rewrapped / seconds,
              rows_per_core_second: (rewrapped * 1e6) / (user + system),
            };
          },
        },
      ],
      async cleanUp() {
        await database.close();
        await custodian.database.close();
        await server.stop();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  },
};

/** The scheme that Renku documents: Fernet under a key that PBKDF2 makes of another with 480,000 iterations. */
function fernetSubject(): FunctionSubject {
  const sealed = sealFernet(randomBytes(32), 'user', randomBytes(5_000));
  return { kind: 'function', name: 'open, Fernet under PBKDF2', run: () => openFernet(sealed) };
}

/** What one fetch has to open: its envelope, and the owner's key as it lies in the database. */
async function sampleOf() {
  const root = createLocalRootKey(base64(randomBytes(32)));
  const ring = await openKeyRing([{ ...(await makeRingKey(newId(), root)), state: 'active' }], root);
  const [publisher, writer] = [createSigner(randomBytes(32)), createSigner(randomBytes(32))];
  const [publishers, writers] = [createVerifier([publisher.publicKey]), createVerifier([writer.publicKey])];
  const key = makeOwnerKey(newId(), ring, publisher);
  const about = {
    domainId: newId(),
    ownerType: 'user',
    ownerId: newId(),
    secretId: newId(),
    version: 1,
    kind: 'general',
  };
  const envelope = sealValue(randomBytes(5_000), about, key, writer);
  const openKey = () => {
    assertPublished(key, publishers);
    return openOwnerKey(key, ring);
  };
  const [grant, head] = [randomBytes(400), randomBytes(48)];
  const [grantProof, headProof] = [writer.sign('bench/grant', grant), writer.sign('bench/head', head)];
  /** Besides the value: the signatures of the grant and of the newest version. */
  const openWith = (own: ReturnType<typeof openKey>): Buffer => {
    const signed =
      writers.verifies(writer.id, grantProof, 'bench/grant', grant) &&
      writers.verifies(writer.id, headProof, 'bench/head', head);
    if (!signed) throw new Error('It is signed');
    return openValue(envelope, about, own, writers);
  };
  return { openKey, openWith };
}

/** All cryptography of the first fetch of an owner, and nothing else. */
async function openSubject(): Promise<FunctionSubject> {
  const { openKey, openWith } = await sampleOf();
  return { kind: 'function', name: 'open, cryptography alone', run: () => openWith(openKey()) };
}

/** In CPU time, which says the same however busy the machine is. */
async function costSubject(): Promise<MeasureSubject> {
  const { openKey, openWith } = await sampleOf();
  const sealed = sealFernet(randomBytes(32), 'user', randomBytes(5_000));
  const perCoreSecond = (times: number, work: () => unknown): number => {
    for (let index = 0; index < times / 10; index += 1) work();
    const before = process.cpuUsage();
    for (let index = 0; index < times; index += 1) work();
    const { user, system } = process.cpuUsage(before);
    return (times * 1e6) / (user + system);
  };
  return {
    kind: 'measure',
    name: 'cryptography, by CPU time',
    measure: async () => {
      const kept = openKey();
      return {
        first_per_core_second: perCoreSecond(2_000, () => openWith(openKey())),
        kept_per_core_second: perCoreSecond(2_000, () => openWith(kept)),
        fernet_per_core_second: perCoreSecond(10, () => openFernet(sealed)),
      };
    },
  };
}
