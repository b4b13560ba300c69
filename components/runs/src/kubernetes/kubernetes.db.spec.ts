import {
  type KubernetesApi,
  type KubernetesObject,
  startKubernetesApi,
  validateBySwagger,
} from '@ashlar/test-kubernetes';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunKind } from '../run-kind.js';
import { InvalidRunSpec, RunSystemUnavailable } from '../runs.errors.js';
import { ctx, openWorld, requestOf, type World } from '../runs.db.fixture.js';
import type { KubernetesRunsConfig } from './kubernetes.config.js';
import { kubernetesJobKind } from './kubernetes-job-kind.js';

const folder = mkdtempSync(join(tmpdir(), 'ashlar-runs-'));
const tokenPath = join(folder, 'token');
const swagger = process.env['KUBERNETES_SWAGGER'];
const publishedSchemas =
  swagger === undefined ? undefined : validateBySwagger(JSON.parse(readFileSync(swagger, 'utf8')) as object);
const spec = { image: 'registry.example.org/science/report:1' };
const token = `t-${randomBytes(16).toString('hex')}`;
const renewed = `t-${randomBytes(16).toString('hex')}`;
let world: World;
let api: KubernetesApi;
let kind: RunKind;
let keys = 0;
const newKey = (): string => `slot/${(keys += 1)} with: any text`;

const kindWith = (more: Partial<KubernetesRunsConfig> = {}): RunKind =>
  kubernetesJobKind({
    config: {
      ...{ url: api.url, namespace: 'runs', tokenPath, caPath: join(folder, 'none'), timeoutMs: 5_000 },
      ...{ images: [], secrets: ['db'], pullSecrets: ['registry'], serviceAccount: 'runner', cpu: '500m' },
      ...{ memory: '256Mi', user: 65_532, keepMs: 86_400_000 },
      ...more,
      namespace: more.namespace ?? 'runs',
    },
    egress: world.egress,
    launches: world.launches,
  });
const launch = (key: string, given: object = spec) => kind.launch(ctx, requestOf(key, given));
const jobs = (): readonly KubernetesObject[] => api.objects('Job', 'runs');
const jobOf = (key: string): KubernetesObject | undefined =>
  jobs().find(({ metadata }) => metadata.annotations?.['ashlar.dev/run-key'] === key);
const handleOf = (key: string) => ({ key, externalId: jobOf(key)?.metadata.name ?? '', spec });
const goes = (key: string, status: object): void => {
  api.put({ ...jobOf(key)!, status });
};
const condition = (type: string, more: object = {}) => ({ type, status: 'True', ...more });

beforeAll(async () => {
  world = await openWorld();
  writeFileSync(tokenPath, `${token}\n`);
});
beforeEach(async () => {
  api = await startKubernetesApi({
    namespaces: ['runs'],
    tokens: {
      [token]: { username: 'system:serviceaccount:ashlar:worker' },
      [renewed]: { username: 'system:serviceaccount:ashlar:worker', may: (verb) => verb !== 'create' },
    },
    ...(publishedSchemas && { validate: publishedSchemas }),
  });
  kind = kindWith();
});
afterEach(() => api.stop());
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

