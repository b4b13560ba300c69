import {
  type Database,
  type ExpectedVersion,
  newId,
  type OperationContext,
  type Page,
  type PageRequest,
  type ResiliencePolicy,
  type SchemaNeed,
  type TransactionContext,
} from '@ashlar/database';
import { assertFits, assertVersion, assertWithin, versionNow } from './dotfile-checks.js';
import { canonicalPath } from './dotfile-path.js';
import { differences, type DotfileDifference, patchOf, type RevisionDiff } from './dotfile-diff.js';
import { type MountClash, mountClashes, type MountsAround } from './effective-config.js';
import { defaultLimits, type DotfileQuota, limitsByQuota, meterGrowth } from './dotfile-quota.js';
import { DotfileRepository } from './dotfiles.repository.js';
import type {
  Dotfile,
  DotfileChange,
  DotfileContent,
  DotfileLimits,
  DotfileStep,
  DotfileUsage,
  NewDotfile,
  OwnerRef,
  OwnerType,
  Revision,
  StepCondition,
} from './dotfiles.types.js';
import { DotfileNotFound, PathClash } from './group-config.errors.js';
import { type Usage, UsageRepository } from './usage.repository.js';

export const groupConfigSchema: SchemaNeed = { brick: 'group-config', migration: '0041-revisions-before' };

export interface DotfilesDeps {
  readonly database: Database;
  /** The domain of an owner that exists and may change. @throws {NotFound | DomainSuspended} */
  readonly domainOf: (ctx: OperationContext, owner: OwnerRef) => Promise<string>;
  /**
   * Says what the limits are, and counts: ceilings above the owner hold too. Default: `defaultLimits` for every owner, and
   * nothing is counted. @throws {QuotaExceeded}
   */
  readonly quota?: DotfileQuota;
  /** Default: nothing is known to be mounted. */
  readonly mountsAround?: MountsAround;
}

/** Files that runs find in their home folder. Whether the caller may is asked before, by the routes. */
export interface Dotfiles {
  /** Without contents. Sorted by `path`, `created_at` or `updated_at`. @param path only the one that is there. */
  list(ctx: OperationContext, owner: OwnerRef, request: PageRequest, path?: string): Promise<Page<Dotfile>>;
  usage(ctx: OperationContext, owner: OwnerRef): Promise<DotfileUsage>;
  /** The same of several, in their order. */
  usages(ctx: OperationContext, owners: readonly OwnerRef[]): Promise<readonly DotfileUsage[]>;
  /** @throws {DotfileNotFound} */
  get(ctx: OperationContext, owner: OwnerRef, id: string): Promise<DotfileContent>;
  /** All with their contents, by path. */
  contents(ctx: OperationContext, owner: OwnerRef): Promise<readonly DotfileContent[]>;
  /** The one at exactly this path, spelt in whatever way. @throws {PathRefused} */
  findAt(ctx: OperationContext, owner: OwnerRef, path: string): Promise<DotfileContent | undefined>;
  /** @throws {PathRefused | DotfileExists | PathClash | DotfilesTooLarge} */
  create(ctx: OperationContext, owner: OwnerRef, input: NewDotfile): Promise<DotfileContent>;
  /** Also renames. @throws {DotfileNotFound | PreconditionFailed}, and as `create` */
  update(
    ctx: OperationContext,
    owner: OwnerRef,
    id: string,
    expected: ExpectedVersion,
    change: DotfileChange,
  ): Promise<DotfileContent>;
  /**
   * Makes or replaces what is at a path.
   * @param condition default: whatever is there. @throws {DotfileNotFound | PreconditionFailed}, and as `create`
   */
  put(
    ctx: OperationContext,
    owner: OwnerRef,
    input: NewDotfile,
    condition?: StepCondition,
  ): Promise<DotfileContent>;
  /** @throws {DotfileNotFound | PreconditionFailed} */
  delete(ctx: OperationContext, owner: OwnerRef, id: string, expected: ExpectedVersion): Promise<void>;
  /**
   * All steps in one transaction, in their order; limits count at the end.
   * @param reason kept with the revisions. @returns what was made or changed. @throws as the single ones
   */
  apply(
    ctx: OperationContext,
    owner: OwnerRef,
    steps: readonly DotfileStep[],
    reason?: string,
  ): Promise<readonly DotfileContent[]>;
  /** Sorted by `version`; also of a dotfile that is gone. @throws {DotfileNotFound} */
  revisions(
    ctx: OperationContext,
    owner: OwnerRef,
    id: string,
    request: PageRequest,
  ): Promise<Page<Revision>>;
  /** What there was in that version. @throws {DotfileNotFound} */
  contentAt(ctx: OperationContext, owner: OwnerRef, id: string, version: number): Promise<Buffer>;
  /**
   * Content, path and mode of a revision as a new version; a new dotfile when it is gone.
   * @throws {DotfileNotFound}, and as `create`
   */
  restore(ctx: OperationContext, owner: OwnerRef, id: string, version: number): Promise<DotfileContent>;
  /**
   * Puts what another owner has at the same paths here. Whether the caller may see that is asked before.
   * @param paths default: all. @throws {DotfileNotFound}, and as `create`
   */
  copy(
    ctx: OperationContext,
    from: OwnerRef,
    to: OwnerRef,
    paths: readonly string[] | undefined,
  ): Promise<readonly DotfileContent[]>;
  /** What `to` has and `from` has not, and the other way round. Whether the caller may see both is asked before. */
  diff(ctx: OperationContext, from: OwnerRef, to: OwnerRef): Promise<readonly DotfileDifference[]>;
  /** One version beside another; also of a dotfile that is gone. @throws {DotfileNotFound} */
  diffRevisions(
    ctx: OperationContext,
    owner: OwnerRef,
    id: string,
    versions: { readonly from: number; readonly to: number },
  ): Promise<RevisionDiff>;
  /** Where files at these canonical paths meet what runs have mounted, path by path. */
  mountClashesOf(
    ctx: OperationContext,
    owner: OwnerRef,
    paths: readonly string[],
  ): Promise<readonly MountClash[]>;
  /** For the end of a user: their own dotfiles go, whoever inherits the rest. */
  readonly ownedByUsers: DotfilesOfUsers;
  /** For the bricks that delete and copy groups and projects. */
  partOf(type: OwnerType): DotfilesOf;
}

