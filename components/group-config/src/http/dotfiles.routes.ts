import { created, listed, noContent, ok, route, type Route, UuidField } from '@ashlar/http';
import type { OperationContext } from '@ashlar/database';
import { NotFound, ValidationFailed } from '@ashlar/errors';
import type { DotfileAccess } from '../dotfile-access.js';
import type { Dotfiles } from '../dotfiles.service.js';
import type { DotfileContent, DotfileStep, OwnerRef } from '../dotfiles.types.js';
import {
  DotfileExists,
  DotfileNotFound,
  DotfilesTooLarge,
  PathClash,
  PathRefused,
} from '../group-config.errors.js';
import {
  RevisionDiffQuery,
  RevisionDiffResponse,
  RestoreDotfileRequest,
  RevisionListQuery,
  RevisionResponse,
} from './dotfile-revisions.dto.js';
import {
  ChangeDotfilesRequest,
  ChangedDotfileResponse,
  CopyDotfilesRequest,
  CreateDotfileRequest,
  DotfileDiffQuery,
  DotfileDiffResponse,
  DotfileContentResponse,
  DotfileListQuery,
  DotfileResponse,
  type DotfileStepRequest,
  DotfileUsageResponse,
  PutDotfileQuery,
  PutDotfileRequest,
  UpdateDotfileRequest,
} from './dotfiles.dto.js';
import {
  presentChanged,
  presentContent,
  presentDifference,
  presentDotfile,
  presentRevision,
  presentUsage,
  toBytes,
  toMode,
  usageHeader,
} from './dotfiles.presenter.js';
import { type OwnerPath, ownerRoutes, type OwnerRoutes } from './owner-routes.js';

export interface DotfileRoutesDeps {
  readonly dotfiles: Dotfiles;
  readonly access: DotfileAccess;
}

const refusals = [DotfileExists, PathClash, PathRefused, DotfilesTooLarge];

export function dotfileRoutes(deps: DotfileRoutesDeps): readonly Route[] {
  return ownerRoutes(deps.access).flatMap((kind) => routesOf(kind, deps));
}

