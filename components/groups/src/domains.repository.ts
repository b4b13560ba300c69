import {
  applyFilter,
  type ListFilter,
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
import {
  findPage,
  type ListColumns,
  managerFor,
  onConstraint,
  whereVersion,
} from '@ashlar/database/persistence';
import { DomainRow } from './groups.entity.js';
import { DomainSlugTaken } from './groups.errors.js';
import type { Domain, DomainChange, DomainFilter, NewDomain } from './groups.types.js';

const columns: ListColumns<DomainRow> = {
  name: {
    expression: 'lower(domain.name)',
    parameter: (value) => `lower(${value})`,
    valueOf: (row) => row.name,
  },
  created_at: { expression: 'domain.createdAt', valueOf: (row) => row.createdAt.toISOString() },
};

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export class DomainRepository {
  private readonly permitted: Readonly<Record<'id' | 'slug', PermittedRows<DomainRow>>>;

  constructor(private readonly database: Database) {
    const by = (column: 'id' | 'slug') =>
      permittedRows(database, (manager) =>
        manager.createQueryBuilder(DomainRow, 'domain').where(`domain.${column} = :id`),
      );
    this.permitted = { id: by('id'), slug: by('slug') };
  }

  async list(
    ctx: OperationContext,
    visible: ListFilter,
    { keyword }: DomainFilter,
    request: PageRequest,
  ): Promise<Page<Domain>> {
    const manager = managerFor(ctx, this.database);
    const query = manager.createQueryBuilder(DomainRow, 'domain');
    applyFilter(query, visible, 'domain');
    if (keyword !== undefined) {
      query.andWhere('(domain.name ilike :keyword or domain.slug ilike :keyword)', {
        keyword: containing(keyword),
      });
    }
    const page = await findPage(manager, query, request, columns);
    return { ...page, items: page.items.map(toDomain) };
  }

  async find(ctx: OperationContext, id: string): Promise<Domain | undefined> {
    const row = await managerFor(ctx, this.database).findOneBy(DomainRow, { id });
    return row ? toDomain(row) : undefined;
  }

  /** By its slug, whatever its case, or its id; with what the caller may do with it, in one statement. */
  async findNamed(
    ctx: OperationContext,
    name: string,
    rights: RowRights,
  ): Promise<Permitted<Domain> | undefined> {
    const permitted = uuid.test(name) ? this.permitted.id : this.permitted.slug;
    const found = await permitted.find(ctx, name.toLowerCase(), rights);
    return found && { ...found, row: toDomain(found.row) };
  }

  async findBySlug(ctx: OperationContext, slug: string): Promise<Domain | undefined> {
    const row = await managerFor(ctx, this.database).findOneBy(DomainRow, { slug });
    return row ? toDomain(row) : undefined;
  }

  /** The domain, locked until the end of the transaction against others who want the same lock. */
  async lock(tx: TransactionContext, id: string): Promise<Domain | undefined> {
    const row = await managerFor(tx, this.database)
      .createQueryBuilder(DomainRow, 'domain')
      .where('domain.id = :id', { id })
      .setLock('for_no_key_update')
      .getOne();
    return row ? toDomain(row) : undefined;
  }

  /** The domain, locked until the end of the transaction also against whatever refers to it anew. */
  async lockForDeletion(tx: TransactionContext, id: string): Promise<Domain | undefined> {
    const row = await managerFor(tx, this.database)
      .createQueryBuilder(DomainRow, 'domain')
      .where('domain.id = :id', { id })
      .setLock('pessimistic_write')
      .getOne();
    return row ? toDomain(row) : undefined;
  }

  /** With its members. */
  async delete(tx: TransactionContext, id: string): Promise<void> {
    await managerFor(tx, this.database).delete(DomainRow, { id });
  }

  async insert(tx: TransactionContext, id: string, input: NewDomain): Promise<void> {
    try {
      await managerFor(tx, this.database).insert(DomainRow, {
        id,
        slug: input.slug,
        name: input.name,
        description: input.description ?? null,
        defaultVisibility: input.defaultVisibility ?? 'private',
        createdBy: tx.actor.kind === 'user' ? tx.actor.id : null,
      });
    } catch (error) {
      onConstraint(error, {
        domains_slug_key: () => new DomainSlugTaken(`There is a domain ${input.slug} already`),
      });
    }
  }

  /** False when no row has this id in an accepted version. */
  async update(
    tx: TransactionContext,
    id: string,
    expected: ExpectedVersion,
    { name, description, defaultVisibility, suspended }: DomainChange,
  ): Promise<boolean> {
    const query = managerFor(tx, this.database)
      .createQueryBuilder()
      .update(DomainRow)
      .set({
        ...(name !== undefined && { name }),
        ...(description !== undefined && { description }),
        ...(defaultVisibility !== undefined && { defaultVisibility }),
        ...(suspended !== undefined && {
          suspendedAt: () => (suspended ? 'coalesce(suspended_at, now())' : 'null'),
        }),
        version: () => 'version + 1',
        updatedAt: () => 'now()',
      })
      .where('id = :id', { id });
    const { affected } = await whereVersion(query, expected).execute();
    return affected === 1;
  }
}

/** For `ilike`: the text itself, wherever it stands. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}

function toDomain(row: DomainRow): Domain {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    description: row.description ?? undefined,
    defaultVisibility: row.defaultVisibility,
    suspendedAt: row.suspendedAt ?? undefined,
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