/** What a user keeps here. */
export interface DotfilesOfUsers {
  readonly name: 'dotfiles';
  preview(
    ctx: OperationContext,
    userId: string,
  ): Promise<readonly { readonly kind: string; readonly ids: readonly string[] }[]>;
  remove(tx: TransactionContext, userId: string): Promise<'done'>;
}

/** What the owners of one kind keep here. */
export interface DotfilesOf {
  readonly kind: 'dotfiles';
  idsIn(ctx: OperationContext, ownerIds: readonly string[]): Promise<readonly string[]>;
  /** With all that the owners of these dotfiles have here. */
  remove(tx: TransactionContext, ids: readonly string[]): Promise<void>;
  copy(tx: TransactionContext, fromId: string, toId: string): Promise<void>;
}

/** For `createResilience`: what of dotfiles may be asked again, and how long anybody waits. */
export const dotfilePolicy: ResiliencePolicy<Dotfiles> = {
  service: 'dotfiles',
  reads: [
    'list',
    'usage',
    'usages',
    'get',
    'contents',
    'findAt',
    'revisions',
    'contentAt',
    'diff',
    'diffRevisions',
  ],
  writes: ['create', 'update', 'put', 'delete', 'apply', 'restore', 'copy'],
  timeoutMs: 10_000,
};