function routesOf(kind: OwnerRoutes, { dotfiles, access }: DotfileRoutesDeps): readonly Route[] {
  const { type, noun, hidden, may, handler: forOwner } = kind;
  const base = `${kind.base}/dotfiles`;
  const one = `${base}/{dotfile_id}`;
  const tag = 'dotfiles';
  const Path = kind.path();
  const OnePath = kind.path((prototype) => {
    UuidField({ description: 'Id of the dotfile.' })(prototype, 'dotfile_id');
  });
  const idIn = (path: OwnerPath): string => path['dotfile_id'] ?? '';
  const withUsage = async (ctx: OperationContext, owner: OwnerRef, file: DotfileContent) =>
    presentContent(
      file,
      await dotfiles.usage(ctx, owner),
      await dotfiles.mountClashesOf(ctx, owner, [file.path]),
    );
  const withClashes = async (ctx: OperationContext, owner: OwnerRef, files: readonly DotfileContent[]) => {
    const paths = files.map(({ path }) => path);
    const clashes = await dotfiles.mountClashesOf(ctx, owner, paths);
    return files.map((file) => presentChanged(file, clashes));
  };

  return [
    route({
      method: 'get',
      path: base,
      operationId: `list${noun}Dotfiles`,
      summary: `Dotfiles of the ${type}`,
      description: 'Without their contents.',
      ...{ tag, permission: may('read'), pathParameters: Path, query: DotfileListQuery },
      success: {
        ...{ status: 200, description: 'One page.', body: { listOf: DotfileResponse } },
        headers: {
          'X-Usage': 'What the owner has and may have: `files=3;limit=100, bytes=120;limit=65536` and so on.',
        },
      },
      errors: hidden,
      handle: forOwner(async ({ ctx, query }, owner) => ({
        ...listed(await dotfiles.list(ctx, owner, query.toRequest(), query.path), query, presentDotfile),
        headers: usageHeader(await dotfiles.usage(ctx, owner)),
      })),
    }),
    route({
      method: 'post',
      path: base,
      operationId: `create${noun}Dotfile`,
      summary: `Adds a dotfile to the ${type}`,
      ...{ tag, permission: may('write'), pathParameters: Path, body: CreateDotfileRequest },
      success: { status: 201, description: 'Added.', body: DotfileContentResponse },
      errors: [...hidden, ...refusals],
      handle: forOwner(async ({ ctx, body }, owner) => {
        const { path, content, encoding, mode } = body;
        const input = { path, content: toBytes(content, encoding), mode: toMode(mode) };
        const made = await dotfiles.create(ctx, owner, input);
        const address = `${kind.addressOf(owner)}/dotfiles/${made.id}`;
        return created(await withUsage(ctx, owner, made), address, made.version);
      }),
    }),
    route({
      method: 'put',
      path: base,
      operationId: `put${noun}Dotfile`,
      summary: 'Makes or replaces the dotfile at a path',
      description: 'Whatever is there: by a step `put` of several.',
      creates: true,
      ...{
        tag,
        permission: may('write'),
        pathParameters: Path,
        query: PutDotfileQuery,
        body: PutDotfileRequest,
      },
      success: { status: 200, description: 'The dotfile as it is now.', body: DotfileContentResponse },
      errors: [...hidden, DotfileNotFound, ...refusals],
      handle: forOwner(async ({ ctx, query, body, expected, mustNotExist }, owner) => {
        const mustBe = mustNotExist ? 'nothing' : 'something';
        const { path } = query;
        const content = toBytes(body.content, body.encoding);
        const mode = body.mode === undefined ? undefined : toMode(body.mode);
        const file = await dotfiles.put(ctx, owner, { path, content, mode }, { expected, mustBe });
        const presented = await withUsage(ctx, owner, file);
        return file.version === 1
          ? created(presented, `${kind.addressOf(owner)}/dotfiles/${file.id}`, 1)
          : ok(presented, file.version);
      }),
    }),
    route({
      method: 'get',
      path: one,
      operationId: `get${noun}Dotfile`,
      summary: 'One dotfile with its content',
      ...{ tag, permission: may('read'), pathParameters: OnePath },
      success: { status: 200, description: 'The dotfile.', body: DotfileContentResponse },
      errors: [...hidden, DotfileNotFound],
      handle: forOwner(async ({ ctx, path }, owner) => {
        const file = await dotfiles.get(ctx, owner, idIn(path));
        return ok(await withUsage(ctx, owner, file), file.version);
      }),
    }),
    route({
      method: 'patch',
      path: one,
      operationId: `update${noun}Dotfile`,
      summary: 'Changes or renames a dotfile',
      ...{ tag, permission: may('write'), pathParameters: OnePath, body: UpdateDotfileRequest },
      success: { status: 200, description: 'The dotfile as it is now.', body: DotfileContentResponse },
      errors: [...hidden, DotfileNotFound, ...refusals],
      handle: forOwner(async ({ ctx, path, body, expected }, owner) => {
        const { content, encoding, mode } = body;
        const file = await dotfiles.update(ctx, owner, idIn(path), expected, {
          path: body.path,
          content: content === undefined ? undefined : toBytes(content, encoding),
          mode: mode === undefined ? undefined : toMode(mode),
        });
        return ok(await withUsage(ctx, owner, file), file.version);
      }),
    }),
    route({
      method: 'delete',
      path: one,
      operationId: `delete${noun}Dotfile`,
      summary: 'Removes a dotfile',
      description: 'Its revisions stay, and can be restored.',
      ...{ tag, permission: may('write'), pathParameters: OnePath },
      success: { status: 204, description: 'Removed.' },
      errors: [...hidden, DotfileNotFound],
      handle: forOwner(async ({ ctx, path, expected }, owner) => {
        await dotfiles.delete(ctx, owner, idIn(path), expected);
        return noContent();
      }),
    }),
    route({
      method: 'get',
      path: `${base}-usage`,
      operationId: `get${noun}DotfileUsage`,
      summary: 'What the dotfiles take, and may take',
      ...{ tag, permission: may('read'), pathParameters: Path },
      success: { status: 200, description: 'Used and limits.', body: DotfileUsageResponse },
      errors: hidden,
      handle: forOwner(async ({ ctx }, owner) => ok(presentUsage(await dotfiles.usage(ctx, owner)))),
    }),
    route({
      method: 'post',
      path: `${base}-changes`,
      operationId: `change${noun}Dotfiles`,
      summary: 'Several steps in one transaction',
      ...{ tag, permission: may('write'), pathParameters: Path, body: ChangeDotfilesRequest },
      success: {
        status: 200,
        description: 'What was made or replaced.',
        body: { listOf: ChangedDotfileResponse },
      },
      errors: [...hidden, DotfileNotFound, ...refusals],
      handle: forOwner(async ({ ctx, body }, owner) => {
        const steps = body.steps.map(toStep);
        return ok(await withClashes(ctx, owner, await dotfiles.apply(ctx, owner, steps, body.reason)));
      }),
    }),
    route({
      method: 'post',
      path: `${base}-copies`,
      operationId: `copy${noun}Dotfiles`,
      summary: 'Copies dotfiles of another owner here',
      ...{ tag, permission: may('write'), pathParameters: Path, body: CopyDotfilesRequest },
      success: { status: 200, description: 'What is here now.', body: { listOf: ChangedDotfileResponse } },
      errors: [...hidden, DotfileNotFound, ...refusals],
      handle: forOwner(async ({ ctx, body }, owner) => {
        const from = { type: body.from_type, id: body.from_id };
        await access.assertMayRead(ctx, from);
        return ok(await withClashes(ctx, owner, await dotfiles.copy(ctx, from, owner, body.paths)));
      }),
    }),
    route({
      method: 'get',
      path: `${base}-diff`,
      operationId: `diff${noun}Dotfiles`,
      summary: `What the ${type} has otherwise than another owner`,
      ...{ tag, permission: may('read'), pathParameters: Path, query: DotfileDiffQuery },
      success: { status: 200, description: 'By path.', body: DotfileDiffResponse },
      errors: [NotFound],
      handle: forOwner(async ({ ctx, query }, owner) => {
        const from = { type: query.from_type, id: query.from_id };
        await access.assertMayRead(ctx, from);
        const differences = (await dotfiles.diff(ctx, from, owner)).map(presentDifference);
        return ok({ differences, usage: presentUsage(await dotfiles.usage(ctx, owner)) });
      }),
    }),
    route({
      method: 'get',
      path: `${one}/diff`,
      operationId: `diff${noun}DotfileRevisions`,
      summary: 'One version of a dotfile beside another',
      ...{ tag, permission: may('read'), pathParameters: OnePath, query: RevisionDiffQuery },
      success: {
        status: 200,
        description: 'Both, and the way from one to the other.',
        body: RevisionDiffResponse,
      },
      errors: [...hidden, DotfileNotFound],
      handle: forOwner(async ({ ctx, path, query }, owner) => {
        const { from, to, patch } = await dotfiles.diffRevisions(ctx, owner, idIn(path), query);
        return ok({ from: presentRevision(from), to: presentRevision(to), patch: patch ?? null });
      }),
    }),
    route({
      method: 'get',
      path: `${one}/revisions`,
      operationId: `list${noun}DotfileRevisions`,
      summary: 'What the dotfile was',
      ...{ tag, permission: may('read'), pathParameters: OnePath, query: RevisionListQuery },
      success: { status: 200, description: 'One page.', body: { listOf: RevisionResponse } },
      errors: [...hidden, DotfileNotFound],
      handle: forOwner(async ({ ctx, path, query }, owner) =>
        listed(await dotfiles.revisions(ctx, owner, idIn(path), query.toRequest()), query, presentRevision),
      ),
    }),
    route({
      method: 'post',
      path: `${one}/restore`,
      operationId: `restore${noun}Dotfile`,
      summary: 'Goes back to what the dotfile was',
      description: 'As a new version; as a new dotfile when it is gone.',
      ...{ tag, permission: may('write'), pathParameters: OnePath, body: RestoreDotfileRequest },
      success: { status: 200, description: 'The dotfile as it is now.', body: DotfileContentResponse },
      errors: [...hidden, DotfileNotFound, ...refusals],
      handle: forOwner(async ({ ctx, path, body }, owner) => {
        const file = await dotfiles.restore(ctx, owner, idIn(path), body.version);
        return ok(await withUsage(ctx, owner, file), file.version);
      }),
    }),
  ];
}

