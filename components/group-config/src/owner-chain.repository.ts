import { chainOfGroup } from '@ashlar/groups/persistence';
import { chainOfProject } from '@ashlar/projects/persistence';
import type { OwnerType } from './dotfiles.types.js';

/**
 * SQL for an owner and what it lies in, as rows `(owner_type, owner_id, above)`: itself with 0, the domain last.
 * @param id and domain placeholders of the owner's id and of its domain's.
 */
export function chainOf(type: OwnerType, id: string, domain: string): string {
  switch (type) {
    case 'domain':
      return `select 'domain', ${id}::uuid, 0 where ${domain}::uuid is not null`;
    case 'user':
      return `select 'user', ${id}::uuid, 0 union all select 'domain', ${domain}::uuid, 1`;
    case 'group':
      return `select * from (${chainOfGroup(id)}) g where ${domain}::uuid is not null`;
    case 'project':
      return `select * from (${chainOfProject(id)}) p where ${domain}::uuid is not null`;
  }
}
