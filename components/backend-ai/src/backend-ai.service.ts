import type { Database, ExpectedVersion, OperationContext } from '@ashlar/database';
import { NotFound } from '@ashlar/errors';
import {
  type BootstrapScripts,
  type DotfileAccess,
  type DotfileContent,
  DotfileNotFound,
  type Dotfiles,
  type OwnerRef,
} from '@ashlar/group-config';
import type { Domains } from '@ashlar/groups';
import type { Projects } from '@ashlar/projects';

/** What requests that are signed for these paths are limited to: nothing else takes them. */
export const backendAiScopes: readonly string[] = ['backend-ai:read', 'backend-ai:write'];

/** Whose dotfiles, in the words of the client. */
export type DotfileTarget =
  /** The caller's own without a key; else of the person whose key it is. */
  | { readonly scope: 'user'; readonly ownerAccessKey?: string | undefined }
  /** A project: an id, a path in the domain, or a name. Default domain: the home of the caller. */
  | { readonly scope: 'group'; readonly group: string; readonly domain?: string | undefined }
  /** Slug or id. */
  | { readonly scope: 'domain'; readonly domain: string };

/** What a file is to be. */
export interface DotfileInput {
  readonly path: string;
  readonly content: Buffer;
  /** 0 to 0o777. */
  readonly mode: number;
}

export interface BackendAiDeps {
  readonly database: Database;
  readonly dotfiles: Pick<Dotfiles, 'apply' | 'findAt' | 'contents'>;
  readonly bootstrapScripts: Pick<BootstrapScripts, 'find' | 'put'>;
  readonly projects: Pick<Projects, 'resolve'>;
  readonly domains: Pick<Domains, 'resolve'>;
  readonly access: Pick<DotfileAccess, 'assertMayActFor'>;
  readonly ownerOfKey: (ctx: OperationContext, accessKey: string) => Promise<string | undefined>;
}

/**
 * Dotfiles by path, of whom the client names. Every operation asks whether the caller may, and throws {ProjectNotFound},
 * {DomainNotFound} or {NotFound} alike for what is not there and what they may not see, and {Forbidden} for what they see.
 */
export interface BackendAi {
  /** All, by path. */
  list(ctx: OperationContext, target: DotfileTarget): Promise<readonly DotfileContent[]>;
  /** @throws {DotfileNotFound | PathRefused} */
  get(ctx: OperationContext, target: DotfileTarget, path: string): Promise<DotfileContent>;
  /** @throws {DotfileExists | PathClash | PathRefused | DotfilesTooLarge} */
  create(ctx: OperationContext, target: DotfileTarget, input: DotfileInput): Promise<void>;
  /** Replaces content and mode. @throws {DotfileNotFound | PreconditionFailed | PathRefused | DotfilesTooLarge} */
  update(
    ctx: OperationContext,
    target: DotfileTarget,
    input: DotfileInput,
    expected: ExpectedVersion,
  ): Promise<void>;
  /** @throws {DotfileNotFound | PreconditionFailed | PathRefused} */
  delete(
    ctx: OperationContext,
    target: DotfileTarget,
    path: string,
    expected: ExpectedVersion,
  ): Promise<void>;
  /** The caller's own; empty when there is none. */
  bootstrapScript(ctx: OperationContext): Promise<string>;
  /** The caller's own, made or replaced. @throws {BootstrapScriptTooLarge} */
  putBootstrapScript(ctx: OperationContext, script: string): Promise<void>;
}

interface Permitted {
  readonly owner: OwnerRef;
  /** Kept with what changes, where somebody acts for another. */
  readonly reason?: string;
}

/** Dotfiles may hold what is only for members: seeing a project because it is public is not enough. */
const questions = {
  read: { project: 'project.view', domain: 'domain.read' },
  write: { project: 'project.update', domain: 'domain.update' },
} as const;

export function createBackendAi(deps: BackendAiDeps): BackendAi {
  const { database, dotfiles, bootstrapScripts, projects, domains, access } = deps;

  const userFor = async (ctx: OperationContext, accessKey: string | undefined): Promise<Permitted> => {
    const { actor } = ctx;
    if (accessKey === undefined) {
      // Services have no dotfiles.
      if (actor.kind !== 'user') throw hidden();
      return { owner: { type: 'user', id: actor.id } };
    }
    const id = await deps.ownerOfKey(ctx, accessKey);
    if (id === undefined) throw hidden();
    await access.assertMayActFor(ctx, id);
    const isDelegate = actor.kind !== 'user' || actor.id !== id;
    return {
      owner: { type: 'user', id },
      ...(isDelegate && { reason: `on behalf of user ${id}, named by key pair ${accessKey}` }),
    };
  };

  const permitted = async (
    ctx: OperationContext,
    target: DotfileTarget,
    what: 'read' | 'write',
  ): Promise<Permitted> => {
    const permission = questions[what];
    if (target.scope === 'user') return userFor(ctx, target.ownerAccessKey);
    if (target.scope === 'domain') {
      const { id } = await domains.resolve(ctx, target.domain, permission.domain);
      return { owner: { type: 'domain', id } };
    }
    const { id } = await projects.resolve(
      ctx,
      { name: target.group, domain: target.domain },
      { permission: permission.project, writes: what === 'write' },
    );
    return { owner: { type: 'project', id } };
  };

  const at = async (ctx: OperationContext, owner: OwnerRef, path: string): Promise<DotfileContent> => {
    const found = await dotfiles.findAt(ctx, owner, path);
    if (!found) throw new DotfileNotFound(`There is no dotfile at ${path}`);
    return found;
  };

  return {
    list: async (ctx, target) => dotfiles.contents(ctx, (await permitted(ctx, target, 'read')).owner),
    get: async (ctx, target, path) => at(ctx, (await permitted(ctx, target, 'read')).owner, path),
    async create(ctx, target, input) {
      const { owner, reason } = await permitted(ctx, target, 'write');
      await dotfiles.apply(ctx, owner, [{ op: 'create', ...input }], reason);
    },
    async update(ctx, target, { path, content, mode }, expected) {
      const { owner, reason } = await permitted(ctx, target, 'write');
      await database.transact(ctx, async (tx) => {
        const { id } = await at(tx, owner, path);
        await dotfiles.apply(tx, owner, [{ op: 'update', id, expected, content, mode }], reason);
      });
    },
    async delete(ctx, target, path, expected) {
      const { owner, reason } = await permitted(ctx, target, 'write');
      await database.transact(ctx, async (tx) => {
        const { id } = await at(tx, owner, path);
        await dotfiles.apply(tx, owner, [{ op: 'delete', id, expected }], reason);
      });
    },
    async bootstrapScript(ctx) {
      const script = await bootstrapScripts.find(ctx, (await userFor(ctx, undefined)).owner);
      return script?.content.toString() ?? '';
    },
    async putBootstrapScript(ctx, script) {
      const { owner } = await userFor(ctx, undefined);
      await bootstrapScripts.put(ctx, owner, Buffer.from(script));
    },
  };
}

/** Word for word what whoever may not act for somebody hears. */
function hidden(): Error {
  return new NotFound('There is no such thing, or it is not visible to you');
}
