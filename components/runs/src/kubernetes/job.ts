import { createHash } from 'node:crypto';
import type { RunRequest } from '../run-kind.js';
import { integer, listOf, mapOf, object, optional, readSpec, such, text } from '../spec/shapes.js';
import type { KubernetesRunsConfig } from './kubernetes.config.js';

const variable = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;
const quantity = /^\d{1,12}(\.\d{1,3})?(m|[kMGTPE]i?)?$/;
const objectName = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;
const dataKey = /^[-._a-zA-Z0-9]{1,253}$/;

const command = listOf(text({ max: 10_000, min: 0 }), 200);
const names = { max: 200, names: variable, says: 'must be the name of a variable' };

/** What a user may say of a Job; the rest is the operator's. */
function shapeOf({ images, secrets }: Pick<KubernetesRunsConfig, 'images' | 'secrets'>) {
  const isAllowed = (image: string): boolean =>
    images.length === 0 ||
    images.some((each) => (each.endsWith('*') ? image.startsWith(each.slice(0, -1)) : image === each));
  const secret = such(text({ max: 253, pattern: objectName }), (name) =>
    secrets.includes(name) ? undefined : `the secret ${name} cannot be used here`,
  );
  return object({
    image: such(text({ max: 500, pattern: /^[a-z0-9][a-zA-Z0-9./:@_-]*$/ }), (image) =>
      isAllowed(image) ? undefined : `the image ${image} cannot be used here`,
    ),
    command: optional(command),
    args: optional(command),
    env: optional(mapOf(text({ max: 32_768, min: 0 }), names), {}),
    /** Variables whose values are in Secrets of the namespace. */
    secret_env: optional(mapOf(object({ secret, key: text({ max: 253, pattern: dataKey }) }), names), {}),
    /** Secrets as files, read only. */
    secret_files: optional(
      listOf(object({ secret, path: text({ max: 500, pattern: /^\/[A-Za-z0-9._/-]+$/ }) }), 20),
      [],
    ),
    cpu: optional(text({ max: 20, pattern: quantity })),
    memory: optional(text({ max: 20, pattern: quantity })),
    timeout_seconds: optional(integer(1, 30 * 86_400)),
  });
}

export type JobSpec = ReturnType<typeof readJobSpec>;

export function readJobSpec(config: Pick<KubernetesRunsConfig, 'images' | 'secrets'>, spec: unknown) {
  return readSpec(shapeOf(config), spec);
}

export const runLabel = 'ashlar.dev/run';
export const keyAnnotation = 'ashlar.dev/run-key';

/** What stands for a key where keys of any form cannot: in labels and names. */
export function markOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 40);
}

/** The same for the same key: a second one cannot be made. */
export function jobNameOf(key: string): string {
  return `ashlar-run-${markOf(key)}`;
}

/** As the restricted Pod Security Standard has it. */
const restricted = {
  allowPrivilegeEscalation: false,
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

export function jobOf(request: RunRequest, config: KubernetesRunsConfig, now: Date): object {
  const spec = readJobSpec(config, request.spec);
  const labels = {
    'app.kubernetes.io/managed-by': 'ashlar',
    'app.kubernetes.io/component': 'run',
    [runLabel]: markOf(request.key),
    ...labelsOf(request.labels),
  };
  const seconds = secondsOf(request, spec, now);
  const resources = { cpu: spec.cpu ?? config.cpu, memory: spec.memory ?? config.memory };
  const files = spec.secret_files.map((each, index) => ({ ...each, name: `secret-${index}` }));
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: jobNameOf(request.key),
      namespace: config.namespace,
      labels,
      annotations: { [keyAnnotation]: request.key, 'ashlar.dev/attempt': String(request.attempt) },
    },
    spec: {
      parallelism: 1,
      completions: 1,
      // Whoever asked for the run tries again.
      backoffLimit: 0,
      ttlSecondsAfterFinished: Math.ceil(config.keepMs / 1000),
      ...(seconds !== undefined && { activeDeadlineSeconds: seconds }),
      template: {
        metadata: { labels },
        spec: {
          restartPolicy: 'Never',
          serviceAccountName: config.serviceAccount,
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          ...(config.pullSecrets.length > 0 && {
            imagePullSecrets: config.pullSecrets.map((name) => ({ name })),
          }),
          securityContext: {
            runAsNonRoot: true,
            runAsUser: config.user,
            runAsGroup: config.user,
            fsGroup: config.user,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [
            {
              name: 'run',
              image: spec.image,
              ...(spec.command && { command: spec.command }),
              ...(spec.args && { args: spec.args }),
              env: variablesOf(request, spec),
              resources: { requests: resources, limits: resources },
              securityContext: restricted,
              terminationMessagePolicy: 'FallbackToLogsOnError',
              volumeMounts: [
                { name: 'tmp', mountPath: '/tmp' },
                ...files.map(({ name, path }) => ({ name, mountPath: path, readOnly: true })),
              ],
            },
          ],
          volumes: [
            { name: 'tmp', emptyDir: {} },
            ...files.map(({ name, secret }) => ({
              name,
              secret: { secretName: secret, defaultMode: 0o440 },
            })),
          ],
        },
      },
    },
  };
}

function variablesOf({ key, attempt }: RunRequest, { env, secret_env: fromSecrets }: JobSpec): object[] {
  return [
    { name: 'ASHLAR_RUN_KEY', value: key },
    { name: 'ASHLAR_RUN_ATTEMPT', value: String(attempt) },
    ...Object.entries(env).map(([name, value]) => ({ name, value })),
    ...Object.entries(fromSecrets).map(([name, { secret, key: dataName }]) => ({
      name,
      valueFrom: { secretKeyRef: { name: secret, key: dataName } },
    })),
  ];
}

function secondsOf({ deadline }: RunRequest, { timeout_seconds: own }: JobSpec, now: Date) {
  const left = deadline && Math.max(Math.ceil((deadline.getTime() - now.getTime()) / 1000), 1);
  return left === undefined ? own : Math.min(left, own ?? left);
}

/** What is no label value is left out: labels are for people who look, not for us. */
function labelsOf(labels: RunRequest['labels']): Record<string, string> {
  const fit = Object.entries(labels).filter(
    ([name, value]) =>
      /^[A-Za-z0-9]([A-Za-z0-9._-]{0,50}[A-Za-z0-9])?$/.test(name) &&
      /^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/.test(value) &&
      name !== 'run',
  );
  return Object.fromEntries(fit.map(([name, value]) => [`ashlar.dev/${name}`, value]));
}
