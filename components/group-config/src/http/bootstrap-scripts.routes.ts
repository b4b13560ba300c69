import {
  EnumField,
  IntegerField,
  listed,
  noContent,
  ObjectField,
  ok,
  pageQuery,
  type Reply,
  route,
  type Route,
  StringField,
  TimeField,
  UuidField,
} from '@ashlar/http';
import { isUtf8 } from 'node:buffer';
import type { BootstrapScripts } from '../bootstrap-scripts.service.js';
import type { BootstrapScript, BootstrapScriptRevision } from '../bootstrap-scripts.types.js';
import type { DotfileAccess } from '../dotfile-access.js';
import { BootstrapScriptNotFound, BootstrapScriptTooLarge } from '../group-config.errors.js';
import { RevisionActorResponse } from './dotfile-revisions.dto.js';
import { DotfileOwnerResponse } from './dotfiles.dto.js';
import { toBytes } from './dotfiles.presenter.js';
import { ownerRoutes, type OwnerRoutes } from './owner-routes.js';

/** 64 KiB in base64, or in the longest JSON spelling of its text. */
const scriptLength = 400_000;

export class PutBootstrapScriptRequest {
  @StringField({
    description: 'What runs execute first.',
    minLength: 0,
    maxLength: scriptLength,
    example: '#!/bin/sh\nexport EDITOR=vim',
  })
  content!: string;

  @EnumField({
    description: 'Of `content`; base64 for any bytes.',
    values: ['utf-8', 'base64'],
    default: 'utf-8',
  })
  encoding!: 'utf-8' | 'base64';
}

export class BootstrapScriptResponse {
  @ObjectField(() => DotfileOwnerResponse, { description: 'Whose it is.' })
  owner!: DotfileOwnerResponse;

  @StringField({ description: 'What runs execute.', minLength: 0, maxLength: scriptLength })
  content!: string;

  @EnumField({ description: 'Of `content`: utf-8 where the bytes are text.', values: ['utf-8', 'base64'] })
  encoding!: 'utf-8' | 'base64';

  @StringField({ description: 'Of the content, in hex.', minLength: 64, maxLength: 64 })
  sha256!: string;

  @IntegerField({ description: 'Bytes.', min: 0, max: 2_147_483_647 })
  size!: number;

  @IntegerField({ description: 'The ETag.', min: 1, max: 2_147_483_647 })
  version!: number;

  @UuidField({ description: 'Who changed it last.', nullable: true })
  updated_by!: string | null;

  @TimeField({ description: 'When it was made.' })
  created_at!: string;

  @TimeField({ description: 'When it was changed last.' })
  updated_at!: string;
}

export class BootstrapScriptRevisionListQuery extends pageQuery({
  sortable: ['version'],
  descending: true,
}) {}

export class RestoreBootstrapScriptRequest {
  @IntegerField({ description: 'Version to go back to.', min: 1, max: 2_147_483_647, example: 1 })
  version!: number;
}

export class BootstrapScriptRevisionResponse {
  @IntegerField({ description: 'Version that came of it.', min: 1, max: 2_147_483_647 })
  version!: number;

  @EnumField({ description: 'What happened.', values: ['created', 'changed', 'deleted'] })
  change!: string;

  @StringField({ description: 'Of the content then; null where it went.', maxLength: 64, nullable: true })
  sha256!: string | null;

  @StringField({
    description: 'Of the content that it replaced or removed; null where it was created.',
    maxLength: 64,
    nullable: true,
  })
  previous_sha256!: string | null;

  @IntegerField({ description: 'Bytes then.', min: 0, max: 2_147_483_647, nullable: true })
  size!: number | null;

  @ObjectField(() => RevisionActorResponse, { description: 'Who did it.' })
  actor!: RevisionActorResponse;

  @TimeField({ description: 'When.' })
  created_at!: string;
}

export interface BootstrapScriptRoutesDeps {
  readonly bootstrapScripts: BootstrapScripts;
  readonly access: Pick<DotfileAccess, 'assertMayActFor'>;
}

export function bootstrapScriptRoutes(deps: BootstrapScriptRoutesDeps): readonly Route[] {
  return ownerRoutes(deps.access).flatMap((kind) => routesOf(kind, deps.bootstrapScripts));
}

