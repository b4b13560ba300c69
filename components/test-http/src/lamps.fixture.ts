import { anonymous, newId, type Page, type PageRequest } from '@ashlar/database';
import {
  IdempotencyKeyReused,
  NotFound,
  PageTooDeep,
  PreconditionFailed,
  Unauthenticated,
  ValidationFailed,
} from '@ashlar/errors';
import {
  BooleanField,
  created,
  type Dto,
  EnumField,
  granted,
  type HttpServer,
  type Idempotency,
  listed,
  noContent,
  ok,
  ObjectField,
  openApiDocument,
  operationsRoutes,
  orAnonymous,
  pageQuery,
  route,
  type Route,
  StringField,
  StringListField,
  UuidField,
} from '@ashlar/http';
import { startSpecServer } from '@ashlar/http/testing';
import { createSilentLogger } from '@ashlar/logging/testing';
import { createMetrics } from '@ashlar/telemetry';

export class LampPath {
  @UuidField({ description: 'Id.' })
  lamp_id!: string;
}

export class LampQuery extends pageQuery({ sortable: ['name'] }) {
  @StringField({ description: 'Part of the name.', maxLength: 50, optional: true })
  keyword?: string;
}

export class BulbDto {
  @EnumField({ description: 'Socket.', values: ['e14', 'e27'] })
  socket!: string;

  @StringField({ description: 'Maker.', maxLength: 50, example: 'Luxor' })
  maker!: string;
}

export class LampRequest {
  @StringField({ description: 'Name.', maxLength: 50, example: 'Desk' })
  name!: string;

  @ObjectField(() => BulbDto, { description: 'Bulb.' })
  bulb!: BulbDto;

  @StringListField({ description: 'Rooms.', maxItems: 3, maxLength: 20, optional: true })
  rooms?: string[];
}

export class LampResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @StringField({ description: 'Name.', maxLength: 50 })
  name!: string;

  @BooleanField({ description: 'Whether it is lit.' })
  lit!: boolean;
}

interface Lamp {
  readonly id: string;
  readonly name: string;
  readonly version: number;
}

const lamps = '/api/sample/lamps';
const one = `${lamps}/{lamp_id}`;

/** Routes over lamps in memory, which keep the conventions. */
export function lampRoutes(): readonly Route[] {
  const kept = new Map<string, Lamp>();
  const common = { tag: 'lamps', summary: 'A sample' } as const;
  const about = { ...common, path: one, pathParameters: LampPath, errors: [NotFound] } as const;
  const present = ({ id, name }: Lamp): LampResponse => ({ id, name, lit: false });
  const get = (id: string): Lamp => {
    const lamp = kept.get(id);
    if (!lamp) throw new NotFound('There is no such lamp');
    return lamp;
  };
  const getIn = (id: string, expected: 'any' | readonly number[]): Lamp => {
    const lamp = get(id);
    if (expected !== 'any' && !expected.includes(lamp.version))
      throw new PreconditionFailed('It has changed');
    return lamp;
  };
  return [
    route({
      ...common,
      method: 'get',
      path: lamps,
      operationId: 'listLamps',
      permission: granted('lamp.read'),
      query: LampQuery,
      success: { status: 200, description: 'Lamps.', body: { listOf: LampResponse } },
      handle: async ({ query }) => listed(pageOf([...kept.values()], query.toRequest()), query, present),
    }),
    route({
      ...common,
      method: 'post',
      path: lamps,
      operationId: 'createLamp',
      permission: granted('lamp.create'),
      body: LampRequest,
      success: { status: 201, description: 'Made.', body: LampResponse },
      handle: async ({ body: { name } }) => {
        const lamp = { id: newId(), name, version: 1 };
        kept.set(lamp.id, lamp);
        return created(present(lamp), `${lamps}/${lamp.id}`, 1);
      },
    }),
    route({
      ...about,
      method: 'get',
      operationId: 'getLamp',
      permission: granted('lamp.read'),
      success: { status: 200, description: 'A lamp.', body: LampResponse },
      handle: async ({ path }) => ok(present(get(path.lamp_id)), get(path.lamp_id).version),
    }),
    route({
      ...about,
      method: 'put',
      operationId: 'replaceLamp',
      permission: granted('lamp.write'),
      body: LampRequest,
      success: { status: 200, description: 'As it is now.', body: LampResponse },
      handle: async ({ path, body: { name }, expected }) => {
        const lamp = getIn(path.lamp_id, expected);
        const changed = { ...lamp, name, version: lamp.version + 1 };
        kept.set(lamp.id, changed);
        return ok(present(changed), changed.version);
      },
    }),
    route({
      ...about,
      method: 'delete',
      operationId: 'deleteLamp',
      permission: granted('lamp.write'),
      success: { status: 204, description: 'Gone.' },
      handle: async ({ path, expected }) => {
        kept.delete(getIn(path.lamp_id, expected).id);
        return noContent();
      },
    }),
  ];
}

export class ShelfPath {
  @StringField({ description: 'Name.', maxLength: 30, pattern: /^[a-z0-9-]+$/, example: 'top' })
  shelf_name!: string;
}

export class ShelfRequest {
  @StringField({ description: 'Label.', maxLength: 50, example: 'Lamps' })
  label!: string;
}