describe('a Kubernetes Job', () => {
  it('is made once per key, by a name that comes from the key', async () => {
    const key = newKey();
    const results = await Promise.allSettled([launch(key), launch(key), launch(key)]);
    await expect(launch(key)).resolves.toMatchObject({
      outcome: 'launched',
      report: { key, state: 'pending' },
    });
    expect(results.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(jobs()).toHaveLength(1);
    expect(jobOf(key)?.metadata.name).toMatch(/^ashlar-run-[0-9a-f]{40}$/);
  });

  it('is confined, bounded in time, and has secrets by reference only', async () => {
    const key = newKey();
    const deadline = new Date(Date.now() + 3_600_000);
    const given = {
      ...spec,
      ...{ command: ['python'], args: ['-m', 'report'], env: { LEVEL: 'info' }, cpu: '2', memory: '4Gi' },
      secret_env: { PASSWORD: { secret: 'db', key: 'password' } },
      secret_files: [{ secret: 'db', path: '/etc/db' }],
    };
    const labels = { schedule: 'abc', note: 'no label: too many words' };
    await kind.launch(ctx, requestOf(key, given, { deadline, labels }));
    const job = jobOf(key);
    expect(job).toMatchObject({
      metadata: { labels: { 'app.kubernetes.io/managed-by': 'ashlar', 'ashlar.dev/schedule': 'abc' } },
      spec: {
        backoffLimit: 0,
        ttlSecondsAfterFinished: 86_400,
        template: {
          spec: {
            restartPolicy: 'Never',
            serviceAccountName: 'runner',
            automountServiceAccountToken: false,
            imagePullSecrets: [{ name: 'registry' }],
            securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
            containers: [
              {
                command: ['python'],
                args: ['-m', 'report'],
                resources: { limits: { cpu: '2', memory: '4Gi' } },
                securityContext: {
                  allowPrivilegeEscalation: false,
                  capabilities: { drop: ['ALL'] },
                  readOnlyRootFilesystem: true,
                  runAsNonRoot: true,
                },
              },
            ],
          },
        },
      },
    });
    const { activeDeadlineSeconds } = job?.['spec'] as { readonly activeDeadlineSeconds: number };
    expect(activeDeadlineSeconds).toBeGreaterThan(3_000);
    expect(activeDeadlineSeconds).toBeLessThan(4_200);
    const text = JSON.stringify(job);
    expect(text).toContain('"valueFrom":{"secretKeyRef":{"name":"db","key":"password"}}');
    expect(text).toContain('"secretName":"db"');
    expect(text).not.toContain('ashlar.dev/note');
  });

  it.each(['lose', 'cut'] as const)('is there once when the connection breaks (%s)', async (how) => {
    const key = newKey();
    api.fault({ method: 'POST', how });
    await expect(launch(key)).rejects.toThrow(RunSystemUnavailable);
    await expect(launch(key)).resolves.toMatchObject({ outcome: 'launched' });
    expect(jobs()).toHaveLength(1);
  });

  it.each([401, 429, 500, 503])('is tried again after %i', async (status) => {
    api.fault({ method: 'POST', how: 'answer', status });
    const key = newKey();
    await expect(launch(key)).rejects.toThrow(RunSystemUnavailable);
    await expect(launch(key)).resolves.toMatchObject({ outcome: 'launched' });
  });

  it.each([
    [400, 'KUBERNETES_INVALID'],
    [403, 'KUBERNETES_FORBIDDEN'],
    [404, 'KUBERNETES_NAMESPACE_MISSING'],
    [422, 'KUBERNETES_INVALID'],
    [413, 'KUBERNETES_REFUSED'],
  ])('is refused for good with %i', async (status, code) => {
    api.fault({ method: 'POST', how: 'answer', status });
    await expect(launch(newKey())).resolves.toEqual({ outcome: 'refused', code, message: 'scripted' });
  });

  it('is no other of the same name', async () => {
    const key = newKey();
    await launch(key);
    api.put({ ...jobOf(key)!, metadata: { ...jobOf(key)!.metadata, annotations: {} } });
    const [{ metadata }] = jobs() as [KubernetesObject];
    await world.database.transact(ctx, (tx) => world.launches.sweep(tx, -1_000, 100));
    await expect(launch(key)).rejects.toThrow('A Job of this name');
    expect(metadata.name).toMatch(/^ashlar-run-/);
  });

  it('is made with the token as it is by now', async () => {
    writeFileSync(tokenPath, renewed);
    await expect(launch(newKey())).resolves.toMatchObject({ code: 'KUBERNETES_FORBIDDEN' });
    rmSync(tokenPath);
    await expect(launch(newKey())).rejects.toThrow('credentials for Kubernetes');
    writeFileSync(tokenPath, token);
    await expect(launch(newKey())).resolves.toMatchObject({ outcome: 'launched' });
  });
});

describe('Kubernetes Jobs', () => {
  it.each([
    [{}, 'pending', 'Created', undefined],
    [{ active: 1, ready: 0 }, 'pending', 'Active', undefined],
    [{ active: 1, ready: 1, startTime: '2026-01-31T12:00:00Z' }, 'running', 'Ready', undefined],
    [{ conditions: [condition('Suspended')] }, 'pending', 'Suspended', undefined],
    [{ conditions: [condition('SuccessCriteriaMet')] }, 'running', 'SuccessCriteriaMet', undefined],
    [
      { conditions: [condition('SuccessCriteriaMet'), condition('Complete')] },
      'succeeded',
      'Complete',
      undefined,
    ],
    [
      { conditions: [condition('FailureTarget', { reason: 'DeadlineExceeded' })] },
      'running',
      'FailureTarget',
      'DeadlineExceeded',
    ],
    [
      { conditions: [condition('Failed', { reason: 'BackoffLimitExceeded', message: 'it broke' })] },
      'failed',
      'Failed',
      'BackoffLimitExceeded: it broke',
    ],
    [{ conditions: [{ type: 'Complete', status: 'False' }] }, 'pending', 'Created', undefined],
  ])('are told of: %j', async (status, state, raw, message) => {
    const key = newKey();
    await launch(key);
    goes(key, status);
    const [report] = await kind.poll(ctx, [handleOf(key)]);
    expect(report).toMatchObject({ key, state, raw });
    expect(report?.message).toBe(message);
  });

  it('are asked for by their label, a hundred in one list', async () => {
    const wanted = Array.from({ length: 120 }, newKey);
    await Promise.all(wanted.map((key) => launch(key)));
    const handles = wanted.map(handleOf);
    await launch(newKey());
    const before = api.requests.length;
    const reports = await kind.poll(ctx, handles);
    expect(api.requests.slice(before).map(({ method }) => method)).toEqual(['GET', 'GET']);
    expect(reports.map(({ key }) => key)).toEqual(handles.map(({ key }) => key));
    expect(reports.every(({ state }) => state === 'pending')).toBe(true);
    await expect(
      kind.find?.(ctx, [requestOf(handles[0]!.key, spec), requestOf('never', spec)]),
    ).resolves.toHaveLength(1);
  }, 60_000);

  it('are ended by deleting them with their pods, and are then cancelled and not lost', async () => {
    const [key, other] = [newKey(), newKey()];
    await launch(key);
    await launch(other);
    const handles = [handleOf(key), handleOf(other)];
    await kind.cancel(ctx, handles[0]!);
    expect(api.requests.at(-1)).toMatchObject({
      method: 'DELETE',
      body: { propagationPolicy: 'Foreground' },
    });
    api.remove('Job', 'runs', handles[1]!.externalId);
    await expect(kind.poll(ctx, handles)).resolves.toMatchObject([{ state: 'cancelled' }, { state: 'lost' }]);
    await expect(launch(key)).resolves.toMatchObject({ report: { state: 'cancelled' } });
    expect(jobs()).toHaveLength(0);
  });

  it('that have ended are left as they are when their end is asked for', async () => {
    const key = newKey();
    await launch(key);
    goes(key, { conditions: [condition('Complete')] });
    await kind.cancel(ctx, handleOf(key));
    expect(jobs()).toHaveLength(1);
  });

  it('cannot be asked for while the API server is away', async () => {
    const key = newKey();
    await launch(key);
    const handle = handleOf(key);
    api.fault({ method: 'GET', how: 'answer', status: 503 });
    await expect(kind.poll(ctx, [handle])).rejects.toThrow(RunSystemUnavailable);
    api.fault({ method: 'GET', how: 'cut' });
    await expect(kind.poll(ctx, [handle])).rejects.toThrow(RunSystemUnavailable);
  });

  it.each([
    [{}, '/image'],
    [{ image: 'x y' }, '/image'],
    [{ ...spec, secret_env: { A: { secret: 'other', key: 'k' } } }, '/secret_env/A/secret'],
    [{ ...spec, secret_files: [{ secret: 'other', path: '/a' }] }, '/secret_files/0/secret'],
    [{ ...spec, env: { 'a-b': 'c' } }, '/env/a-b'],
    [{ ...spec, privileged: true }, '/privileged'],
    [{ ...spec, memory: 'much' }, '/memory'],
    [{ ...spec, command: 'sh' }, '/command'],
    [[], ''],
  ])('cannot be described like %j', (given, pointer) => {
    expect.assertions(2);
    try {
      kind.parse(given);
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidRunSpec);
      expect(error).toMatchObject({ details: { errors: [{ pointer }] } });
    }
  });

  it('run images that the operator allows', () => {
    const choosy = kindWith({ images: ['registry.example.org/science/*', 'busybox:1'] });
    expect(choosy.parse(spec)).toMatchObject(spec);
    expect(choosy.parse({ image: 'busybox:1' })).toMatchObject({ image: 'busybox:1' });
    expect(() => choosy.parse({ image: 'busybox:2' })).toThrow('cannot be used');
  });
});
