import { runToEnd } from '@ashlar/processes';
import { startKubernetesApi, validateBySwagger } from '@ashlar/test-kubernetes';
import { access, copyFile, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import yaml from 'yaml';
import { findProgram } from '../debian.js';
import { type Place, type Server, ServerMissingError } from '../server.types.js';

const version = 'v1.34.1';
const swaggerOf = ({ cacheDir }: Place): string => join(cacheDir, `swagger-${version}.json`);

const deployed = fileURLToPath(new URL('../../../../deploy/kubernetes/', import.meta.url));

interface Manifest {
  readonly file: string;
  readonly body: Readonly<Record<string, unknown>> & { readonly apiVersion: string; readonly kind: string };
}

/** Every object of every file, in JSON or YAML, that is applied to a cluster. */
async function readManifests(): Promise<readonly Manifest[]> {
  const files = (await readdir(deployed, { recursive: true })).filter((file) => /\.(json|ya?ml)$/.test(file));
  const read = files.map(async (file) => {
    const documents = yaml.parseAllDocuments(await readFile(join(deployed, file), 'utf8'));
    return documents.map((document) => ({ file, body: document.toJSON() as Manifest['body'] }));
  });
  return (await Promise.all(read)).flat();
}

/**
 * No cluster: the scripted API server of `test-kubernetes`, which then holds every object to the schemas that
 * Kubernetes publishes.
 */
export const kubernetesSchemas: Server = {
  name: 'kubernetes-schemas',
  summary: `The published schemas of Kubernetes ${version}, from the Go module proxy`,

  async install(place) {
    const file = swaggerOf(place);
    const there = await access(file).then(
      () => true,
      () => false,
    );
    if (there) return;
    if (!(await findProgram('go'))) {
      throw new ServerMissingError('the program go is not here: install Go, which fetches the schemas');
    }
    place.log(`downloading the Go module k8s.io/kubernetes ${version} (40 MB)`);
    const { code, output } = await runToEnd({
      name: 'go',
      command: 'go',
      args: ['mod', 'download', '-json', '-modcacherw', `k8s.io/kubernetes@${version}`],
      cwd: place.workDir,
      env: { GOMODCACHE: join(place.workDir, 'modules'), GOFLAGS: '' },
      within: 300_000,
    });
    if (code !== 0) throw new ServerMissingError(`go could not fetch it: ${output.trim().slice(-500)}`);
    const folder = join(place.workDir, 'modules', 'k8s.io', `kubernetes@${version}`);
    await copyFile(join(folder, 'api', 'openapi-spec', 'swagger.json'), `${file}.part`);
    await rename(`${file}.part`, file);
  },

  async start(place) {
    return { facts: { KUBERNETES_SWAGGER: swaggerOf(place) }, stop: async () => undefined };
  },

  suites: ['test-kubernetes', 'runs', 'secrets-rest-api'],
  checks: {
    'the document decides about Secrets and Jobs': async (facts) => {
      const document = JSON.parse(await readFile(facts['KUBERNETES_SWAGGER'] ?? '', 'utf8')) as object;
      const api = await startKubernetesApi({
        tokens: { all: { username: 'check' } },
        validate: validateBySwagger(document),
      });
      const statusOf = async (path: string, body: object): Promise<number> => {
        const answer = await fetch(`${api.url}${path}`, {
          method: 'POST',
          headers: { authorization: 'Bearer all' },
          body: JSON.stringify(body),
        });
        await answer.arrayBuffer();
        return answer.status;
      };
      const jobs = '/apis/batch/v1/namespaces/default/jobs';
      const template = { spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'b' }] } };
      const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'a' }, spec: { template } };
      const secrets = '/api/v1/namespaces/default/secrets';
      const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, data: { a: 'dmFsdWU=' } };
      const answers = [
        await statusOf(jobs, job),
        await statusOf(jobs, { ...job, metadata: { name: 'b' }, spec: { ...job.spec, templat: {} } }),
        await statusOf(secrets, secret),
        await statusOf(secrets, { ...secret, metadata: { name: 'b' }, data: { a: 1 } }),
        await statusOf(secrets, { ...secret, metadata: { name: 'c', owners: [] } }),
      ];
      await api.stop();
      if (answers.join() !== '201,422,201,422,422') throw new Error(`answered ${answers.join()}`);
    },
    'every manifest under deploy/kubernetes fits': async (facts) => {
      const document = JSON.parse(await readFile(facts['KUBERNETES_SWAGGER'] ?? '', 'utf8')) as object;
      const validate = validateBySwagger(document);
      const manifests = await readManifests();
      const faults = manifests.flatMap(({ file, body }) =>
        validate(body, body).map((fault) => `${file}: ${fault}`),
      );
      if (faults.length > 0) throw new Error(faults.slice(0, 20).join('\n'));
      // That they fit means something: each is of a kind that the document knows, and with one field more does not.
      const careless = manifests.filter(({ body }) => validate(body, { ...body, specc: {} }).length === 0);
      const foreign = careless.filter(({ body }) => body.apiVersion.startsWith('external-secrets.io/'));
      if (foreign.length < careless.length)
        throw new Error(
          `not checked: ${careless.map(({ file, body }) => `${file} ${body.kind}`).join(', ')}`,
        );
      const cronJobs = manifests.filter(({ body }) => body.kind === 'CronJob').length;
      if (cronJobs < 20) throw new Error(`only ${cronJobs} CronJobs were found`);
    },
  },
};
