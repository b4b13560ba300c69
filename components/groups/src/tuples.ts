import { type ObjectRef, platformId, type Relations, type Tuple } from '@ashlar/authz';
import type { MemberRef, Role, Visibility } from './groups.types.js';

/** What the facts of this brick need of the permission engine: they change with the rows they follow from. */
export type RelationWriter = Pick<Relations, 'write' | 'replaceObject' | 'deleteObject'>;

/** Where an object lies: from there roles flow down to it. Default: the platform. */
export function parentTuple(
  object: ObjectRef,
  parent: ObjectRef = { type: 'platform', id: platformId },
): Tuple {
  return { object, relation: 'parent', subject: parent };
}

export function memberTuple(object: ObjectRef, { kind, id }: MemberRef, role: Role): Tuple {
  const subject = kind === 'group' ? { type: 'group', id, relation: 'member' } : { type: 'user', id };
  return { object, relation: role, subject };
}

/** What makes an object public: everybody of every type of subject may read it. */
export function publicTuples(object: ObjectRef): readonly Tuple[] {
  return ['user', 'service', 'anonymous'].map((type) => ({
    object,
    relation: 'public',
    subject: { type, id: '*' },
  }));
}

/** The whole set of an object, as it follows from its row and its members. */
export function tuplesOf(
  object: ObjectRef,
  parent: ObjectRef | undefined,
  visibility: Visibility,
  members: readonly (MemberRef & { readonly role: Role })[],
): readonly Tuple[] {
  return [
    parentTuple(object, parent),
    ...(visibility === 'public' ? publicTuples(object) : []),
    ...members.map((member) => memberTuple(object, member, member.role)),
  ];
}