/** Things that are made by a PUT under a name of the caller's choice. */
export function shelfRoutes(): readonly Route[] {
  const kept = new Map<string, { label: string; version: number }>();
  const about = {
    ...{ tag: 'shelves', summary: 'A sample', pathParameters: ShelfPath, errors: [NotFound] },
    path: '/api/sample/shelves/{shelf_name}',
  } as const;
  return [
    route({
      ...about,
      method: 'get',
      operationId: 'getShelf',
      permission: granted('shelf.read'),
      success: { status: 200, description: 'A shelf.', body: ShelfRequest },
      handle: async ({ path: { shelf_name: name } }) => {
        const shelf = kept.get(name);
        if (!shelf) throw new NotFound('There is no such shelf');
        return ok({ label: shelf.label }, shelf.version);
      },
    }),
    route({
      ...about,
      method: 'put',
      operationId: 'putShelf',
      permission: granted('shelf.write'),
      body: ShelfRequest,
      creates: true,
      success: { status: 200, description: 'As it is now.', body: ShelfRequest },
      handle: async ({ path: { shelf_name: name }, body: { label }, expected, mustNotExist }) => {
        const shelf = kept.get(name);
        if (shelf && mustNotExist) throw new PreconditionFailed('It exists');
        if (!shelf && !mustNotExist) throw new NotFound('There is no such shelf');
        if (shelf && expected !== 'any' && !expected.includes(shelf.version))
          throw new PreconditionFailed('It has changed');
        const version = (shelf?.version ?? 0) + 1;
        kept.set(name, { label, version });
        const reply = ok({ label }, version);
        return shelf ? reply : { ...reply, status: 201, location: `/api/sample/shelves/${name}` };
      },
    }),
  ];
}

export class LockResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @StringField({ description: 'Shown once.', maxLength: 50 })
  key!: string;
}

export class KeyPath {
  @StringField({ description: 'Opens one lock.', maxLength: 50, example: 'k-0' })
  key!: string;
}

/** Something whose address nobody can make up: it is in the answer of another operation. Anybody may ask for it. */
export function keyRoutes(): readonly Route[] {
  const kept = new Set<string>();
  return [
    route({
      ...{ tag: 'locks', summary: 'A sample', method: 'post', path: '/api/sample/locks' },
      operationId: 'createLock',
      permission: granted('lock.create'),
      body: ShelfRequest,
      success: { status: 201, description: 'Made.', body: LockResponse },
      links: [{ operationId: 'getKey', parameter: 'key', field: 'key' }],
      handle: async () => {
        const id = newId();
        kept.add(`k-${id}`);
        return created({ id, key: `k-${id}` }, `/api/sample/locks/${id}`);
      },
    }),
    route({
      ...{ tag: 'locks', summary: 'A sample', method: 'get', path: '/api/sample/keys/{key}' },
      operationId: 'getKey',
      permission: orAnonymous(granted('key.read')),
      pathParameters: KeyPath,
      success: { status: 200, description: 'What it opens.', body: ShelfRequest },
      errors: [NotFound],
      handle: async ({ path: { key } }) => {
        if (!kept.has(key)) throw new NotFound('There is no such key');
        return ok({ label: 'x' });
      },
    }),
  ];
}

function pageOf(rows: readonly Lamp[], { size, start, count }: PageRequest): Page<Lamp> {
  const from = 'page' in start ? start.page * size : Number(start.cursor);
  if (!Number.isInteger(from)) throw new ValidationFailed('not a cursor');
  if (from >= 10_000) throw new PageTooDeep('too deep');
  return {
    items: rows.slice(from, from + size),
    ...(rows.length > from + size && { next: String(from + size) }),
    ...(count && { total: { count: rows.length, exact: true } }),
  };
}

/** Keeps answers in memory. */
export function rememberingIdempotency(): Idempotency {
  const kept = new Map<
    string,
    { payload: string; reply: Awaited<ReturnType<Idempotency['once']>>['reply'] }
  >();
  return {
    async once(ctx, { key, payload }, work) {
      const text = JSON.stringify(payload);
      const earlier = kept.get(key);
      if (earlier && earlier.payload !== text) throw new IdempotencyKeyReused('another request');
      if (earlier) return { reply: earlier.reply, replayed: true };
      const reply = await work(ctx as Parameters<typeof work>[0]);
      kept.set(key, { payload: text, reply });
      return { reply, replayed: false };
    },
    sweep: async () => 0,
  };
}

export interface LampService {
  readonly routes?: readonly Route[];
  readonly idempotency?: Idempotency;
  readonly authenticates?: boolean;
}

/** Serves routes to the one token `ann`. */
export function startLamps({
  routes = lampRoutes(),
  idempotency = rememberingIdempotency(),
  authenticates = true,
}: LampService = {}): Promise<HttpServer> {
  const logger = createSilentLogger();
  const prefix = '/api/sample';
  const about = { name: 'sample', title: 'Sample', version: '1.0.0', description: 'A sample.' };
  const operations = operationsRoutes({
    ...{ ...about, prefix, checks: [], isDraining: () => false, onFailedCheck: () => undefined },
    document: () => openApiDocument(about, all),
  });
  const all = [...operations, ...routes];
  return startSpecServer({
    ...{ logger, metrics: createMetrics({ logger }), prefix, routes: all, idempotency },
    authenticator: {
      async authenticate(authorization) {
        if (authorization === 'Bearer ann' || (authorization !== undefined && !authenticates)) {
          return { kind: 'user', id: 'ann', roles: [] };
        }
        if (authorization === undefined) return anonymous;
        throw new Unauthenticated('not valid');
      },
    },
    authorizer: { assertPermission: () => undefined, authorize: async () => undefined },
  });
}

/** A shape with no example for what it demands. */
export function withoutExample(): Dto {
  class Silent {}
  StringField({ description: 'Nobody knows.', maxLength: 5 })(Silent.prototype, 'mystery');
  return Silent;
}
