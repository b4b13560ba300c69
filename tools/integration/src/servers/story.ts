import { layoutOf, startStack, workerClient } from '@ashlar/local-stack';
import { runToEnd } from '@ashlar/processes';
import { startKubernetesApi } from '@ashlar/test-kubernetes';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { issuerOf } from '../keycloak-client.js';
import { askMinio, installMinio, keysThatMay, minioSummary, startMinio } from '../minio.js';
import { allow } from '../s3-world.js';
import type { Facts, Place, Server } from '../server.types.js';
import { storyChecks } from '../story-checks.js';
import { addForStory } from '../story-realm.js';
import { dagster, startDagster } from './dagster.js';
import { keycloak } from './keycloak.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const builds = [
  ...['data-api', 'secrets-api', 'background-jobs'].map((name) => `projects/${name}/tsconfig.lib.json`),
  'tools/demo/tsconfig.lib.json',
];
/** Of the scripted cluster. */
const namespace = 'science';

/** That of another server: its downloads, and a folder of its own. */
function placeOf(name: string, { cacheDir, workDir, log }: Place): Place {
  const place = { cacheDir: join(dirname(cacheDir), name), workDir: join(workDir, name), log };
  for (const folder of [place.cacheDir, place.workDir]) mkdirSync(folder, { recursive: true, mode: 0o755 });
  return place;
}

/** A whole installation, of real servers wherever there is one, and the story played against it from the outside. */
export const story: Server = {
  name: 'story',
  summary: `npm run demo against services with ${keycloak.summary.split(' with ')[0]}, ${minioSummary.split(',')[0]} and ${dagster.summary.split(' from ')[0]}`,

  async install(place) {
    await installMinio(placeOf('s3', place));
    await keycloak.install(placeOf('keycloak', place));
    await dagster.install(placeOf('dagster', place));
    const { code, output } = await runToEnd({
      ...{ name: 'tsc', command: join(root, 'node_modules/.bin/tsc'), args: ['--build', ...builds] },
      ...{ cwd: root, within: 900_000 },
    });
    if (code !== 0) throw new Error(`Ashlar cannot be built: ${output.slice(-500)}`);
  },

  async start(place) {
    const stops: (() => Promise<unknown>)[] = [];
    const stop = async (): Promise<void> => {
      for (const one of stops.splice(0).reverse()) await one();
    };
    try {
      // The account that PostgreSQL runs under passes through here.
      chmodSync(place.workDir, 0o755);
      const s3 = await startS3(placeOf('s3', place), stops);
      const { url: dagsterUrl, stop: stopDagster } = await startDagster(placeOf('dagster', place));
      stops.push(stopDagster);
      const provider = await keycloak.start(placeOf('keycloak', place));
      stops.push(() => provider.stop());
      const realm = await addForStory(provider.facts);
      const cluster = await startCluster(place.workDir, stops);

      const issuer = issuerOf(provider.facts);
      const runs = { ASHLAR_RUNS_DAGSTER_URL: dagsterUrl };
      const home = join(place.workDir, 'home');
      const { PATH, HOME, TMPDIR } = process.env;
      const env = { PATH, HOME, TMPDIR, ASHLAR_HOME: home };
      const stack = await startStack({
        ...{ layout: layoutOf(root, env), env, signal: new AbortController().signal },
        print: (line) => place.log(`story: ${line}`),
        // Over what is for the stand-in, which runs beside it and is asked by nobody.
        settings: {
          'data-api': { ASHLAR_AUTH_ISSUERS: issuer, ...runs },
          'secrets-api': {
            ASHLAR_AUTH_ISSUERS: issuer,
            ASHLAR_SECRETS_NAMESPACES: `notebooks=${namespace}`,
            ASHLAR_KUBERNETES_API: cluster.url,
            ASHLAR_KUBERNETES_TOKEN_FILE: cluster.tokenFile,
          },
          [workerClient]: {
            ...runs,
            ASHLAR_WORKLOAD_TOKEN_URL: `${issuer}/protocol/openid-connect/token`,
            ASHLAR_WORKLOAD_CLIENT_SECRET: realm.secrets[workerClient] ?? '',
            ASHLAR_USERS_SYNC_ISSUER: issuer,
            ASHLAR_USERS_SYNC_CLIENT_SECRET: provider.facts['KEYCLOAK_SYNC_SECRET'] ?? '',
          },
        },
      });
      stops.push(() => stack.stop());
      const facts: Facts = {
        ...provider.facts,
        ...s3,
        STORY_DATA_URL: stack.file.data_api,
        STORY_SECRETS_URL: stack.file.secrets_api,
        STORY_ISSUER: issuer,
        STORY_LOGIN_CLIENT: realm.loginClient,
        STORY_ACCOUNTS_CLIENT: realm.accountsClient,
        STORY_WORKER_DATABASE: stack.file.worker_database_url,
        STORY_WORKER_SECRET: realm.secrets[workerClient] ?? '',
        STORY_DAGSTER_URL: dagsterUrl,
        STORY_NAMESPACE: namespace,
        STORY_CLUSTER_URL: cluster.url,
        STORY_CLUSTER_TOKEN: cluster.token,
        DEMO_ADMIN_PASSWORD: realm.adminPassword,
        DEMO_ACCOUNTS_SECRET: realm.secrets[realm.accountsClient] ?? '',
        DEMO_NOTEBOOKS_SECRET: realm.secrets['notebooks'] ?? '',
        DEMO_REPORTING_SECRET: realm.secrets['reporting'] ?? '',
      };
      return { facts, stop };
    } catch (error) {
      await stop();
      throw error;
    }
  },

  checks: storyChecks,
};

/** With a bucket, and temporary keys for the rotation. */
async function startS3(place: Place, stops: (() => Promise<unknown>)[]): Promise<Facts> {
  const minio = await startMinio(await installMinio(place), place.workDir);
  stops.push(() => minio.process.stop());
  await askMinio(minio, { method: 'PUT', path: '/results' });
  const newer = await keysThatMay(minio, [allow(['*'], 'results*')]);
  return {
    STORY_S3_URL: minio.endpoint,
    DEMO_S3_REGION: minio.region,
    DEMO_S3_BUCKET: 'results',
    DEMO_S3_ACCESS_KEY_ID: minio.root.access_key_id,
    DEMO_S3_SECRET_ACCESS_KEY: minio.root.secret_access_key,
    DEMO_S3_NEW_ACCESS_KEY_ID: newer.access_key_id,
    DEMO_S3_NEW_SECRET_ACCESS_KEY: newer.secret_access_key,
    DEMO_S3_NEW_SESSION_TOKEN: newer.session_token ?? '',
  };
}

/** The API server of specs: no registry has a cluster. */
async function startCluster(workDir: string, stops: (() => Promise<unknown>)[]) {
  const token = randomBytes(18).toString('base64url');
  const tokenFile = join(workDir, 'cluster-token');
  writeFileSync(tokenFile, token, { mode: 0o600 });
  const cluster = await startKubernetesApi({
    namespaces: [namespace],
    tokens: { [token]: { username: 'system:serviceaccount:ashlar:secrets-api' } },
  });
  stops.push(() => cluster.stop());
  return { url: cluster.url, token, tokenFile };
}
