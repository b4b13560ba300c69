import { Secret } from '@ashlar/config';
import { newId } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { openDatabase, type OpenedDatabase } from '@ashlar/database/testing';
import { createRecordingLogger, type RecordingLogger } from '@ashlar/logging/testing';
import { type HttpClient } from '@ashlar/test-http';
import { type IdentityProvider, startIdentityProvider } from '@ashlar/test-identity';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createKeycloakDirectory,
  createUserSync,
  DirectoryError,
  type SyncReport,
  type UserDirectory,
  userEntities,
  type UserSync,
  type UserSyncConfig,
} from './index.js';
import { adminOf, makeProvided, type Service, specContext as ctx, startService } from './users.fixture.js';

let idp: IdentityProvider;
let testDatabase: TestDatabase;
let service: Service;
let worker: OpenedDatabase;
let provider: Awaited<ReturnType<typeof adminOf>>;
const ended: string[] = [];

beforeAll(async () => {
  [idp, testDatabase] = await Promise.all([startIdentityProvider(), createTestDatabase()]);
  provider = await adminOf(idp);
  service = await startService(testDatabase.urlFor('data'), idp, { rememberForMs: 0 });
  worker = await openDatabase(testDatabase.urlFor('worker'), userEntities);
}, 60_000);
afterAll(async () => {
  await worker.database.close();
  await service.stop();
  await idp.stop();
  await testDatabase.drop();
});
beforeEach(async () => {
  ended.length = 0;
  await sql('update users.sync_state set issuer = gen_random_uuid()::text');
  await sql('delete from users.sync_seen');
  // Each spec is about its own people.
  await sql(`update users.users set issuer = 'before ' || id where issuer not like 'before %'`);
});

const sql = <T = unknown>(text: string, values: unknown[] = []): Promise<T[]> =>
  managerFor(ctx, worker.database).query<T[]>(text, values);

function configOf(more: Partial<UserSyncConfig> = {}): UserSyncConfig {
  return {
    issuer: idp.issuer,
    adminUrl: undefined,
    clientId: 'ashlar-sync',
    clientSecret: new Secret(idp.secretOf('ashlar-sync')),
    timeoutMs: 5_000,
    intervalMs: 30_000,
    fullIntervalMs: 3_600_000,
    mostDeletions: 5,
    ...more,
  };
}

function directoryOf(more: Partial<UserSyncConfig> = {}): UserDirectory {
  const directory = createKeycloakDirectory({ config: configOf(more) });
  if (!directory) throw new Error('No issuer');
  return directory;
}

function syncOf(
  directory: UserDirectory | undefined = directoryOf(),
  more: Partial<UserSyncConfig> = {},
  logger: RecordingLogger = createRecordingLogger(),
): UserSync {
  return createUserSync({
    database: worker.database,
    directory,
    config: configOf(more),
    access: [{ name: 'spec', end: async (_, id, why) => void ended.push(`${why} ${id}`) }],
    logger,
  });
}

interface Known {
  readonly id: string;
  readonly subject: string;
  readonly client: HttpClient;
}

/** Somebody whom the provider knows and who has called. */
async function known(name: string): Promise<Known> {
  const subject = await makeProvided(provider, name, { firstName: name, lastName: 'Known' });
  const client = await service.as(name);
  const { json } = await client.call('GET', '/api/data/user');
  return { id: (json as { id: string }).id, subject, client };
}

const statusOf = async (id: string): Promise<unknown> =>
  (await sql<{ status: string }>('select status from users.users where id = $1', [id]))[0]?.status;
const nothing = { changed: 0, disabled: 0, deleted: 0, returned: 0, withheld: 0 };

