import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cronJobFile, cronJobOf, cronTaskNames, tasks } from '../src/index.js';

const folder = new URL('../../../deploy/kubernetes/cronjobs/', import.meta.url);

// `UPDATE_MANIFESTS=1` writes them anew.
if (process.env['UPDATE_MANIFESTS']) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const task of cronTaskNames) {
    const { name, text } = cronJobFile(task);
    writeFileSync(new URL(name, folder), text);
  }
}

interface CronJob {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly schedule: string;
    readonly startingDeadlineSeconds: number;
    readonly jobTemplate: {
      readonly spec: {
        readonly activeDeadlineSeconds: number;
        readonly template: {
          readonly spec: {
            readonly serviceAccountName?: string;
            readonly volumes?: readonly { readonly secret: { readonly secretName: string } }[];
            readonly containers: readonly { readonly args: string[] }[];
          };
        };
      };
    };
  };
}

it('every task that comes round has a manifest, and no manifest is left of another', () => {
  const wanted = Object.keys(tasks).filter((task) => task !== 'schema.migrate');
  expect([...cronTaskNames].sort()).toEqual(wanted.sort());
  expect(readdirSync(folder).sort()).toEqual(wanted.map((task) => `${task}.json`).sort());
});

it.each(cronTaskNames)('%s is as the list of tasks says', (task) => {
  const { name, text } = cronJobFile(task);
  expect(readFileSync(new URL(name, folder), 'utf8')).toBe(text);
});

const launching = ['pipelines.babysit', 'scheduled-sessions.pick', 'scheduled-sessions.poll'];

it.each(cronTaskNames)('%s has a token of the cluster and keys only if it launches runs', (task) => {
  const launches = launching.includes(task);
  const { spec } = (cronJobOf(task) as CronJob).spec.jobTemplate.spec.template;
  expect(spec).toMatchObject({ automountServiceAccountToken: launches });
  expect(spec.serviceAccountName).toBe(launches ? 'ashlar-run-launcher' : undefined);
  expect(spec.volumes?.map(({ secret }) => secret.secretName)).toEqual(
    launches ? ['ashlar-run-keys'] : undefined,
  );
  const account = readFileSync(new URL('../run-launcher.yaml', folder), 'utf8');
  for (const kind of ['ServiceAccount', 'Role', 'RoleBinding']) {
    expect(account).toMatch(new RegExp(`^kind: ${kind}\nmetadata:\n {2}name: ashlar-run-launcher$`, 'm'));
  }
});

it.each(cronTaskNames)('%s may run in a restricted namespace, and ends', (task) => {
  expect(cronJobOf(task)).toMatchObject({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    spec: {
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      jobTemplate: {
        spec: {
          template: {
            spec: {
              restartPolicy: 'Never',
              securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
              containers: [
                {
                  args: ['--task', task],
                  securityContext: {
                    allowPrivilegeEscalation: false,
                    readOnlyRootFilesystem: true,
                    capabilities: { drop: ['ALL'] },
                  },
                },
              ],
            },
          },
        },
      },
    },
  });
  const { metadata, spec } = cronJobOf(task) as CronJob;
  // Kubernetes adds eleven characters to the name of a job, and 63 is what a label may have.
  expect(metadata.name).toMatch(/^[a-z][a-z0-9-]{0,51}$/);
  expect(spec.schedule.split(' ')).toHaveLength(5);
  // Below ten seconds a job may never begin.
  expect(spec.startingDeadlineSeconds).toBeGreaterThanOrEqual(60);
  // More than a task about schedules takes by itself.
  expect(spec.jobTemplate.spec.activeDeadlineSeconds).toBeGreaterThan(60);
});
