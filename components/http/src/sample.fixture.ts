import { type Actor, anonymous, newId } from '@ashlar/database';
import { defineError, Forbidden, NotFound, PreconditionFailed, Unauthenticated } from '@ashlar/errors';
import { createRecordingLogger, type RecordingLogger } from '@ashlar/logging/testing';
import { createMetrics, type Metrics } from '@ashlar/telemetry';
import {
  accepted,
  type Authenticator,
  type Authorizer,
  created,
  type Dto,
  granted,
  type HttpConfig,
  type HttpServer,
  type HttpServerDeps,
  type Idempotency,
  IntegerField,
  listed,
  moved,
  noContent,
  ObjectField,
  ObjectListField,
  ok,
  open,
  operationsRoutes,
  orAnonymous,
  pageQuery,
  type ReadinessCheck,
  route,
  type Route,
  signedIn,
  startHttpServer,
  StringField,
  StringListField,
  UuidField,
} from './index.js';
import { specHttpConfig, specRateLimiter } from './testing.js';

export class LampPath {
  @UuidField({ description: 'Id.' })
  lamp_id!: string;
}

export class LampQuery extends pageQuery({ sortable: ['name'] }) {
  @StringListField({ description: 'Only these.', maxItems: 3, maxLength: 10, optional: true })
  colours?: string[];
}

export class BulbDto {
  @IntegerField({ description: 'Watt.', min: 1, max: 100, example: 5 })
  watt!: number;
}

export class LampRequest {
  @StringField({ description: 'Name.', maxLength: 50, example: 'Desk' })
  name!: string;

  @StringField({ description: 'Note.', maxLength: 50, optional: true, nullable: true })
  note?: string | null;

  @ObjectField(() => BulbDto, { description: 'Main bulb.', optional: true })
  bulb?: BulbDto;

  @ObjectListField(() => BulbDto, { description: 'Other bulbs.', maxItems: 3, optional: true })
  spares?: BulbDto[];
}

export class LampResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @StringField({ description: 'Name.', maxLength: 50 })
  name!: string;
}

/** What a test decides about a call while it runs. */
export interface Gate {
  /** Called by `GET /api/sample/gate` with the signal of the request. */
  enter: (signal: AbortSignal) => Promise<void>;
}

const one = '/api/sample/lamps/{lamp_id}';
const LampNotFound = defineError({
  code: 'LAMP_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such lamp',
  remedy: 'Look under another.',
});
const oneLamp = { idOf: ({ lamp_id }: LampPath) => lamp_id, missing: LampNotFound };
export const lamp = { id: newId(), name: 'Desk' };

