import { type DomainErrorClass, NotFound } from '@ashlar/errors';
import { type Dto, granted, type Permission, type RouteInput, UuidField } from '@ashlar/http';
import { type DotfileAccess, readPermissions } from '../dotfile-access.js';
import type { OwnerRef, OwnerType } from '../dotfiles.types.js';

/** The parameters of a path: the owner's id and, under names of their own, what else there is. */
export interface OwnerPath {
  readonly [parameter: string]: string;
}

interface OwnerKind {
  readonly type: OwnerType;
  readonly collection: string;
  /** Absent: the access port is asked. */
  readonly permissions?: { readonly read: string; readonly write: string };
}

const ownerKinds: readonly OwnerKind[] = [
  {
    type: 'domain',
    collection: 'domains',
    permissions: { read: readPermissions.domain, write: 'domain.update' },
  },
  {
    type: 'group',
    collection: 'groups',
    permissions: { read: readPermissions.group, write: 'group.update' },
  },
  {
    type: 'project',
    collection: 'projects',
    permissions: { read: readPermissions.project, write: 'project.update' },
  },
  { type: 'user', collection: 'users' },
];

/** What the routes of one kind of owner have in common. */
export interface OwnerRoutes {
  readonly type: OwnerType;
  /** For ids of operations: `Group`. */
  readonly noun: string;
  /** `/api/data/groups/{group_id}`. */
  readonly base: string;
  /** The same, of one owner. */
  addressOf(owner: OwnerRef): string;
  /** A DTO with the owner's id, and what `declare` adds. */
  path(declare?: (prototype: object) => void): Dto<OwnerPath>;
  may(what: 'read' | 'write'): Permission<OwnerPath>;
  /** What asking can answer beyond what the routes declare. */
  readonly hidden: readonly DomainErrorClass[];
  /** A handler with the owner; of users the routes themselves do not know who may, so it asks. */
  handler<B, Q, R>(
    work: (input: RouteInput<B, Q, OwnerPath>, owner: OwnerRef) => Promise<R>,
  ): (input: RouteInput<B, Q, OwnerPath>) => Promise<R>;
}

/** One for each kind of owner, from the widest to the narrowest. */
export function ownerRoutes(access: Pick<DotfileAccess, 'assertMayActFor'>): readonly OwnerRoutes[] {
  return ownerKinds.map(({ type, collection, permissions }): OwnerRoutes => {
    const parameter = `${type}_id`;
    const base = `/api/data/${collection}/{${parameter}}`;
    const ownerIn = (path: OwnerPath): OwnerRef => ({ type, id: path[parameter] ?? '' });
    const object = { idOf: (path: OwnerPath) => ownerIn(path).id, missing: NotFound };
    return {
      type,
      noun: `${type[0]?.toUpperCase()}${type.slice(1)}`,
      base,
      addressOf: ({ id }) => base.replace(`{${parameter}}`, id),
      path(declare) {
        class Path {}
        UuidField({ description: `Id of the ${type}.` })(Path.prototype, parameter);
        declare?.(Path.prototype);
        return Path as Dto<OwnerPath>;
      },
      may: (what) => (permissions ? granted(permissions[what], object) : { kind: 'signed-in' }),
      hidden: permissions ? [] : [NotFound],
      handler: (work) => async (input) => {
        const owner = ownerIn(input.path);
        if (!permissions) await access.assertMayActFor(input.ctx, owner.id);
        return work(input, owner);
      },
    };
  });
}
