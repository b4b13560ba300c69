import type { Database, ExpectedVersion, OperationContext, TransactionContext } from '@ashlar/database';
import { managerFor, onConstraint, whereVersion } from '@ashlar/database/persistence';
import { CreatorRefused } from './groups.errors.js';
import { AuthorizationConfigRow, NamedCreatorRow } from './platform.entity.js';
import type { AuthorizationConfig } from './platform.types.js';

type Switches = Pick<AuthorizationConfig, 'groupCreators' | 'projectCreators'>;

export class PlatformRepository {
  constructor(private readonly database: Database) {}

  async get(ctx: OperationContext): Promise<AuthorizationConfig> {
    const manager = managerFor(ctx, this.database);
    const row = await manager.findOneByOrFail(AuthorizationConfigRow, { onlyOne: true });
    const named = await manager.find(NamedCreatorRow, { order: { userId: 'asc' } });
    const idsOf = (creates: NamedCreatorRow['creates']): readonly string[] =>
      named.filter((each) => each.creates === creates).map(({ userId }) => userId);
    return {
      groupCreators: { who: row.groupCreators, userIds: idsOf('groups') },
      projectCreators: { who: row.projectCreators, userIds: idsOf('projects') },
      version: row.version,
      updatedAt: row.updatedAt,
    };
  }

  /** False when the configuration is not in an accepted version. Others wait until the end of the transaction. */
  async replace(
    tx: TransactionContext,
    expected: ExpectedVersion,
    { groupCreators, projectCreators }: Switches,
  ): Promise<boolean> {
    const manager = managerFor(tx, this.database);
    const query = manager
      .createQueryBuilder()
      .update(AuthorizationConfigRow)
      .set({
        groupCreators: groupCreators.who,
        projectCreators: projectCreators.who,
        version: () => 'version + 1',
        updatedAt: () => 'now()',
      })
      .where('only_one');
    const { affected } = await whereVersion(query, expected).execute();
    if (affected !== 1) return false;
    await manager.query('delete from groups.named_creators');
    await this.name(tx, 'groups', groupCreators.userIds);
    await this.name(tx, 'projects', projectCreators.userIds);
    return true;
  }

  /** Which of the two the user was named for; from now on the user is not. */
  async unname(tx: TransactionContext, userId: string): Promise<readonly NamedCreatorRow['creates'][]> {
    const [rows]: readonly [readonly Pick<NamedCreatorRow, 'creates'>[]] = await managerFor(
      tx,
      this.database,
    ).query('delete from groups.named_creators where user_id = $1 returning creates', [userId]);
    if (rows.length > 0) {
      await managerFor(tx, this.database).query(
        'update groups.authorization_config set version = version + 1, updated_at = now()',
      );
    }
    return rows.map(({ creates }) => creates);
  }

  private async name(
    tx: TransactionContext,
    creates: NamedCreatorRow['creates'],
    userIds: readonly string[],
  ): Promise<void> {
    try {
      await managerFor(tx, this.database).query(
        'insert into groups.named_creators (creates, user_id) select $1, unnest($2::uuid[])',
        [creates, [...new Set(userIds)]],
      );
    } catch (error) {
      onConstraint(error, {
        named_creators_user_fkey: () => new CreatorRefused('One of the named is not a user'),
      });
    }
  }
}