/** Routes of every kind. Lamps are not kept: each has version 3. */
export function sampleRoutes(gate: Gate): readonly Route[] {
  const common = { tag: 'lamps', summary: 'A sample' } as const;
  const body = (dto: Dto<LampResponse> = LampResponse) =>
    ({ status: 200, description: 'A lamp.', body: dto }) as const;
  return [
    route({
      ...common,
      method: 'get',
      path: '/api/sample/lamps',
      operationId: 'listLamps',
      permission: signedIn(),
      query: LampQuery,
      success: { status: 200, description: 'Lamps.', body: { listOf: LampResponse } },
      handle: async ({ query }) =>
        listed({ items: [lamp], next: 'CURSOR', total: { count: 41, exact: true } }, query, (item) => item),
    }),
    route({
      ...common,
      method: 'post',
      path: '/api/sample/lamps',
      operationId: 'createLamp',
      permission: granted('lamp.create'),
      body: LampRequest,
      success: { status: 201, description: 'Made.', body: LampResponse },
      handle: async ({ body: { name } }) => created({ id: lamp.id, name }, `/api/sample/lamps/${lamp.id}`, 1),
    }),
    route({
      ...common,
      method: 'get',
      path: one,
      operationId: 'getLamp',
      permission: granted('lamp.read', oneLamp),
      pathParameters: LampPath,
      success: body(),
      handle: async () => ok(lamp, 3),
    }),
    route({
      ...common,
      method: 'put',
      path: one,
      operationId: 'putLamp',
      permission: granted('lamp.write', oneLamp),
      pathParameters: LampPath,
      body: LampRequest,
      creates: true,
      success: body(),
      handle: async ({ mustNotExist, expected, body: { name } }) => {
        if (mustNotExist) return created({ id: lamp.id, name }, `/api/sample/lamps/${lamp.id}`, 1);
        if (expected !== 'any' && !expected.includes(3)) throw new PreconditionFailed('It is at 3');
        return ok({ id: lamp.id, name }, 4);
      },
    }),
    route({
      ...common,
      method: 'patch',
      path: one,
      operationId: 'updateLamp',
      permission: granted('lamp.write', oneLamp),
      pathParameters: LampPath,
      body: LampRequest,
      success: body(),
      handle: async ({ body: { name } }) => ok({ id: lamp.id, name }, 4),
    }),
    route({
      ...common,
      method: 'delete',
      path: one,
      operationId: 'deleteLamp',
      permission: granted('lamp.write', oneLamp),
      pathParameters: LampPath,
      success: { status: 204, description: 'Gone.' },
      handle: async ({ expected }) => {
        if (expected !== 'any' && !expected.includes(3)) throw new PreconditionFailed('It is at 3');
        return noContent();
      },
    }),
    route({
      ...common,
      method: 'get',
      path: '/api/sample/open',
      operationId: 'getOpen',
      permission: open('a sample'),
      success: body(),
      handle: async () => ok(lamp),
    }),
    route({
      ...common,
      method: 'get',
      path: '/api/sample/shades/{lamp_id}',
      operationId: 'getShade',
      permission: orAnonymous(granted('lamp.read', oneLamp)),
      pathParameters: LampPath,
      success: body(),
      handle: async () => ok(lamp, 3),
    }),
    route({
      ...common,
      method: 'get',
      path: '/api/sample/old-lamps',
      operationId: 'getOldLamp',
      permission: orAnonymous(signedIn()),
      redirects: true,
      success: body(),
      handle: async () => moved(`/api/sample/lamps/${lamp.id}`),
    }),
    route({
      ...common,
      method: 'get',
      path: '/api/sample/gate',
      operationId: 'passGate',
      permission: open('a sample'),
      success: body(),
      handle: async ({ ctx }) => {
        await gate.enter(ctx.signal);
        return ok(lamp);
      },
    }),
    route({
      ...common,
      method: 'post',
      path: '/api/sample/works',
      operationId: 'startWork',
      permission: signedIn(),
      links: [{ operationId: 'getShade', parameter: 'lamp_id', field: 'id' }],
      idempotency: 'ignored',
      secret: true,
      success: { status: 202, description: 'Begun.', body: LampResponse },
      handle: async () => accepted(lamp, '/api/sample/works/1'),
    }),
  ];
}

/** Bearer tokens are names: `ann` may do all, `ben` sees but may not write, `cid` sees nothing. */
export const sampleAuthenticator: Authenticator = {
  async authenticate(authorization): Promise<Actor> {
    if (authorization === undefined) return anonymous;
    const name = /^Bearer (ann|ben|cid)$/.exec(authorization)?.[1];
    if (name === undefined) throw new Unauthenticated('The token is not valid');
    return { kind: 'user', id: name, roles: [] };
  },
};

export const sampleAuthorizer: Authorizer = {
  assertPermission(permission) {
    if (!permission.startsWith('lamp.')) throw new TypeError(`${permission} is no permission`);
  },
  async authorize({ actor }, { permission, objectId }) {
    if (objectId !== undefined && (actor.id === 'cid' || objectId !== lamp.id)) {
      throw new NotFound('Nothing that you may see');
    }
    if (actor.id !== 'ann' && permission !== 'lamp.read') throw new Forbidden('You may not');
  },
};

export const sampleConfig: HttpConfig = {
  ...specHttpConfig,
  corsOrigins: ['https://app.example.org'],
  rateLimit: 1_000,
};

export interface Sample {
  readonly server: HttpServer;
  readonly logger: RecordingLogger;
  readonly metrics: Metrics;
  readonly gate: Gate;
}

export interface SampleOptions {
  readonly config?: Partial<HttpConfig>;
  readonly services?: Partial<HttpServerDeps>;
  readonly idempotency?: Idempotency;
  readonly checks?: readonly ReadinessCheck[];
}

export async function startSample({ config, services, checks = [] }: SampleOptions = {}): Promise<Sample> {
  const gate: Gate = { enter: async () => undefined };
  const logger = createRecordingLogger();
  const metrics = createMetrics({ logger });
  const operations = operationsRoutes({
    name: 'sample',
    version: '1.2.3',
    prefix: '/api/sample',
    checks,
    onFailedCheck: () => undefined,
    isDraining: () => false,
    document: () => ({ openapi: '3.1.0' }),
  });
  const server = await startHttpServer({
    config: { ...sampleConfig, ...config },
    logger,
    metrics,
    prefix: '/api/sample',
    routes: [...operations, ...sampleRoutes(gate)],
    authenticator: sampleAuthenticator,
    authorizer: sampleAuthorizer,
    rateLimiter: specRateLimiter,
    ...services,
  });
  return { server, logger, metrics, gate };
}