function routesOf(kind: OwnerRoutes, scripts: BootstrapScripts): readonly Route[] {
  const { type, noun, hidden, may, handler, base } = kind;
  const tag = 'bootstrap-scripts';
  const path = `${base}/bootstrap-script`;
  const Path = kind.path();
  return [
    route({
      ...{ method: 'get', path, tag, permission: may('read'), pathParameters: Path },
      operationId: `get${noun}BootstrapScript`,
      summary: `What runs of the ${type} execute first`,
      success: { status: 200, description: 'The script.', body: BootstrapScriptResponse },
      errors: [...hidden, BootstrapScriptNotFound],
      handle: handler(async ({ ctx }, owner) => {
        const script = await scripts.get(ctx, owner);
        return ok(present(script), script.version);
      }),
    }),
    route({
      ...{ method: 'put', path, tag, permission: may('write'), pathParameters: Path },
      operationId: `put${noun}BootstrapScript`,
      summary: 'Makes or replaces the script',
      description: 'Scripts of wider owners run before it.',
      creates: true,
      body: PutBootstrapScriptRequest,
      success: { status: 200, description: 'The script as it is now.', body: BootstrapScriptResponse },
      errors: [...hidden, BootstrapScriptNotFound, BootstrapScriptTooLarge],
      handle: handler(async ({ ctx, body, ...conditions }, owner) => {
        const content = toBytes(body.content, body.encoding);
        const put = await scripts.put(ctx, owner, content, conditions);
        const reply = ok(present(put.script), put.script.version);
        const location = `${kind.addressOf(owner)}/bootstrap-script`;
        return put.created ? ({ ...reply, status: 201, location } satisfies Reply<object>) : reply;
      }),
    }),
    route({
      ...{ method: 'delete', path, tag, permission: may('write'), pathParameters: Path },
      operationId: `delete${noun}BootstrapScript`,
      summary: 'Removes the script',
      success: { status: 204, description: 'Removed.' },
      errors: [...hidden, BootstrapScriptNotFound],
      handle: handler(async ({ ctx, expected }, owner) => {
        await scripts.delete(ctx, owner, expected);
        return noContent();
      }),
    }),
    route({
      ...{ method: 'get', path: `${path}/revisions`, tag, permission: may('read'), pathParameters: Path },
      operationId: `list${noun}BootstrapScriptRevisions`,
      summary: 'What the script was',
      query: BootstrapScriptRevisionListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: BootstrapScriptRevisionResponse } },
      errors: [...hidden, BootstrapScriptNotFound],
      handle: handler(async ({ ctx, query }, owner) =>
        listed(await scripts.revisions(ctx, owner, query.toRequest()), query, presentRevision),
      ),
    }),
    route({
      ...{ method: 'post', path: `${path}/restore`, tag, permission: may('write'), pathParameters: Path },
      operationId: `restore${noun}BootstrapScript`,
      summary: 'Goes back to what the script was',
      description: 'As a new version; also when it is gone.',
      body: RestoreBootstrapScriptRequest,
      success: { status: 200, description: 'The script as it is now.', body: BootstrapScriptResponse },
      errors: [...hidden, BootstrapScriptNotFound],
      handle: handler(async ({ ctx, body }, owner) => {
        const script = await scripts.restore(ctx, owner, body.version);
        return ok(present(script), script.version);
      }),
    }),
  ];
}

function present(script: BootstrapScript): BootstrapScriptResponse {
  const encoding = isUtf8(script.content) && !script.content.includes(0) ? 'utf-8' : 'base64';
  return {
    owner: { ...script.owner },
    content: script.content.toString(encoding),
    encoding,
    sha256: script.sha256,
    size: script.size,
    version: script.version,
    updated_by: script.updatedBy ?? null,
    created_at: script.createdAt.toISOString(),
    updated_at: script.updatedAt.toISOString(),
  };
}

function presentRevision(revision: BootstrapScriptRevision): BootstrapScriptRevisionResponse {
  return {
    version: revision.version,
    change: revision.change,
    sha256: revision.sha256 ?? null,
    previous_sha256: revision.previousSha256 ?? null,
    size: revision.size ?? null,
    actor: { kind: revision.actor.kind, id: revision.actor.id ?? null },
    created_at: revision.createdAt.toISOString(),
  };
}
