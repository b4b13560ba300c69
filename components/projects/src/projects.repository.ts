import {
  findPermittedPair,
  findVisiblePage,
  type ListFilter,
  type Mirrors,
  type Permitted,
  type PermittedRows,
  permittedRows,
  type RowRights,
} from '@ashlar/authz/persistence';
import type {
  Database,
  ExpectedVersion,
  OperationContext,
  Page,
  PageRequest,
  TransactionContext,
} from '@ashlar/database';
import { type ListColumns, managerFor, onConstraint, whereVersion } from '@ashlar/database/persistence';
import { NotFound } from '@ashlar/errors';
import { defaultDomainId } from '@ashlar/groups';
import { containing, pathOf, walkFrom } from '@ashlar/groups/persistence';
import type { EntityManager } from 'typeorm';
import { ProjectRow } from './projects.entity.js';
import type { Project, ProjectFilter, ProjectName } from './projects.types.js';

/** A project without its path, which is not its own. */
export type StoredProject = Omit<Project, 'path'>;

/** What a row holds that callers or the service decide. */
export type ProjectValues = Pick<
  ProjectRow,
  'groupId' | 'userNamespaceId' | 'slug' | 'name' | 'description' | 'visibility' | 'keywords' | 'repositories'
> & { readonly documentation: string | null };

const columns: ListColumns<ProjectRow> = {
  name: {
    expression: 'lower(project.name)',
    parameter: (value) => `lower(${value})`,
    valueOf: (row) => row.name,
  },
  created_at: { expression: 'project.createdAt', valueOf: (row) => row.createdAt.toISOString() },
  updated_at: { expression: 'project.updatedAt', valueOf: (row) => row.updatedAt.toISOString() },
};

const mirrors: Mirrors = {
  objects: { parent: 'project.namespaceId' },
  wildcards: { public: "project.visibility = 'public'" },
};

export class ProjectRepository {
  private readonly permitted: PermittedRows<ProjectRow>;

  constructor(private readonly database: Database) {
    this.permitted = permittedRows(database, (manager) =>
      withDocumentation(manager).addSelect(pathOf('project.id'), 'path'),
    );
  }

  async list(
    ctx: OperationContext,
    visible: ListFilter,
    filter: ProjectFilter,
    request: PageRequest,
  ): Promise<Page<StoredProject>> {
    const { domainId, namespaceId, directMember, keywords, text, copiedFrom } = filter;
    const query = managerFor(ctx, this.database).createQueryBuilder(ProjectRow, 'project');
    if (domainId !== undefined) query.andWhere('project.domainId = :domainId', { domainId });
    if (namespaceId !== undefined) query.andWhere('project.namespaceId = :namespaceId', { namespaceId });
    if (copiedFrom !== undefined) query.andWhere('project.copiedFrom = :copiedFrom', { copiedFrom });
    if (keywords !== undefined) query.andWhere('project.keywords @> :keywords', { keywords });
    if (directMember !== undefined) {
      const exists =
        'exists (select from projects.members m where m.object_id = project.id and m.user_id = :caller)';
      query.andWhere(directMember ? exists : `not ${exists}`, {
        caller: ctx.actor.kind === 'user' ? ctx.actor.id : null,
      });
    }
    if (text !== undefined) {
      query.andWhere(
        '(project.name ilike :text or project.slug ilike :text or project.description ilike :text)',
        {
          text: containing(text),
        },
      );
    }
    const page = await findVisiblePage(ctx, this.database, query, request, columns, {
      filter: visible,
      mirrors,
    });
    return { ...page, items: page.items.map(toProject) };
  }

  /** With its documentation. */
  async find(ctx: OperationContext, id: string): Promise<StoredProject | undefined> {
    const row = await this.one(ctx, id).getOne();
    return row ? toProject(row) : undefined;
  }

  async findAll(ctx: OperationContext, ids: readonly string[]): Promise<readonly StoredProject[]> {
    const rows = await managerFor(ctx, this.database)
      .createQueryBuilder(ProjectRow, 'project')
      .where('project.id = any(:ids)', { ids })
      .orderBy('project.id')
      .getMany();
    return rows.map(toProject);
  }

  /** With its documentation, its path and what the caller may do with it, in one statement. */
  async findPermitted(
    ctx: OperationContext,
    id: string,
    rights: RowRights,
  ): Promise<Permitted<Project> | undefined> {
    const found = await this.permitted.find(ctx, id, rights);
    if (!found) return undefined;
    const project = toProject(found.row);
    const { path } = found.also as { readonly path: string | null };
    return { ...found, row: { ...project, path: path ?? project.slug } };
  }

