import type { ExpectedVersion, TransactionContext } from '@ashlar/database';
import {
  cleanName,
  type MemberRef,
  type Namespaces,
  type Place,
  publicTuples,
  type RelationWriter,
  type Role,
  slugOf,
  tuplesOf,
  type Visibility,
} from '@ashlar/groups';
import type { ProjectMemberRepository } from './project-members.repository.js';
import { RepositoryRefused } from './projects.errors.js';
import type { ProjectRepository, ProjectValues, StoredProject } from './projects.repository.js';
import type { NewProject, ProjectChange } from './projects.types.js';

export interface ProjectWritesDeps {
  readonly projects: ProjectRepository;
  readonly members: ProjectMemberRepository;
  readonly relations: RelationWriter;
  readonly namespaces: Namespaces;
}

type Where = Pick<Place, 'id' | 'type' | 'domainId'>;
type Values = Omit<NewProject, 'place' | 'visibility'> & { readonly visibility?: Visibility | undefined };

export interface InsertOptions {
  readonly copiedFrom?: string;
  /** A user who is to own the project by name. */
  readonly ownerId?: string | undefined;
}

/** The row, its name, its members and the facts of the permission engine: always written together. */
export interface ProjectWrites {
  insert(
    tx: TransactionContext,
    id: string,
    place: Where,
    values: Values,
    more: InsertOptions,
  ): Promise<void>;
  /** False when the project is not in an accepted version. */
  update(
    tx: TransactionContext,
    before: StoredProject,
    expected: ExpectedVersion,
    to: Where,
    change: ProjectChange,
  ): Promise<boolean>;
}

export function createProjectWrites({
  projects,
  members,
  relations,
  namespaces,
}: ProjectWritesDeps): ProjectWrites {
  const tuples = (
    id: string,
    { type, id: placeId }: Where,
    visibility: Visibility,
    all: readonly (MemberRef & { readonly role: Role })[],
  ) => {
    const parent = { type: type === 'group' ? 'group' : 'user_namespace', id: placeId };
    return tuplesOf({ type: 'project', id }, parent, visibility, all);
  };

  return {
    async insert(tx, id, place, values, { copiedFrom, ownerId }) {
      const slug = (values.slug ?? slugOf(values.name)).toLowerCase();
      const { visibility = 'private' } = values;
      await namespaces.claim(tx, { type: 'project', id }, place.id, slug);
      const row: ProjectValues = {
        ...columnsOf(place),
        slug,
        name: cleanName(values.name),
        description: values.description ?? null,
        documentation: values.documentation ?? null,
        visibility,
        keywords: distinct(values.keywords ?? []),
        repositories: checkedRepositories(values.repositories ?? []),
      };
      await projects.insert(tx, id, { domainId: place.domainId, copiedFrom }, row);
      const owners = ownerId === undefined ? [] : [{ kind: 'user', id: ownerId, role: 'owner' } as const];
      for (const owner of owners) await members.insert(tx, { objectId: id, domainId: place.domainId }, owner);
      await relations.write(tx, { touch: tuples(id, place, visibility, owners) });
    },
    async update(tx, before, expected, to, change) {
      const { id } = before;
      const { name, description, documentation, visibility = before.visibility } = change;
      const slug = change.slug?.toLowerCase() ?? before.slug;
      const moves = to.id !== before.namespaceId;
      if (moves || slug !== before.slug) await namespaces.claim(tx, { type: 'project', id }, to.id, slug);
      const row: Partial<ProjectValues> = {
        ...columnsOf(to),
        slug,
        visibility,
        ...(name !== undefined && { name: cleanName(name) }),
        ...(description !== undefined && { description }),
        ...(documentation !== undefined && { documentation }),
        ...(change.keywords && { keywords: distinct(change.keywords) }),
        ...(change.repositories && { repositories: checkedRepositories(change.repositories) }),
      };
      if (!(await projects.update(tx, id, expected, row))) return false;
      const object = { type: 'project', id };
      if (moves) {
        const all = await members.all(tx, id);
        await relations.replaceObject(tx, object, tuples(id, to, visibility, all));
      } else if (visibility !== before.visibility) {
        const open = publicTuples(object);
        await relations.write(tx, visibility === 'public' ? { touch: open } : { delete: open });
      }
      return true;
    },
  };
}

function columnsOf({ type, id }: Where): Pick<ProjectValues, 'groupId' | 'userNamespaceId'> {
  return type === 'group' ? { groupId: id, userNamespaceId: null } : { groupId: null, userNamespaceId: id };
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values.map((value) => value.trim()).filter((value) => value !== ''))];
}

/** @throws {RepositoryRefused} */
function checkedRepositories(urls: readonly string[]): string[] {
  for (const text of urls) {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
    if (!isWeb || url.username !== '' || url.password !== '') {
      throw new RepositoryRefused('A repository has an http or https URL without user and password');
    }
  }
  return distinct(urls);
}
