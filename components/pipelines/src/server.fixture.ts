import { createAuthorizer } from '@ashlar/authz';
import { Secret } from '@ashlar/config';
import type { Actor } from '@ashlar/database';
import { Unauthenticated } from '@ashlar/errors';
import { createIdempotency, openApiDocument, operationsRoutes } from '@ashlar/http';
import { startSpecServer } from '@ashlar/http/testing';
import { type Answer, createHttpClient, type HttpClient } from '@ashlar/test-http';
import { randomBytes } from 'node:crypto';
import { pipelineHookRoutes, pipelineRoutes, pipelineTargetRoutes } from './http/index.js';
import { createHooks } from './index.js';
import type { World } from './pipelines.fixture.js';

export interface ServedWorld {
  readonly url: string;
  readonly anybody: HttpClient;
  readonly admin: HttpClient;
  readonly editor: HttpClient;
  readonly viewer: HttpClient;
  readonly stranger: HttpClient;
  stop(): Promise<void>;
}

/** The routes of the brick over HTTP; callers are called by their names. */
export async function serve(world: World): Promise<ServedWorld> {
  const { database, logger, metrics, pipelines } = world;
  const actors: Readonly<Record<string, Actor>> = {
    'Bearer admin': { kind: 'service', id: 'console', roles: ['admin'] },
    'Bearer editor': world.editor.actor,
    'Bearer viewer': world.viewer.actor,
    'Bearer stranger': world.stranger.actor,
  };
  const hooks = createHooks({ key: new Secret(randomBytes(32).toString('hex')) });
  const own = [
    ...pipelineRoutes({ pipelines }),
    ...pipelineTargetRoutes({ targets: pipelines.targets }),
    ...pipelineHookRoutes({ targets: pipelines.targets, hooks }),
  ];
  const info = { title: 'Pipelines', version: '1', description: 'For the walk' };
  const routes = [
    ...own,
    ...operationsRoutes({
      ...{ name: 'spec', version: '1', prefix: '/api/data', checks: [] },
      onFailedCheck: () => undefined,
      isDraining: () => false,
      document: () => openApiDocument(info, own),
    }),
  ];
  const server = await startSpecServer({
    config: { requestTimeoutMs: 90_000 },
    ...{ logger, metrics, routes },
    authenticator: {
      async authenticate(authorization) {
        if (authorization === undefined) return { kind: 'anonymous', id: 'anonymous', roles: [] };
        const actor = actors[authorization];
        if (!actor) throw new Unauthenticated('No such caller');
        return actor;
      },
    },
    authorizer: createAuthorizer({ database }),
    idempotency: createIdempotency({ database }),
  });
  const client = createHttpClient(server.url);
  return {
    url: server.url,
    anybody: client.as(null),
    admin: client.as('admin'),
    editor: client.as('editor'),
    viewer: client.as('viewer'),
    stranger: client.as('stranger'),
    async stop() {
      await server.stop();
    },
  };
}

export const bodyOf = <T>({ json }: Answer): T => json as T;
