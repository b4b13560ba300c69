import type {
  ExpectedVersion,
  OperationContext,
  Page,
  PageRequest,
  TransactionContext,
} from '@ashlar/database';
import { PreconditionFailed } from '@ashlar/errors';
import { BootstrapScriptRepository } from './bootstrap-scripts.repository.js';
import type { BootstrapScript, BootstrapScriptRevision } from './bootstrap-scripts.types.js';
import type { DotfilesDeps } from './dotfiles.service.js';
import type { OwnerRef, OwnerType } from './dotfiles.types.js';
import { BootstrapScriptNotFound, BootstrapScriptTooLarge } from './group-config.errors.js';

/** Bytes. */
export const largestBootstrapScript = 65_536;

export type BootstrapScriptsDeps = Pick<DotfilesDeps, 'database' | 'domainOf'>;

/** What runs execute first: one of each owner at most. Whether the caller may is asked before, by the routes. */
export interface BootstrapScripts {
  find(ctx: OperationContext, owner: OwnerRef): Promise<BootstrapScript | undefined>;
  /** @throws {BootstrapScriptNotFound} */
  get(ctx: OperationContext, owner: OwnerRef): Promise<BootstrapScript>;
  /**
   * Makes or replaces it.
   * @param conditions default: whatever is there.
   * @throws {BootstrapScriptTooLarge}
   * @throws {PreconditionFailed | BootstrapScriptNotFound} when it is there and must not be, or is not in that version.
   */
  put(
    ctx: OperationContext,
    owner: OwnerRef,
    content: Buffer,
    conditions?: { readonly expected: ExpectedVersion; readonly mustNotExist: boolean },
  ): Promise<{ readonly script: BootstrapScript; readonly created: boolean }>;
  /** @throws {BootstrapScriptNotFound | PreconditionFailed} */
  delete(ctx: OperationContext, owner: OwnerRef, expected: ExpectedVersion): Promise<void>;
  /** Sorted by `version`; also of a script that is gone. @throws {BootstrapScriptNotFound} */
  revisions(
    ctx: OperationContext,
    owner: OwnerRef,
    request: PageRequest,
  ): Promise<Page<BootstrapScriptRevision>>;
  /** What there was in that version, as a new one. @throws {BootstrapScriptNotFound} */
  restore(ctx: OperationContext, owner: OwnerRef, version: number): Promise<BootstrapScript>;
  /** For the end of a user: theirs goes, whoever inherits the rest. */
  readonly ownedByUsers: BootstrapScriptsOfUsers;
  /** For the bricks that delete and copy groups and projects. */
  partOf(type: OwnerType): BootstrapScriptsOf;
}

/** What a user keeps here. */
export interface BootstrapScriptsOfUsers {
  readonly name: 'bootstrap-scripts';
  preview(
    ctx: OperationContext,
    userId: string,
  ): Promise<readonly { readonly kind: string; readonly ids: readonly string[] }[]>;
  remove(tx: TransactionContext, userId: string): Promise<'done'>;
}

/** What the owners of one kind keep here; the id of a script is its owner's. */
export interface BootstrapScriptsOf {
  readonly kind: 'bootstrap-scripts';
  idsIn(ctx: OperationContext, ownerIds: readonly string[]): Promise<readonly string[]>;
  /** With all that the owners of these scripts have here. */
  remove(tx: TransactionContext, ids: readonly string[]): Promise<void>;
  copy(tx: TransactionContext, fromId: string, toId: string): Promise<void>;
}

export function createBootstrapScripts({ database, domainOf }: BootstrapScriptsDeps): BootstrapScripts {
  const scripts = new BootstrapScriptRepository(database);

  const get = async (ctx: OperationContext, owner: OwnerRef): Promise<BootstrapScript> => {
    const found = await scripts.find(ctx, owner);
    if (!found) throw new BootstrapScriptNotFound();
    return found;
  };

  const lock = async (tx: TransactionContext, owner: OwnerRef): Promise<BootstrapScript | undefined> => {
    await scripts.lockOwner(tx, owner, await domainOf(tx, owner));
    return scripts.find(tx, owner);
  };

  const put: BootstrapScripts['put'] = async (ctx, owner, content, conditions) => {
    if (content.length > largestBootstrapScript) {
      throw new BootstrapScriptTooLarge(`A bootstrap script may have ${largestBootstrapScript} bytes`, {
        details: { bytes: content.length, limit: largestBootstrapScript },
      });
    }
    return database.transact(ctx, async (tx) => {
      const before = await lock(tx, owner);
      if (conditions) assertConditions(before, conditions);
      await scripts.put(tx, owner, content);
      return { script: await get(tx, owner), created: !before };
    });
  };

  const removeOfUser = async (tx: TransactionContext, userId: string): Promise<'done'> => {
    await scripts.removeOwners(tx, 'user', await scripts.ownersOf(tx, 'user', [userId]));
    return 'done';
  };

  return {
    find: (ctx, owner) => scripts.find(ctx, owner),
    get,
    put,
    delete: (ctx, owner, expected) =>
      database.transact(ctx, async (tx) => {
        const before = await lock(tx, owner);
        assertConditions(before, { expected, mustNotExist: false });
        await scripts.delete(tx, owner);
      }),
    async revisions(ctx, owner, request) {
      const page = await scripts.revisions(ctx, owner, request);
      if (page.items.length === 0 && !(await scripts.everWas(ctx, owner)))
        throw new BootstrapScriptNotFound();
      return page;
    },
    restore: (ctx, owner, version) =>
      database.transact(ctx, async (tx) => {
        const content = await scripts.contentAt(tx, owner, version);
        if (!content) throw new BootstrapScriptNotFound(`There is no version ${version} of the script`);
        return (await put(tx, owner, content)).script;
      }),
    ownedByUsers: {
      name: 'bootstrap-scripts',
      preview: async (ctx, userId) => [
        { kind: 'bootstrap-scripts', ids: await scripts.ownersOf(ctx, 'user', [userId]) },
      ],
      remove: removeOfUser,
    },
    partOf: (type) => ({
      kind: 'bootstrap-scripts',
      idsIn: (ctx, ownerIds) => scripts.ownersOf(ctx, type, ownerIds),
      remove: (tx, ids) => scripts.removeOwners(tx, type, ids),
      async copy(tx, fromId, toId) {
        const found = await scripts.find(tx, { type, id: fromId });
        if (!found) return;
        await put(tx, { type, id: toId }, found.content, { expected: 'any', mustNotExist: true });
      },
    }),
  };
}

function assertConditions(
  before: BootstrapScript | undefined,
  { expected, mustNotExist }: { readonly expected: ExpectedVersion; readonly mustNotExist: boolean },
): void {
  if (!before && !mustNotExist) throw new BootstrapScriptNotFound();
  if (!before || (!mustNotExist && (expected === 'any' || expected.includes(before.version)))) return;
  const { version } = before;
  throw new PreconditionFailed(`The script is at version ${version} now`, { details: { version } });
}
