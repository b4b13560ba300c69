import { platformId, type Tuple } from '@ashlar/authz';
import type { Database } from '@ashlar/database';
import { PreconditionFailed } from '@ashlar/errors';
import { CreatorRefused } from './groups.errors.js';
import { PlatformRepository } from './platform.repository.js';
import type { CreationSwitch, Platform } from './platform.types.js';
import type { RelationWriter } from './tuples.js';

export interface PlatformDeps {
  readonly database: Database;
  readonly relations: RelationWriter;
}

export function createPlatform({ database, relations }: PlatformDeps): Platform {
  const platform = new PlatformRepository(database);
  return {
    getAuthorizationConfig: (ctx) => platform.get(ctx),
    replaceAuthorizationConfig: (ctx, expected, switches) =>
      database.transact(ctx, async (tx) => {
        const { groupCreators, projectCreators } = switches;
        for (const { who, userIds } of [groupCreators, projectCreators]) {
          if (who !== 'named' && userIds.length > 0)
            throw new CreatorRefused('People are named, or they are not');
        }
        if (!(await platform.replace(tx, expected, switches))) {
          const { version } = await platform.get(tx);
          throw new PreconditionFailed(`It is at version ${version} now`, { details: { version } });
        }
        const tuples = [
          ...tuplesOf('group_creator', groupCreators),
          ...tuplesOf('project_creator', projectCreators),
        ];
        await relations.replaceObject(tx, platformRef, tuples, ['group_creator', 'project_creator']);
        return platform.get(tx);
      }),
  };
}

export const platformRef = { type: 'platform', id: platformId } as const;

function tuplesOf(relation: string, { who, userIds }: CreationSwitch): readonly Tuple[] {
  const ids = who === 'everyone' ? ['*'] : who === 'named' ? userIds : [];
  return ids.map((id) => ({ object: platformRef, relation, subject: { type: 'user', id } }));
}
