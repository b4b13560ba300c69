import { type Environment, EnvSecret, type Secret } from '@ashlar/config';
import { systemContext } from '@ashlar/database';
import { CustodyConfig, restoreKeys } from '@ashlar/secrets/custody';
import { secretsSchema } from '@ashlar/secrets';
import { release, runTask, type ServiceSpec } from '@ashlar/service';
import { createLocalRootKey } from '@ashlar/vault/custody';
import { readFile } from 'node:fs/promises';

/** What opens a backup of the ring. Of the operator, for one command; no service is given it. */
export class BackupIdentityConfig {
  @EnvSecret('ASHLAR_SECRETS_BACKUP_IDENTITY', {
    description: 'The age identity (AGE-SECRET-KEY-1...) that the backup was encrypted for.',
  })
  readonly identity!: Secret;
}

const restoreConfig = { custody: CustodyConfig, backup: BackupIdentityConfig } as const;

const restoring: ServiceSpec<typeof restoreConfig> = {
  name: 'secrets-api',
  version: release,
  prefix: '/api/secrets',
  title: 'Restoring keys',
  description: 'Puts the key ring of a backup under the root key of the configuration.',
  config: restoreConfig,
  entities: [],
  needs: [secretsSchema],
};

/**
 * Puts the key ring of a backup under `ASHLAR_VAULT_ROOT_KEY`, which may be a new one: for when the old one is lost.
 * The secrets API is stopped meanwhile.
 * @param file the age file that `POST /api/secrets/keys/backup` answered.
 * @returns how many keys of the ring were put back.
 * @throws {TypeError} without a root key. @throws {Error} when the identity does not open the file: nothing was written.
 */
export function restoreRing(env: Environment, file: string): Promise<number> {
  return runTask(
    restoring,
    { ASHLAR_LOG_LEVEL: 'error', ...env },
    async ({ config, database, lifecycle }) => {
      const { rootKey } = config.custody;
      if (!rootKey) throw new TypeError('ASHLAR_VAULT_ROOT_KEY is the key to put the ring under');
      return restoreKeys(systemContext('restore keys', { signal: lifecycle.signal }), {
        database,
        backup: await readFile(file, 'utf8'),
        identity: config.backup.identity.reveal(),
        root: createLocalRootKey(rootKey),
      });
    },
  );
}