describe('the events', () => {
  it('end the access of whoever is disabled or deleted, and give back that of whoever returns', async () => {
    const [ann, ben, cat] = [await known('ann'), await known('ben'), await known('cat')];
    const sync = syncOf();
    // The first run compares everybody and finds nothing new.
    expect(await sync.run(ctx)).toEqual({ ...nothing, outcome: 'done', compared: true });

    await provider('PUT', `users/${ann.subject}`, { enabled: false });
    await provider('DELETE', `users/${ben.subject}`);
    await provider('PUT', `users/${cat.subject}`, { email: 'kitty@example.org' });
    const report = await sync.run(ctx);
    expect(report).toEqual({
      ...{ outcome: 'done', compared: false, withheld: 0 },
      ...{ changed: 2, disabled: 1, deleted: 1, returned: 0 },
    });
    expect(ended.sort()).toEqual([`deleted ${ben.id}`, `disabled ${ann.id}`].sort());
    for (const { client } of [ann, ben])
      expect((await client.call('GET', '/api/data/user')).status).toBe(401);
    const [row] = await sql<{ email: string }>('select email from users.users where id = $1', [cat.id]);
    expect(row?.email).toBe('kitty@example.org');

    // Events of a moment ago are read again, which does nothing.
    expect(await sync.run(ctx)).toEqual({ ...nothing, outcome: 'done', compared: false });
    await provider('PUT', `users/${ann.subject}`, { enabled: true });
    expect(await sync.run(ctx)).toMatchObject({ changed: 1, returned: 1 });
    expect((await ann.client.call('GET', '/api/data/user')).status).toBe(200);
    expect(await statusOf(ben.id)).toBe('deleted');
  });

  it('of a user who was made and deleted in between make nobody', async () => {
    const sync = syncOf();
    await sync.run(ctx);
    const subject = await makeProvided(provider, 'brief');
    await provider('DELETE', `users/${subject}`);
    await makeProvided(provider, 'uncalled');
    expect(await sync.run(ctx)).toEqual({ ...nothing, outcome: 'done', compared: false });
    expect(await sql(`select from users.users where username in ('brief', 'uncalled')`)).toEqual([]);
  });

  it('take nothing back that an administrator has decided', async () => {
    const dan = await known('dan');
    const eva = await known('eva');
    const sync = syncOf();
    await sync.run(ctx);
    await sql('update users.users set suspended_at = now() where id = $1', [dan.id]);
    await sql(`update users.users set deleted_at = now(), deleted_by = 'platform' where id = $1`, [eva.id]);
    for (const { subject } of [dan, eva]) {
      await provider('PUT', `users/${subject}`, { enabled: false });
      await sync.run(ctx);
      await provider('PUT', `users/${subject}`, { enabled: true, lastName: 'Changed' });
      await sync.run(ctx);
    }
    expect([await statusOf(dan.id), await statusOf(eva.id)]).toEqual(['disabled', 'deleted']);
    await sql('update users.users set suspended_at = null where id = $1', [dan.id]);
    expect(await statusOf(dan.id)).toBe('active');
  });

  it('do not let a token of before undo what was changed since', async () => {
    const flo = await known('flo');
    const sync = syncOf();
    await sync.run(ctx);
    idp.setClockSkew(-30);
    const old = await idp.issueToken('flo');
    idp.setClockSkew(0);
    await provider('PUT', `users/${flo.subject}`, { firstName: 'Florence' });
    expect(await sync.run(ctx)).toMatchObject({ changed: 1 });
    const seen = await flo.client.as(old).call('GET', '/api/data/user');
    expect(seen.json).toMatchObject({ full_name: 'Florence Known', version: 2 });
  });
});

