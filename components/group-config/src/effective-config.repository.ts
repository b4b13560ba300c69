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
interface Said {
  readonly kind: 'dotfile' | 'setting' | 'script';
  readonly id: string;
  readonly name: string;
  readonly mode: number;
  /** Hex. */
  readonly sha256: string;
  readonly size: number;
  readonly version: number;
  readonly created_by: string | null;
  readonly updated_by: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  /** Base64. */
  readonly content: string | null;
  readonly value: JsonObject;
  readonly schema: JsonObject | null;
  readonly locked: readonly string[];
}

interface Row {
  readonly owner_type: OwnerType;
  readonly owner_id: string;
  readonly said: readonly Said[];
}

/** Owner by owner: an estimate of many owners would have the whole table read instead, which an offset keeps from. */
function ofOwner(table: string): string {
  return `(
      select * from group_config.${table} t where t.owner_type = o.owner_type and t.owner_id = o.owner_id offset 0
    )`;
}

const stamps = (row: string): string => `'version', ${row}.version, 'updated_by', ${row}.updated_by,
        'created_at', ${row}.created_at, 'updated_at', ${row}.updated_at`;
const content = (
  row: string,
): string => `'sha256', encode(${row}.sha256, 'hex'), 'size', ${row}.size, 'content', (
        select encode(c.content, 'base64') from group_config.contents c where $3 and c.sha256 = ${row}.sha256)`;

const text = `with chain (owner_type, owner_id, above) as (
    ${chainOfProject('$1')}
  ), owners as materialized (
    select owner_type, owner_id, above from chain
    union all
    select 'user', $2::uuid, -1 where $2::uuid is not null and exists (select from chain)
  )
  select o.owner_type, o.owner_id, array_to_json(
    array(
      select json_build_object('kind', 'dotfile', 'id', d.id, 'name', d.path, 'mode', d.mode,
        'created_by', d.created_by, ${stamps('d')}, ${content('d')})
      from ${ofOwner('dotfiles')} d order by d.path
    ) || array(
      select json_build_object('kind', 'setting', 'id', s.id, 'name', s.name, 'value', s.value, 'schema', s.schema,
        'locked', s.locked, 'created_by', s.created_by, ${stamps('s')})
      from ${ofOwner('settings')} s order by s.name
    ) || array(
      select json_build_object('kind', 'script', ${stamps('b')}, ${content('b')})
      from ${ofOwner('bootstrap_scripts')} b
    )
  ) as said
  from owners o order by o.above desc`;

/** All that composes for a user in a project, in one statement: from the domain to the user. Empty without the project. */
export async function layersFor(
  ctx: OperationContext,
  database: Database,
  projectId: string,
  userId: string | undefined,
  { contents }: { readonly contents: boolean },
): Promise<readonly Layer[]> {
  const rows = await namedQuery<Row>(ctx, database, {
    name: 'group-config: what owners say for a project',
    text,
    values: [projectId, userId ?? null, contents],
  });
  return rows.map(({ owner_type: type, owner_id: id, said }) => {
    const owner = { type, id };
    const script = said.find(({ kind }) => kind === 'script');
    return {
      owner,
      files: said.filter(({ kind }) => kind === 'dotfile').map((one) => toFile(owner, one)),
      settings: said.filter(({ kind }) => kind === 'setting').map((one) => toSetting(owner, one)),
      script: script && toScript(owner, script),
    };
  });
}

function toFile(owner: OwnerRef, row: Said): LayerFile {
  const { id, mode, size } = row;
  return {
    ...{ id, owner, path: row.name, mode, size },
    ...stampsOf(row),
    sha256: row.sha256,
    content: row.content === null ? undefined : Buffer.from(row.content, 'base64'),
  };
}

function toSetting(owner: OwnerRef, row: Said): Setting {
  const { id, name, value, locked } = row;
  return { ...{ id, owner, name, value, locked }, ...stampsOf(row), schema: row.schema ?? undefined };
}

function toScript(owner: OwnerRef, row: Said): LayerScript {
  const { createdBy: _, ...stamps } = stampsOf(row);
  return {
    ...{ owner, size: row.size, ...stamps },
    sha256: row.sha256,
    content: row.content === null ? undefined : Buffer.from(row.content, 'base64'),
  };
}

function stampsOf(row: Said) {
  return {
    version: row.version,
    createdBy: row.created_by ?? undefined,
    updatedBy: row.updated_by ?? undefined,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  };
}
