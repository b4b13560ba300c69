import { createHmac } from 'node:crypto';
import pg from 'pg';

/** The group roles of the migrations, without their prefix: what a process may do with the data. */
export type DatabaseRole = 'data' | 'secrets' | 'worker';

/** One URL for each group role: a login that has this role and no other. */
export type LoginUrls = Readonly<Record<DatabaseRole, string>>;

const roles = ['data', 'secrets', 'worker'] as const;

/** Two calls at once would fail on the same row of the role catalogue. */
const advisoryLock = 4_711_002;

/**
 * Makes the logins `ashlar_data_login`, `ashlar_secrets_login` and `ashlar_worker_login`, each with its group role
 * (made by the migrations, which must have run on this server). May be called again and by several at once: the
 * passwords follow from the superuser's random one, so everybody gets the same.
 */
export async function createLogins(
  superuserUrl: string,
  { database }: { readonly database: string },
): Promise<LoginUrls> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [advisoryLock]);
    for (const role of roles) {
      const login = loginOf(role);
      const { rowCount } = await client.query('select from pg_roles where rolname = $1', [login]);
      if (!rowCount) await client.query(`create role ${login}`);
      await client.query(`alter role ${login} login password '${passwordOf(superuserUrl, role)}'`);
      await client.query(`grant ashlar_${role} to ${login}`);
    }
    await client.query('commit');
  } finally {
    await client.end();
  }
  return {
    data: loginUrl(superuserUrl, database, 'data'),
    secrets: loginUrl(superuserUrl, database, 'secrets'),
    worker: loginUrl(superuserUrl, database, 'worker'),
  };
}

/** The URL of a login that `createLogins` made on this server. */
export function loginUrl(superuserUrl: string, database: string, role: DatabaseRole): string {
  const url = new URL(superuserUrl);
  url.username = loginOf(role);
  url.password = passwordOf(superuserUrl, role);
  url.pathname = `/${database}`;
  return url.href;
}

function loginOf(role: DatabaseRole): string {
  return `ashlar_${role}_login`;
}

function passwordOf(superuserUrl: string, role: DatabaseRole): string {
  const secret = decodeURIComponent(new URL(superuserUrl).password);
  return createHmac('sha256', secret).update(loginOf(role)).digest('base64url');
}
