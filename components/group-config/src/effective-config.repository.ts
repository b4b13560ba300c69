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

interface Row {
  readonly owner_type: OwnerType;
  readonly owner_id: string;
  readonly kind: 'owner' | 'dotfile' | 'setting' | 'script';
  readonly id: string;
  readonly name: string;
  readonly mode: number;
  readonly sha256: Buffer;
  readonly size: number;
  readonly version: number;
  readonly created_by: string | null;
  readonly updated_by: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly content: Buffer | null;
  readonly value: JsonObject;
  readonly schema: JsonObject | null;
  readonly locked: readonly string[];
}

/** Owner by owner: an estimate of many owners would have the whole table read instead, which an offset keeps from. */
function ofOwner(table: string): string {
  return `(
      select * from group_config.${table} t where t.owner_type = o.owner_type and t.owner_id = o.owner_id offset 0
    )`;
}

const text = `with chain (owner_type, owner_id, above) as (
    ${chainOfProject('$1')}
  ), owners as materialized (
    select owner_type, owner_id, above from chain
    union all
    select 'user', $2::uuid, -1 where $2::uuid is not null and exists (select from chain)
  ), said as (
    select o.above, o.owner_type, o.owner_id, 'dotfile' as kind, d.id, d.path as name, d.mode, d.sha256, d.size, d.version,
      d.created_by, d.updated_by, d.created_at, d.updated_at,
      null::jsonb as value, null::jsonb as schema, null::text[] as locked
    from owners o cross join lateral ${ofOwner('dotfiles')} d
    union all
    select o.above, o.owner_type, o.owner_id, 'setting', s.id, s.name, null, null, null, s.version, s.created_by,
      s.updated_by, s.created_at, s.updated_at, s.value, s.schema, s.locked
    from owners o cross join lateral ${ofOwner('settings')} s
    union all
    select o.above, o.owner_type, o.owner_id, 'script', null, null, null, b.sha256, b.size, b.version, null,
      b.updated_by, b.created_at, b.updated_at, null, null, null
    from owners o cross join lateral ${ofOwner('bootstrap_scripts')} b
    union all
    select above, owner_type, owner_id, 'owner', null, null, null, null, null, null, null, null, null, null, null, null, null
    from owners
  )
  select said.*, c.content from said
  left join lateral (select content from group_config.contents where $3 and sha256 = said.sha256 offset 0) c on true
  order by above desc, kind, name`;

/** All that composes for a user in a project, in one statement: from the domain to the user. Empty without the project. */
export async function layersFor(
  ctx: OperationContext,
  database: Database,
  projectId: string,
  userId: string | undefined,
  { contents }: { readonly contents: boolean },
): Promise<readonly Layer[]> {
  const rows = await namedQuery<Row>(ctx, database, {
    name: 'group-config: what is said for a project',
    text,
    values: [projectId, userId ?? null, contents],
  });
  const layers: { owner: OwnerRef; files: LayerFile[]; settings: Setting[]; script?: LayerScript }[] = [];
  for (const row of rows) {
    const last = layers.at(-1);
    const isSame = last?.owner.id === row.owner_id && last.owner.type === row.owner_type;
    const layer = isSame
      ? last
      : { owner: { type: row.owner_type, id: row.owner_id }, files: [], settings: [] };
    if (layer !== last) layers.push(layer);
    if (row.kind === 'dotfile') layer.files.push(toFile(layer.owner, row));
    else if (row.kind === 'setting') layer.settings.push(toSetting(layer.owner, row));
    else if (row.kind === 'script') layer.script = toScript(layer.owner, row);
  }
  return layers.map((layer) => ({ ...layer, script: layer.script }));
}

function toFile(owner: OwnerRef, row: Row): LayerFile {
  const { id, mode, size } = row;
  return {
    ...{ id, owner, path: row.name, mode, size },
    ...stampsOf(row),
    sha256: row.sha256.toString('hex'),
    content: row.content ?? undefined,
  };
}

function toSetting(owner: OwnerRef, row: Row): Setting {
  const { id, name, value, locked } = row;
  return { ...{ id, owner, name, value, locked }, ...stampsOf(row), schema: row.schema ?? undefined };
}

function toScript(owner: OwnerRef, row: Row): LayerScript {
  const { createdBy: _, ...stamps } = stampsOf(row);
  return {
    ...{ owner, size: row.size, ...stamps },
    sha256: row.sha256.toString('hex'),
    content: row.content ?? undefined,
  };
}

function stampsOf(row: Row) {
  return {
    version: row.version,
    createdBy: row.created_by ?? undefined,
    updatedBy: row.updated_by ?? undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
