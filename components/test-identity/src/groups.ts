import { randomUUID } from 'node:crypto';
import type { RealmData, RealmGroup } from './realm.types.js';

/** A group of that name is there already. */
export class GroupExistsError extends Error {}

export type Groups = ReturnType<typeof createGroups>;

/** The groups of `data`. */
export function createGroups(data: RealmData, changed: () => void) {
  const find = (id: string) => data.groups.find((group) => group.id === id);

  function children(parentId: string | undefined): RealmGroup[] {
    return data.groups
      .filter((group) => group.parentId === parentId)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  function path(group: RealmGroup): string {
    const parent = group.parentId && find(group.parentId);
    return `${parent ? path(parent) : ''}/${group.name}`;
  }

  function assertFree(name: string, parentId: string | undefined): void {
    if (!children(parentId).some((group) => group.name === name)) return;
    throw new GroupExistsError(
      parentId
        ? `Sibling group named '${name}' already exists.`
        : `Top level group named '${name}' already exists.`,
    );
  }

  function createGroup(
    name: string,
    parentId?: string,
    attributes: RealmGroup['attributes'] = {},
  ): RealmGroup {
    assertFree(name, parentId);
    const group: RealmGroup = { id: randomUUID(), name, attributes, ...(parentId && { parentId }) };
    data.groups.push(group);
    changed();
    return group;
  }

  return {
    findGroup: find,
    /** By name; without a parent, those at the top. */
    listGroups: children,
    pathOf: path,
    createGroup,

    /** Makes what is missing of a path such as `/a/b`. */
    ensurePath(wanted: string): RealmGroup {
      let group: RealmGroup | undefined;
      for (const name of wanted.split('/').filter(Boolean)) {
        const parentId: string | undefined = group?.id;
        group = children(parentId).find((child) => child.name === name) ?? createGroup(name, parentId);
      }
      if (!group) throw new TypeError(`Not a group path: ${wanted}`);
      return group;
    },

    renameGroup(group: RealmGroup, name: string): void {
      if (name !== group.name) assertFree(name, group.parentId);
      group.name = name;
      changed();
    },

    /** With all groups below; members lose them. */
    deleteGroup(group: RealmGroup): void {
      const gone = new Set([group.id]);
      for (const id of gone) for (const child of children(id)) gone.add(child.id);
      data.groups = data.groups.filter(({ id }) => !gone.has(id));
      for (const user of data.users) user.groupIds = user.groupIds.filter((id) => !gone.has(id));
      changed();
    },
  };
}
