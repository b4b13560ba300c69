import { runToEnd, startProcess, waitForHttp } from '@ashlar/processes';
import { randomBytes, randomInt } from 'node:crypto';
import { access, copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProgram } from '../debian.js';
import { keycloakChecks } from '../keycloak-checks.js';
import { type Place, type Server, ServerMissingError } from '../server.types.js';

/** Runs on Java 17 and 21. */
const version = '26.1.4';
const realmFile = fileURLToPath(new URL('../../../../deploy/keycloak/ashlar-realm.json', import.meta.url));
const archiveOf = ({ cacheDir }: Place): string => join(cacheDir, `keycloak-quarkus-dist-${version}.tar.gz`);

async function run(command: string, args: readonly string[], within: number): Promise<void> {
  const { code, output } = await runToEnd({ name: command, command, args, within });
  if (code !== 0) throw new ServerMissingError(`${command} failed: ${output.trim().slice(-500)}`);
}

/** Keycloak with our realm export, in its development mode with a database in a file. */
export const keycloak: Server = {
  name: 'keycloak',
  summary: `Keycloak ${version} with deploy/keycloak/ashlar-realm.json`,

  async install(place) {
    for (const program of ['java', 'tar', 'mvn']) {
      if (!(await findProgram(program)))
        throw new ServerMissingError(
          `the program ${program} is not here: install Java 17 or 21, tar and Maven`,
        );
    }
    const archive = archiveOf(place);
    const there = await access(archive).then(
      () => true,
      () => false,
    );
    if (there) return;
    place.log(`downloading Keycloak ${version} (150 MB)`);
    const artifact = `org.keycloak:keycloak-quarkus-dist:${version}:tar.gz`;
    await run(
      'mvn',
      [
        ...['--quiet', '--batch-mode', 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy'],
        ...[`-Dartifact=${artifact}`, `-DoutputDirectory=${place.cacheDir}`],
      ],
      600_000,
    );
  },

  async start(place) {
    await run('tar', ['-xzf', archiveOf(place), '-C', place.workDir], 120_000);
    const home = join(place.workDir, `keycloak-${version}`);
    await mkdir(join(home, 'data', 'import'), { recursive: true });
    await copyFile(realmFile, join(home, 'data', 'import', 'ashlar-realm.json'));
    // It binds a minute after it was told to: a port that the system hands out would be somebody else's by then.
    const port = randomInt(20_000, 30_000);
    const secret = (): string => randomBytes(16).toString('hex');
    const [admin, notebooks, sync] = [secret(), secret(), secret()];
    const child = await startProcess({
      name: 'keycloak',
      command: join(home, 'bin', 'kc.sh'),
      args: [
        ...['start-dev', '--import-realm', '--http-host', '127.0.0.1', '--http-port', String(port)],
        ...['--cache', 'local'],
      ],
      cwd: home,
      env: {
        // It starts twice as fast, and is not asked for much.
        JAVA_OPTS_APPEND: '-XX:TieredStopAtLevel=1',
        KC_BOOTSTRAP_ADMIN_USERNAME: 'root',
        KC_BOOTSTRAP_ADMIN_PASSWORD: admin,
        ASHLAR_KEYCLOAK_NOTEBOOKS_SECRET: notebooks,
        ASHLAR_KEYCLOAK_SYNC_SECRET: sync,
      },
      group: true,
    });
    const url = `http://127.0.0.1:${port}`;
    try {
      await waitForHttp(`${url}/realms/master/.well-known/openid-configuration`, {
        from: child,
        within: 600_000,
      });
    } catch (error) {
      await child.kill();
      throw error;
    }
    return {
      facts: {
        KEYCLOAK_URL: url,
        KEYCLOAK_PID: String(child.pid),
        KEYCLOAK_ADMIN_PASSWORD: admin,
        KEYCLOAK_NOTEBOOKS_SECRET: notebooks,
        KEYCLOAK_SYNC_SECRET: sync,
      },
      async stop() {
        const { code, signal } = await child.stop({ within: 30_000 });
        // Java ends with 143 when it is asked to.
        if (code !== 0 && code !== 143)
          throw new Error(
            `keycloak ended with ${signal ?? `exit code ${code}`}: ${child.output().slice(-500)}`,
          );
      },
    };
  },

  checks: keycloakChecks,
};