export function createDotfiles({ database, domainOf, quota, mountsAround }: DotfilesDeps): Dotfiles {
  const dotfiles = new DotfileRepository(database);
  const usage = new UsageRepository(database);
  const limitsOf = (ctx: OperationContext, owner: OwnerRef): Promise<DotfileLimits> =>
    quota ? limitsByQuota(quota, ctx, owner) : Promise.resolve(defaultLimits);

  const get = async (ctx: OperationContext, owner: OwnerRef, id: string): Promise<DotfileContent> => {
    const found = await dotfiles.find(ctx, owner, { id });
    if (!found) throw new DotfileNotFound(`There is no dotfile ${id}`);
    return found;
  };

  const assertNoClash = async (tx: TransactionContext, owner: OwnerRef, id: string, path: string) => {
    const clashes = await dotfiles.clashesWith(tx, owner, id, path);
    if (clashes.length > 0)
      throw new PathClash(`${path} clashes with ${clashes[0]}`, { details: { path, clashes } });
  };

  const current = async (
    tx: TransactionContext,
    owner: OwnerRef,
    id: string,
    expected: ExpectedVersion,
  ): Promise<DotfileContent> => {
    const found = await get(tx, owner, id);
    assertVersion(found, expected);
    return found;
  };

  /** The one that a step is about, as the step expects it. */
  const subjectOf = async (
    tx: TransactionContext,
    owner: OwnerRef,
    step: Exclude<DotfileStep, { readonly op: 'create' }>,
  ): Promise<DotfileContent | undefined> => {
    if ('id' in step) return current(tx, owner, step.id, step.expected);
    const path = canonicalPath(step.path);
    const { expected = 'any', mustBe } = step;
    const found = await dotfiles.find(tx, owner, { path });
    const mayBeMissing = step.op === 'put' && expected === 'any' && mustBe !== 'something';
    if (!found && (!mayBeMissing || step.content === undefined)) {
      throw new DotfileNotFound(`There is no dotfile at ${path}`, { details: { path } });
    }
    if (found && mustBe === 'nothing') throw versionNow(found);
    if (found) assertVersion(found, expected);
    return found;
  };

  /** Takes one step; the owner is locked. @returns the id of what there is now, and by how much the owner grew. */
  const take = async (
    tx: TransactionContext,
    owner: OwnerRef,
    step: DotfileStep,
    reason: string | null,
  ): Promise<{ readonly id?: string; readonly growth: Usage }> => {
    const there = step.op === 'create' ? undefined : await subjectOf(tx, owner, step);
    if (step.op === 'delete' || step.op === 'remove') {
      if (there) await dotfiles.delete(tx, there.id, reason);
      return { growth: { files: -1, bytes: -(there?.size ?? 0) } };
    }
    const path = step.op === 'rename' ? step.to : step.path;
    const change: DotfileChange = step.op === 'rename' ? {} : step;
    const next = {
      id: there?.id ?? newId(),
      path: path === undefined ? (there?.path ?? '') : canonicalPath(path),
      mode: change.mode ?? there?.mode ?? 0o644,
      content: change.content ?? there?.content ?? Buffer.alloc(0),
    };
    if (next.path !== there?.path) await assertNoClash(tx, owner, next.id, next.path);
    if (there) await dotfiles.update(tx, owner, next, reason);
    else await dotfiles.insert(tx, owner, next, reason);
    const bytes = next.content.length - (there?.size ?? 0);
    return { id: next.id, growth: { files: there ? 0 : 1, bytes } };
  };

  const apply: Dotfiles['apply'] = (ctx, owner, steps, reason) =>
    database.transact(ctx, async (tx) => {
      const domainId = await domainOf(tx, owner);
      const before = await dotfiles.lockOwner(tx, owner, domainId);
      const limits = await limitsOf(tx, owner);
      for (const step of steps) assertFits(step, limits);
      const taken = [];
      for (const step of steps) taken.push(await take(tx, owner, step, reason ?? null));
      const growth = {
        files: taken.reduce((sum, step) => sum + step.growth.files, 0),
        bytes: taken.reduce((sum, step) => sum + step.growth.bytes, 0),
      };
      const after = await dotfiles.addUsage(tx, owner, domainId, growth);
      assertWithin(before, after, limits);
      const ids = taken.flatMap(({ id }) => id ?? []);
      const made: DotfileContent[] = [];
      for (const id of new Set(ids)) made.push(await get(tx, owner, id));
      if (quota) await meterGrowth(quota, tx, owner, growth);
      return made;
    });

  const removeOwnersOf = async (tx: TransactionContext, ids: readonly string[]): Promise<void> => {
    for (const { owner, files, bytes } of await dotfiles.removeOwnersOf(tx, ids)) {
      if (quota) await meterGrowth(quota, tx, owner, { files: -files, bytes: -bytes });
    }
  };

  const removeOfUser = async (tx: TransactionContext, userId: string): Promise<'done'> => {
    await removeOwnersOf(tx, await dotfiles.idsOf(tx, 'user', [userId]));
    return 'done';
  };

  const stateAt = async (ctx: OperationContext, owner: OwnerRef, id: string, version: number) => {
    const state = await dotfiles.contentAt(ctx, owner, id, version);
    if (!state) throw new DotfileNotFound(`There is no version ${version} of the dotfile ${id}`);
    return state;
  };

  const one = async (ctx: OperationContext, owner: OwnerRef, step: DotfileStep): Promise<DotfileContent> => {
    const [made] = await apply(ctx, owner, [step]);
    if (!made) throw new Error('A step made nothing');
    return made;
  };

  return {
    list: (ctx, owner, request, path) =>
      dotfiles.list(ctx, owner, request, path === undefined ? undefined : canonicalPath(path)),
    usage: async (ctx, owner) => ({
      ...(await usage.of(ctx, owner)),
      limits: await limitsOf(ctx, owner),
    }),
    async usages(ctx, owners) {
      const used = await usage.ofAll(ctx, owners);
      const all: DotfileUsage[] = [];
      for (const owner of owners) {
        const { files, bytes } = used.get(owner.id) ?? { files: 0, bytes: 0 };
        all.push({ files, bytes, limits: await limitsOf(ctx, owner) });
      }
      return all;
    },
    get,
    contents: (ctx, owner) => dotfiles.contentsOf(ctx, owner, undefined),
    findAt: (ctx, owner, path) => dotfiles.find(ctx, owner, { path: canonicalPath(path) }),
    create: (ctx, owner, input) => one(ctx, owner, { op: 'create', ...input }),
    update: (ctx, owner, id, expected, change) => one(ctx, owner, { op: 'update', id, expected, ...change }),
    put: (ctx, owner, input, condition) => one(ctx, owner, { op: 'put', ...input, ...condition }),
    delete: async (ctx, owner, id, expected) => {
      await apply(ctx, owner, [{ op: 'delete', id, expected }]);
    },
    apply,
    async revisions(ctx, owner, id, request) {
      const page = await dotfiles.revisions(ctx, owner, id, request);
      if (page.items.length === 0 && !(await dotfiles.everWas(ctx, owner, id))) {
        throw new DotfileNotFound(`There is no dotfile ${id}`);
      }
      return page;
    },
    contentAt: async (ctx, owner, id, version) => (await stateAt(ctx, owner, id, version)).content,
    async restore(ctx, owner, id, version) {
      const { path, mode, content } = await stateAt(ctx, owner, id, version);
      const there = await dotfiles.find(ctx, owner, { id });
      const state = { path, mode, content };
      return one(
        ctx,
        owner,
        there ? { op: 'update', id, expected: [there.version], ...state } : { op: 'create', ...state },
      );
    },
    async copy(ctx, from, to, paths) {
      const wanted = paths?.map(canonicalPath);
      const files = await dotfiles.contentsOf(ctx, from, wanted);
      const missing = wanted?.find((path) => !files.some((file) => file.path === path));
      if (missing !== undefined) throw new DotfileNotFound(`There is no dotfile at ${missing}`);
      return apply(
        ctx,
        to,
        files.map(({ path, mode, content }) => ({ op: 'put', path, mode, content })),
      );
    },
    async diff(ctx, from, to) {
      const [before, after] = [
        await dotfiles.contentsOf(ctx, from, undefined),
        await dotfiles.contentsOf(ctx, to, undefined),
      ];
      return differences(before, after);
    },
    async diffRevisions(ctx, owner, id, versions) {
      const revisionAt = async (version: number): Promise<Revision> => {
        const revision = await dotfiles.revision(ctx, owner, id, version);
        if (!revision) throw new DotfileNotFound(`There is no version ${version} of the dotfile ${id}`);
        return revision;
      };
      const [from, to] = [await revisionAt(versions.from), await revisionAt(versions.to)];
      const contentOf = async ({ version, path }: Revision) => ({
        path,
        content: (await dotfiles.contentAt(ctx, owner, id, version))?.content,
      });
      return { from, to, patch: patchOf(await contentOf(from), await contentOf(to)) };
    },
    async mountClashesOf(ctx, owner, paths) {
      if (!mountsAround || paths.length === 0) return [];
      return mountClashes(paths, await mountsAround(ctx, owner, paths));
    },
    ownedByUsers: {
      name: 'dotfiles',
      preview: async (ctx, userId) => [
        { kind: 'dotfiles', ids: await dotfiles.idsOf(ctx, 'user', [userId]) },
      ],
      remove: removeOfUser,
    },
    partOf: (type) => ({
      kind: 'dotfiles',
      idsIn: (ctx, ownerIds) => dotfiles.idsOf(ctx, type, ownerIds),
      remove: removeOwnersOf,
      async copy(tx, fromId, toId) {
        const files = await dotfiles.contentsOf(tx, { type, id: fromId }, undefined);
        const steps = files.map(
          ({ path, mode, content }) => ({ op: 'create', path, mode, content }) as const,
        );
        if (steps.length > 0) await apply(tx, { type, id: toId }, steps);
      },
    }),
  };
}