describe('the comparison', () => {
  it('finds what no event has told', async () => {
    const gil = await known('gil');
    const hal = await known('hal');
    const ida = await known('ida');
    await provider('PUT', `users/${gil.subject}`, { enabled: false });
    await provider('DELETE', `users/${hal.subject}`);
    expect(await syncOf().run(ctx)).toEqual({
      ...{ outcome: 'done', compared: true, withheld: 0 },
      ...{ changed: 1, disabled: 1, deleted: 1, returned: 0 },
    });
    expect(await Promise.all([gil, hal, ida].map(({ id }) => statusOf(id)))).toEqual([
      ...['disabled', 'deleted', 'active'],
    ]);
    expect(await sql('select from users.sync_seen')).toEqual([]);
  });

  it('comes again when it is time', async () => {
    const sync = syncOf();
    expect(await sync.run(ctx)).toMatchObject({ compared: true });
    expect(await sync.run(ctx)).toMatchObject({ compared: false });
    await sql(`update users.sync_state set full_done_at = now() - interval '2 hours'`);
    expect(await sync.run(ctx)).toMatchObject({ compared: true });
  });

  it('deletes nobody whom the list has missed but the provider has', async () => {
    const jan = await known('jan');
    const whole = directoryOf();
    const leaky: UserDirectory = {
      ...whole,
      list: async (first, signal) => {
        const page = await whole.list(first, signal);
        return { ...page, users: page.users.filter(({ subject }) => subject !== jan.subject) };
      },
    };
    expect(await syncOf(leaky).run(ctx)).toMatchObject({ deleted: 0, compared: true });
    expect(await statusOf(jan.id)).toBe('active');
  });

  it('deletes nobody at all when it misses too many', async () => {
    await known('kim');
    const strangers = Array.from({ length: 6 }, () => newId());
    const text = `insert into users.users (id, issuer, subject, username) select id, $2, id, 'lost' from unnest($1::uuid[]) id`;
    await managerFor(ctx, service.database).query(text, [strangers, idp.issuer]);
    const logger = createRecordingLogger();
    expect(await syncOf(undefined, {}, logger).run(ctx)).toEqual({
      ...{ outcome: 'done', compared: true, withheld: 6 },
      ...{ changed: 0, disabled: 0, deleted: 0, returned: 0 },
    });
    expect(logger.entries.filter(({ level }) => level === 'error')).toMatchObject([{ missed: 6, most: 5 }]);
    const once = syncOf(undefined, { mostDeletions: 6, fullIntervalMs: 0 });
    expect(await once.run(ctx)).toMatchObject({ deleted: 6, withheld: 0 });
  });

  it('brings back whoever returns to the provider before the purge', async () => {
    const lou = await known('lou');
    await sql(`update users.users set deleted_at = now(), deleted_by = 'provider' where id = $1`, [lou.id]);
    expect(await syncOf().run(ctx)).toMatchObject({ changed: 1, returned: 1 });
    await sql(
      `update users.users set deleted_at = now(), deleted_by = 'provider', purge_started_at = now() where id = $1`,
      [lou.id],
    );
    expect(await syncOf(undefined, { fullIntervalMs: 0 }).run(ctx)).toMatchObject({
      changed: 0,
      returned: 0,
    });
    expect(await statusOf(lou.id)).toBe('deleted');
  });

  it('goes on where it was stopped, at whatever question to the provider', async () => {
    const crowd = await Promise.all(
      Array.from({ length: 230 }, (_, at) => makeProvided(provider, `crowd-${at}`)),
    );
    const text = `insert into users.users (id, issuer, subject, username)
      select gen_random_uuid(), $2, subject, 'crowd' from unnest($1::text[]) subject`;
    await managerFor(ctx, service.database).query(text, [[...crowd, 'gone-1', 'gone-2'], idp.issuer]);
    const whole = directoryOf();
    const asked: number[] = [];
    const outcomes: string[] = [];
    let lookedUp = 0;
    while (outcomes.at(-1) !== 'done' && outcomes.length < 20) {
      let pages = 0;
      // One page for each run, and the first look-up of all fails.
      const flaky: UserDirectory = {
        issuer: whole.issuer,
        changes: (_, signal) => whole.changes(undefined, signal),
        async list(first, signal) {
          pages += 1;
          if (pages > 1) throw new DirectoryError('unavailable', 'gone again');
          asked.push(first);
          return whole.list(first, signal);
        },
        async find(subject, signal) {
          lookedUp += 1;
          if (lookedUp === 1) throw new DirectoryError('unavailable', 'gone again');
          return whole.find(subject, signal);
        },
      };
      outcomes.push((await syncOf(flaky).run(ctx)).outcome);
    }
    expect(outcomes).toEqual(['unavailable', 'unavailable', 'done']);
    // No page was asked for twice.
    expect(new Set(asked).size).toBe(asked.length);
    expect(
      await sql(`select subject from users.users where status = 'deleted' and issuer = $1 order by subject`, [
        idp.issuer,
      ]),
    ).toEqual([{ subject: 'gone-1' }, { subject: 'gone-2' }]);
    expect(
      await sql('select from users.users where issuer = $1 and username = $2', [idp.issuer, 'crowd']),
    ).toHaveLength(2);
  }, 60_000);
});

describe('two runs at once', () => {
  it('do no harm, and one may leave the rest to the other', async () => {
    const people = [await known('max'), await known('ned'), await known('oda')];
    await Promise.all([syncOf().run(ctx), syncOf().run(ctx)]);
    await syncOf().run(ctx);
    await provider('PUT', `users/${people[0]?.subject}`, { enabled: false });
    await provider('DELETE', `users/${people[1]?.subject}`);
    const reports: SyncReport[] = await Promise.all(Array.from({ length: 4 }, () => syncOf().run(ctx)));
    expect(reports.some(({ outcome }) => outcome === 'done')).toBe(true);
    const sum = (of: 'disabled' | 'deleted'): number =>
      reports.reduce((total, report) => total + report[of], 0);
    expect([sum('disabled'), sum('deleted'), ended.length]).toEqual([1, 1, 2]);
    expect(await Promise.all(people.map(({ id }) => statusOf(id)))).toEqual([
      'disabled',
      'deleted',
      'active',
    ]);
  });

  it('never let the one that asked earlier write over the other', async () => {
    const pat = await known('pat');
    await syncOf().run(ctx);
    await provider('PUT', `users/${pat.subject}`, { lastName: 'Touched' });
    const whole = directoryOf();
    let meanwhile: SyncReport | undefined;
    const slow: UserDirectory = {
      ...whole,
      async find(subject, signal) {
        const early = await whole.find(subject, signal);
        if (!meanwhile) {
          // Between the answer and the writing of it the account is disabled and another run is quicker.
          await provider('PUT', `users/${subject}`, { enabled: false });
          meanwhile = await syncOf().run(ctx);
        }
        return early;
      },
    };
    expect(await syncOf(slow).run(ctx)).toEqual({ ...nothing, outcome: 'overtaken', compared: false });
    expect(meanwhile).toMatchObject({ outcome: 'done', disabled: 1 });
    expect(await statusOf(pat.id)).toBe('disabled');
  });
});