/** @throws {ValidationFailed} for a step that lacks what it needs, or says what it cannot mean. */
function toStep(request: DotfileStepRequest, index: number): DotfileStep {
  const { op, path, to, version } = request;
  const fault = (field: string, rule: string, message: string): Error =>
    faultOfStep(index, field, rule, message);
  if (to !== undefined && op !== 'rename') throw fault('to', 'absent', 'to is of a rename');
  if (version !== undefined && op === 'create')
    throw fault('version', 'absent', 'what is new has no version yet');
  const expected = version === undefined ? undefined : [version];
  const content = request.content === undefined ? undefined : toBytes(request.content, request.encoding);
  const mode = request.mode === undefined ? undefined : toMode(request.mode);
  switch (op) {
    case 'delete':
      return { op: 'remove', path, expected };
    case 'rename':
      if (to === undefined) throw fault('to', 'required', 'to must say the new path');
      return { op, path, to, expected };
    case 'put':
      return { op, path, content, mode, expected };
    case 'create':
      if (content === undefined) throw fault('content', 'required', 'content must say what is in a new file');
      return { op, path, content, mode };
  }
}

function faultOfStep(index: number, field: string, rule: string, message: string): Error {
  const errors = [
    { pointer: `#/body/steps/${index}/${field}`, field: `steps.${index}.${field}`, rule, message },
  ];
  return new ValidationFailed(`steps/${index}: ${message}`, { details: { errors } });
}
