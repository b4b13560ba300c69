import type { Database, OperationContext } from '@ashlar/database';
import { namedQuery } from '@ashlar/database/persistence';
import { chainOfProject } from '@ashlar/projects/persistence';
import type { BootstrapScript } from './bootstrap-scripts.types.js';
import type { Dotfile, OwnerRef, OwnerType } from './dotfiles.types.js';
import type { JsonObject, Setting } from './settings.types.js';

/** One owner and what it says; contents only where they were asked for. */
export interface Layer {
  readonly owner: OwnerRef;
  readonly files: readonly LayerFile[];
  readonly settings: readonly Setting[];
  readonly script: LayerScript | undefined;
}

export interface LayerFile extends Dotfile {
  readonly content: Buffer | undefined;
}

export interface LayerScript extends Omit<BootstrapScript, 'content'> {
  readonly content: Buffer | undefined;
}

/** As the database tells of one, in JSON: many small values are read faster so than column by column. */
interface SaidStamps {
  readonly version: number;
  readonly created_by?: string | null;
  readonly updated_by: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

interface SaidContent {
  /** Hex. */
  readonly sha256: string;
  readonly size: number;
  /** Base64. */
  readonly content: string | null;
}

interface SaidFile extends SaidStamps, SaidContent {
  readonly id: string;
  readonly name: string;
  readonly mode: number;
}

interface SaidSetting extends SaidStamps {
  readonly id: string;
  readonly name: string;
  readonly value: JsonObject;
  readonly schema: JsonObject | null;
  readonly locked: readonly string[];
}

interface Row {
  readonly owner_type: OwnerType;
  readonly owner_id: string;
  readonly dotfiles: readonly SaidFile[] | null;
  readonly settings: readonly SaidSetting[] | null;
  readonly script: (SaidStamps & SaidContent) | null;
}

/** Owner by owner: an estimate of many owners would have the whole table read instead, which an offset keeps from. */
function ofOwner(table: string): string {
  return `(
      select * from group_config.${table} t where t.owner_type = o.owner_type and t.owner_id = o.owner_id offset 0
    )`;
}

const contentOf = (contents: boolean): string =>
  `encode(t.sha256, 'hex') as sha256, t.size, ${
    contents
      ? `(select encode(c.content, 'base64') from group_config.contents c where c.sha256 = t.sha256)`
      : 'null'
  } as content`;
const stamps = 't.version, t.updated_by, t.created_at, t.updated_at';

// Whole rows are made JSON of: built field by field the same takes the server twice as long.
const textOf = (content: string): string => `with chain (owner_type, owner_id, above) as (
    ${chainOfProject('$1')}
  ), owners as materialized (
    select owner_type, owner_id, above from chain
    union all
    select 'user', $2::uuid, -1 where $2::uuid is not null and exists (select from chain)
  )
  select o.owner_type, o.owner_id,
    (
      select json_agg(d) from (
        select t.id, t.path as name, t.mode, t.created_by, ${stamps}, ${content}
        from ${ofOwner('dotfiles')} t order by t.path
      ) d
    ) as dotfiles,
    (
      select json_agg(s) from (
        select t.id, t.name, t.value, t.schema, t.locked, t.created_by, ${stamps}
        from ${ofOwner('settings')} t order by t.name
      ) s
    ) as settings,
    (
      select row_to_json(b) from (
        select ${stamps}, ${content} from ${ofOwner('bootstrap_scripts')} t
      ) b
    ) as script
  from owners o order by o.above desc`;

const statements = {
  whole: {
    name: 'group-config: what owners say for a project, with contents',
    text: textOf(contentOf(true)),
  },
  bare: { name: 'group-config: what owners say for a project', text: textOf(contentOf(false)) },
} as const;

/** All that composes for a user in a project, in one statement: from the domain to the user. Empty without the project. */
export async function layersFor(
  ctx: OperationContext,
  database: Database,
  projectId: string,
  userId: string | undefined,
  { contents }: { readonly contents: boolean },
): Promise<readonly Layer[]> {
  const rows = await namedQuery<Row>(ctx, database, {
    ...statements[contents ? 'whole' : 'bare'],
    values: [projectId, userId ?? null],
  });
  return rows.map(({ owner_type: type, owner_id: id, dotfiles, settings, script }) => {
    const owner = { type, id };
    return {
      owner,
      files: (dotfiles ?? []).map((one) => toFile(owner, one)),
      settings: (settings ?? []).map((one) => toSetting(owner, one)),
      script: script === null ? undefined : toScript(owner, script),
    };
  });
}

/** Field by field: there are hundreds of them, and copying objects into one takes most of the time. */
function toFile(owner: OwnerRef, row: SaidFile): LayerFile {
  return {
    id: row.id,
    owner,
    path: row.name,
    mode: row.mode,
    size: row.size,
    version: row.version,
    createdBy: row.created_by ?? undefined,
    updatedBy: row.updated_by ?? undefined,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
    sha256: row.sha256,
    content: row.content === null ? undefined : Buffer.from(row.content, 'base64'),
  };
}

function toSetting(owner: OwnerRef, row: SaidSetting): Setting {
  const { id, name, value, locked } = row;
  return { ...{ id, owner, name, value, locked }, ...stampsOf(row), schema: row.schema ?? undefined };
}

function toScript(owner: OwnerRef, row: SaidStamps & SaidContent): LayerScript {
  const { createdBy: _, ...stamps } = stampsOf(row);
  return {
    ...{ owner, size: row.size, ...stamps },
    sha256: row.sha256,
    content: row.content === null ? undefined : Buffer.from(row.content, 'base64'),
  };
}

function stampsOf(row: SaidStamps) {
  return {
    version: row.version,
    createdBy: row.created_by ?? undefined,
    updatedBy: row.updated_by ?? undefined,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  };
}