describe('a provider that cannot be asked', () => {
  async function answering(
    status: number,
    body = '',
    type = 'application/json',
  ): Promise<Server & { url: string }> {
    const server = createServer((_, response) => {
      response.writeHead(status, { 'content-type': type });
      response.end(body);
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    return Object.assign(server, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  }

  it.each([
    [500, '', 'application/json', 'unavailable', 'warn'],
    [200, '<html>', 'text/html', 'unavailable', 'warn'],
    [200, '{"never":', 'application/json', 'unavailable', 'warn'],
    [200, '{}', 'application/json', 'unavailable', 'warn'],
    [403, '{}', 'application/json', 'refused', 'error'],
    [404, '{}', 'application/json', 'refused', 'error'],
  ])('with %i %s leaves everybody as they are, and says so', async (status, body, type, outcome, level) => {
    const server = await answering(status, body, type);
    const logger = createRecordingLogger();
    const directory = directoryOf({ adminUrl: server.url });
    expect(await syncOf(directory, {}, logger).run(ctx)).toEqual({ ...nothing, outcome, compared: false });
    expect(logger.entries).toMatchObject([{ level, kind: outcome }]);
    await new Promise((resolve) => void server.close(resolve));
  });

  it('because nobody listens, or the secret is wrong', async () => {
    const server = await answering(200);
    const { url } = server;
    await new Promise((resolve) => void server.close(resolve));
    expect(await syncOf(directoryOf({ adminUrl: url })).run(ctx)).toMatchObject({ outcome: 'unavailable' });
    const clientSecret = new Secret('wrong');
    const logger = createRecordingLogger();
    const report = await syncOf(directoryOf({ clientSecret }), {}, logger).run(ctx);
    expect(report).toMatchObject({ outcome: 'refused' });
    expect(JSON.stringify(logger.entries)).toContain('HTTP 401');
  });

  it('in time', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => void silent.listen(0, '127.0.0.1', resolve));
    const adminUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const report = await syncOf(directoryOf({ adminUrl, timeoutMs: 100 })).run(ctx);
    expect(report).toMatchObject({ outcome: 'unavailable' });
    silent.closeAllConnections();
    await new Promise((resolve) => void silent.close(resolve));
  });

  it('is asked again by the next run, which misses nothing', async () => {
    const quin = await known('quin');
    const sync = syncOf();
    await sync.run(ctx);
    await provider('PUT', `users/${quin.subject}`, { enabled: false });
    const down: UserDirectory = {
      ...directoryOf(),
      find: () => Promise.reject(new DirectoryError('unavailable', 'down')),
    };
    expect(await syncOf(down).run(ctx)).toMatchObject({ outcome: 'unavailable', changed: 0 });
    expect(await sync.run(ctx)).toMatchObject({ outcome: 'done', disabled: 1 });
  });

  it('because the process stops', async () => {
    const stop = new AbortController();
    stop.abort(new Error('SIGTERM'));
    expect(await syncOf().run(ctx, stop.signal)).toEqual({ ...nothing, outcome: 'stopped', compared: false });
  });
});

describe('the configuration', () => {
  it('without an issuer switches the sync off', async () => {
    expect(createKeycloakDirectory({ config: configOf({ issuer: undefined }) })).toBeUndefined();
    const sync = createUserSync({
      ...{ database: worker.database, directory: undefined, config: configOf(), access: [] },
      logger: createRecordingLogger(),
    });
    expect(await sync.run(ctx)).toEqual({ ...nothing, outcome: 'off', compared: false });
  });

  it('names what is missing', () => {
    const faulty = configOf({ issuer: 'https://id.example.org', clientSecret: undefined });
    expect(() => createKeycloakDirectory({ config: faulty })).toThrow(
      /ASHLAR_USERS_SYNC_CLIENT_SECRET[^]*ASHLAR_USERS_SYNC_ADMIN_URL/,
    );
  });
});
