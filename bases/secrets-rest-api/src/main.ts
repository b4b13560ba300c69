import { type Environment, runMain } from '@ashlar/config';
import { printRedacted, runService } from '@ashlar/service';
import { runDeliverFiles } from './consumer-files.js';
import { runExternalSecrets } from './external-secrets.js';
import { assertNotInspected, ignoreDebuggerSignal } from './inspection.js';
import { restoreRing } from './restore.js';
import { startSecretsApi } from './secrets-api.js';

/** EX_USAGE of sysexits.h. */
const usageExitCode = 64;
const usage = `Usage: secrets-api                          the secrets API
       secrets-api files                    writes secrets to a folder
       secrets-api external-secrets         answers External Secrets Operator
       secrets-api secrets restore-keys <file>
         puts the key ring of a backup under ASHLAR_VAULT_ROOT_KEY; needs ASHLAR_SECRETS_BACKUP_IDENTITY
`;

/**
 * The main function of the deployable: the secrets API without arguments; `files` and `external-secrets` use secrets of
 * a running one, without keys; `secrets restore-keys <file>` is what an operator does once.
 */
export async function runSecretsApi(env: Environment, argv: readonly string[]): Promise<void> {
  const [mode, verb, file, ...more] = argv;
  if (mode === 'files' && verb === undefined) return runDeliverFiles(env);
  if (mode === 'external-secrets' && verb === undefined) return runExternalSecrets(env);
  const guarded = () => {
    assertNotInspected(env, process.execArgv);
    ignoreDebuggerSignal(printRedacted);
  };
  if (mode === undefined) {
    return runService(() => {
      guarded();
      return startSecretsApi(env);
    });
  }
  if (mode === 'secrets' && verb === 'restore-keys' && file !== undefined && more.length === 0) {
    return runMain(async () => {
      guarded();
      const count = await restoreRing(env, file);
      process.stdout.write(`${count} keys of the ring are under the root key of this configuration\n`);
    }, printRedacted);
  }
  process.exitCode = usageExitCode;
  process.stderr.write(usage);
}
