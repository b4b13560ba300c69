import type { Database, OperationContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';

/** What others may know of a user or group that they meet as a member: never an address. */
export interface Named {
  /** The full name of a user, or the username; the name of a group. */
  readonly name: string;
  /** Of a user. */
  readonly username: string | undefined;
}

/** The names of users and groups, by id, in one statement for a whole page. */
export class NameRepository {
  constructor(private readonly database: Database) {}

  /** Whether there is such a user, whose account has not been ended. */
  async isPresent(ctx: OperationContext, userId: string): Promise<boolean> {
    const rows: readonly unknown[] = await managerFor(ctx, this.database).query(
      `select 1 from users.users where id = $1 and status in ('active', 'disabled')`,
      [userId],
    );
    return rows.length === 1;
  }

  async namesOf(ctx: OperationContext, ids: readonly string[]): Promise<ReadonlyMap<string, Named>> {
    if (ids.length === 0) return new Map();
    const rows: readonly { id: string; name: string; username: string | null }[] = await managerFor(
      ctx,
      this.database,
    ).query(
      `select id, coalesce(full_name, username) as name, username from users.users where id = any($1)
       union all
       select id, name, null from groups.groups where id = any($1)`,
      [ids],
    );
    return new Map(rows.map(({ id, name, username }) => [id, { name, username: username ?? undefined }]));
  }
}
