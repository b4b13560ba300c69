import type { Database, OperationContext } from '@ashlar/database';
import { namedQuery } from '@ashlar/database/persistence';
import { chainOfProject } from '@ashlar/projects/persistence';
import type { Dotfile, OwnerRef, OwnerType } from './dotfiles.types.js';

/** One owner and its files; content only where it was asked for. */
export interface Layer {
  readonly owner: OwnerRef;
  readonly files: readonly LayerFile[];
}

export interface LayerFile extends Dotfile {
  readonly content: Buffer | undefined;
}

interface Row {
  readonly owner_type: OwnerType;
  readonly owner_id: string;
  readonly id: string | null;
  readonly path: string;
  readonly mode: number;
  readonly sha256: Buffer;
  readonly size: number;
  readonly version: number;
  readonly created_by: string | null;
  readonly updated_by: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly content: Buffer | null;
}

const text = `with chain (owner_type, owner_id, above) as (
    ${chainOfProject('$1')}
  ), owners as (
    select owner_type, owner_id, above from chain
    union all
    select 'user', $2::uuid, -1 where $2::uuid is not null and exists (select from chain)
  )
  select o.owner_type, o.owner_id, d.id, d.path, d.mode, d.sha256, d.size, d.version, d.created_by, d.updated_by,
    d.created_at, d.updated_at, c.content
  from owners o
  left join group_config.dotfiles d on d.owner_type = o.owner_type and d.owner_id = o.owner_id
  left join group_config.contents c on $3 and c.sha256 = d.sha256
  order by o.above desc, d.path`;

/** All that composes for a user in a project, in one statement: from the domain to the user. Empty without the project. */
export async function layersFor(
  ctx: OperationContext,
  database: Database,
  projectId: string,
  userId: string | undefined,
  { contents }: { readonly contents: boolean },
): Promise<readonly Layer[]> {
  const rows = await namedQuery<Row>(ctx, database, {
    name: 'group-config: layers of a project',
    text,
    values: [projectId, userId ?? null, contents],
  });
  const layers: { owner: OwnerRef; files: LayerFile[] }[] = [];
  for (const { owner_type, owner_id, ...row } of rows) {
    const last = layers.at(-1);
    const owner = { type: owner_type, id: owner_id };
    const layer = last?.owner.id === owner_id && last.owner.type === owner_type ? last : { owner, files: [] };
    if (layer !== last) layers.push(layer);
    if (row.id !== null) layer.files.push(toFile(layer.owner, row.id, row));
  }
  return layers;
}

function toFile(owner: OwnerRef, id: string, row: Omit<Row, 'owner_type' | 'owner_id'>): LayerFile {
  const { path, mode, size, version } = row;
  return {
    ...{ id, owner, path, mode, size, version },
    sha256: row.sha256.toString('hex'),
    createdBy: row.created_by ?? undefined,
    updatedBy: row.updated_by ?? undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    content: row.content ?? undefined,
  };
}
