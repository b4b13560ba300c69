import { runToEnd } from '@ashlar/processes';
import { startKubernetesApi, validateBySwagger } from '@ashlar/test-kubernetes';
import { access, copyFile, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import yaml from 'yaml';
import { findProgram } from '../debian.js';
import { type Facts, type Place, type Server, ServerMissingError } from '../server.types.js';

const version = 'v1.34.1';
const operatorVersion = 'v1.3.2';
const swaggerOf = ({ cacheDir }: Place): string => join(cacheDir, `swagger-${version}.json`);
const crdKinds = ['secretstores', 'externalsecrets'] as const;
const crdOf = ({ cacheDir }: Place, kind: string): string =>
  join(cacheDir, `${kind}-${operatorVersion}.yaml`);
const manifestsFolder = fileURLToPath(new URL('../../../../deploy/kubernetes/', import.meta.url));

/**
 * No cluster: the scripted API server of `test-kubernetes`, which then holds every object to the schemas that
 * Kubernetes publishes; and the manifests that we ship, held to those and to the ones of External Secrets Operator.
 */
export const kubernetesSchemas: Server = {
  name: 'kubernetes-schemas',
  summary: `The published schemas of Kubernetes ${version} and External Secrets Operator ${operatorVersion}, from the Go module proxy`,

  async install(place) {
    await fetchFiles(place, `k8s.io/kubernetes@${version}`, [
      { from: join('api', 'openapi-spec', 'swagger.json'), to: swaggerOf(place) },
    ]);
    await fetchFiles(
      place,
      `github.com/external-secrets/external-secrets@${operatorVersion}`,
      crdKinds.map((kind) => ({
        from: join('config', 'crds', 'bases', `external-secrets.io_${kind}.yaml`),
        to: crdOf(place, kind),
      })),
    );
  },

  async start(place) {
    return {
      facts: {
        KUBERNETES_SWAGGER: swaggerOf(place),
        EXTERNAL_SECRETS_CRDS: crdKinds.map((kind) => crdOf(place, kind)).join(','),
      },
      stop: async () => undefined,
    };
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
    'the manifests that we ship are what the published schemas ask for': async (facts) => {
      const validate = validateBySwagger(await schemasOf(facts));
      const manifests = await manifestsOf(manifestsFolder);
      const faults = manifests.flatMap(({ file, manifest }) =>
        validate(manifest, manifest).map((fault) => `${file}, ${manifest.kind}: ${fault}`),
      );
      if (faults.length > 0) throw new Error(faults.join('\n'));
      // Or they said nothing: each kind with a field that it does not have.
      for (const kind of ['SecretStore', 'ExternalSecret', 'Deployment', 'CronJob']) {
        const known = manifests.find(({ manifest }) => manifest.kind === kind)?.manifest;
        if (!known) throw new Error(`no manifest of a ${kind} was looked at`);
        const odd = { ...known, spec: { ...(known['spec'] as object), odd: true } };
        if (validate(odd, odd).length === 0) throw new Error(`a ${kind} with a field too many is taken`);
      }
    },
  },
};

/** The files of a Go module, unless they are there from an earlier run. */
async function fetchFiles(
  place: Place,
  module: string,
  files: readonly { readonly from: string; readonly to: string }[],
): Promise<void> {
  const isThere = (file: string) =>
    access(file).then(
      () => true,
      () => false,
    );
  const there = await Promise.all(files.map(({ to }) => isThere(to)));
  if (there.every(Boolean)) return;
  if (!(await findProgram('go'))) {
    throw new ServerMissingError('the program go is not here: install Go, which fetches the schemas');
  }
  place.log(`downloading the Go module ${module}`);
  const { code, output } = await runToEnd({
    name: 'go',
    command: 'go',
    args: ['mod', 'download', '-json', '-modcacherw', module],
    cwd: place.workDir,
    env: { GOMODCACHE: join(place.workDir, 'modules'), GOFLAGS: '' },
    within: 300_000,
  });
  if (code !== 0) throw new ServerMissingError(`go could not fetch it: ${output.trim().slice(-500)}`);
  for (const { from, to } of files) {
    await copyFile(join(place.workDir, 'modules', ...module.split('/'), from), `${to}.part`);
    await rename(`${to}.part`, to);
  }
}

interface CustomResource {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly schema: { readonly openAPIV3Schema: object };
    }[];
  };
}

/** One document with the kinds of Kubernetes and those of the operator. */
async function schemasOf(facts: Facts): Promise<object> {
  const { definitions } = JSON.parse(await readFile(facts['KUBERNETES_SWAGGER'] ?? '', 'utf8')) as {
    readonly definitions: object;
  };
  const custom: Record<string, object> = {};
  for (const file of (facts['EXTERNAL_SECRETS_CRDS'] ?? '').split(',')) {
    const { spec } = yaml.parse(await readFile(file, 'utf8')) as CustomResource;
    const { group, names, versions } = spec;
    for (const { name: version, schema } of versions) {
      custom[`${group}.${version}.${names.kind}`] = {
        ...schema.openAPIV3Schema,
        'x-kubernetes-group-version-kind': [{ group, version, kind: names.kind }],
      };
    }
  }
  return { definitions: { ...definitions, ...custom } };
}

type Manifest = Readonly<Record<string, unknown>> & { readonly apiVersion: string; readonly kind: string };

async function manifestsOf(
  folder: string,
): Promise<readonly { readonly file: string; readonly manifest: Manifest }[]> {
  const names = await readdir(folder, { recursive: true });
  const found: { readonly file: string; readonly manifest: Manifest }[] = [];
  for (const file of names.filter((name) => /\.(yaml|json)$/.test(name)))
    for (const document of yaml.parseAllDocuments(await readFile(join(folder, file), 'utf8')))
      found.push({ file, manifest: document.toJSON() as Manifest });
  return found;
}