  /**
   * What the name means to the caller, with what the caller may do with it, in one statement: none, one, or two where it
   * means several things. `isCurrent` is false for a path of the past.
   */
  async findNamed(
    ctx: OperationContext,
    { name, domain }: ProjectName,
    rights: RowRights,
  ): Promise<readonly (Permitted<Project> & { readonly isCurrent: boolean })[]> {
    const { actor } = ctx;
    const query = managerFor(ctx, this.database)
      .createQueryBuilder(ProjectRow, 'project')
      .addSelect('project.documentation')
      .addSelect(pathOf('project.id'), 'path')
      .setParameters({
        name: name.toLowerCase(),
        domain: domain?.toLowerCase() ?? null,
        caller: actor.kind === 'user' ? actor.id : null,
        elsewhere: defaultDomainId,
      });
    if (uuid.test(name)) query.where('project.id = cast(:name as uuid)');
    else if (name.includes('/')) {
      query
        .innerJoin(walkFrom(domainId, `string_to_array(:name, '/')`), 'walked', 'walked.id = project.id')
        .addSelect('walked.current', 'is_current');
    } else {
      query.where(`project.domainId = ${domainId} and (lower(project.name) = :name or project.slug = :name)`);
    }
    const found = await findPermittedPair(ctx, this.database, query, rights, 'project.read');
    return found.map((one) => {
      const { path, is_current: isCurrent = true } = one.also as {
        readonly path: string | null;
        readonly is_current?: boolean;
      };
      const project = toProject(one.row);
      return { ...one, row: { ...project, path: path ?? project.slug }, isCurrent };
    });
  }

  /** The project, locked against other changes of it and its members until the end of the transaction. */
  async lock(tx: TransactionContext, id: string): Promise<StoredProject | undefined> {
    const row = await this.one(tx, id).setLock('for_no_key_update').getOne();
    return row ? toProject(row) : undefined;
  }

  /** As `lock`, and against new things in it. */
  async lockForDeletion(tx: TransactionContext, id: string): Promise<StoredProject | undefined> {
    const row = await this.one(tx, id).setLock('pessimistic_write').getOne();
    return row ? toProject(row) : undefined;
  }

  /** Inside a transaction the project is not deleted before that ends. */
  async domainOf(ctx: OperationContext, id: string): Promise<string | undefined> {
    const [row]: readonly { readonly domain_id: string }[] = await managerFor(ctx, this.database).query(
      `select domain_id from projects.projects where id = $1 ${ctx.transaction ? 'for key share' : ''}`,
      [id],
    );
    return row?.domain_id;
  }

  /** Ids of what lies directly in these groups or namespaces of users; inside a transaction they are locked. */
  async idsIn(ctx: OperationContext, namespaceIds: readonly string[]): Promise<readonly string[]> {
    const rows: readonly { id: string }[] = await managerFor(ctx, this.database).query(
      `select id from projects.projects where namespace_id = any($1) order by id ${ctx.transaction ? 'for update' : ''}`,
      [namespaceIds],
    );
    return rows.map(({ id }) => id);
  }

  async insert(
    tx: TransactionContext,
    id: string,
    { domainId, copiedFrom }: { readonly domainId: string; readonly copiedFrom: string | undefined },
    values: ProjectValues,
  ): Promise<void> {
    try {
      await managerFor(tx, this.database).insert(ProjectRow, {
        ...values,
        id,
        domainId,
        copiedFrom: copiedFrom ?? null,
        createdBy: tx.actor.kind === 'user' ? tx.actor.id : null,
      });
    } catch (error) {
      onConstraint(error, placeIsGone);
    }
  }

  /** False when no row has this id in an accepted version. */
  async update(
    tx: TransactionContext,
    id: string,
    expected: ExpectedVersion,
    values: Partial<ProjectValues>,
  ): Promise<boolean> {
    const query = managerFor(tx, this.database)
      .createQueryBuilder()
      .update(ProjectRow)
      .set({ ...values, version: () => 'version + 1', updatedAt: () => 'now()' })
      .where('id = :id', { id });
    try {
      const { affected } = await whereVersion(query, expected).execute();
      return affected === 1;
    } catch (error) {
      return onConstraint(error, placeIsGone);
    }
  }

  async delete(tx: TransactionContext, ids: readonly string[]): Promise<void> {
    await managerFor(tx, this.database).query('delete from projects.projects where id = any($1)', [ids]);
  }

  private one(ctx: OperationContext, id: string) {
    return withDocumentation(managerFor(ctx, this.database)).setParameter('id', id);
  }
}

/** Of the project whose id is in the parameter `id`. */
const withDocumentation = (manager: EntityManager) =>
  manager
    .createQueryBuilder(ProjectRow, 'project')
    .addSelect('project.documentation')
    .where('project.id = :id');

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** SQL for the domain that a name is of. */
const domainId = `(
  select case
    when cast(:domain as text) is not null
      then (select d.id from groups.domains d where d.slug = :domain or cast(d.id as text) = :domain)
    else coalesce(
      (select n.domain_id from groups.user_namespaces n where n.user_id = cast(:caller as uuid)),
      cast(:elsewhere as uuid))
  end
)`;

const gone = (): Error => new NotFound('There is no such thing, or it is not visible to you');
/** It was there a moment ago. */
const placeIsGone = { projects_group_fkey: gone, projects_user_namespace_fkey: gone };

function toProject(row: ProjectRow): StoredProject {
  return {
    id: row.id,
    domainId: row.domainId,
    namespaceId: row.namespaceId,
    namespaceType: row.groupId === null ? 'user-namespace' : 'group',
    slug: row.slug,
    name: row.name,
    description: row.description ?? undefined,
    documentation: row.documentation ?? undefined,
    visibility: row.visibility,
    keywords: row.keywords,
    repositories: row.repositories,
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
