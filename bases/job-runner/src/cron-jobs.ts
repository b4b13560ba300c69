import { sweepNames } from './task-names.js';

export const cronTaskNames = ['jobs.drain', 'events.deliver', 'authz.feed', ...sweepNames] as const;
export type CronTaskName = (typeof cronTaskNames)[number];

/** How often a task is run where there is no resident worker, and how long it may take. */
interface CronTask {
  readonly schedule: string;
  readonly activeDeadlineSeconds: number;
}

const everyMinute: CronTask = { schedule: '* * * * *', activeDeadlineSeconds: 300 };
const everyHour = (minute: number): CronTask => ({
  schedule: `${minute} * * * *`,
  activeDeadlineSeconds: 3_000,
});

/** A run ends by itself before Kubernetes ends it. */
const beforeDeadlineSeconds = 60;

/** Not all at the same minute. */
const cronTasks: Readonly<Record<CronTaskName, CronTask>> = {
  'jobs.drain': everyMinute,
  'events.deliver': everyMinute,
  'authz.feed': everyMinute,
  'access-changes.forget': everyHour(3),
  'answers.forget': everyHour(7),
  'config-bundles.forget': everyHour(9),
  'deliveries.forget': everyHour(11),
  'dotfile-contents.forget': everyHour(13),
  'effects.forget': everyHour(15),
  'events.forget': everyHour(19),
  'invitations.forget': everyHour(23),
  'launches.forget': everyHour(25),
  'pipelines.babysit': everyMinute,
  'pipelines.forget': everyHour(29),
  'quota.announce': everyMinute,
  'quota.recount': { schedule: '41 2 * * *', activeDeadlineSeconds: 14_400 },
  'quota.record-history': everyHour(1),
  'quota.sweep': everyMinute,
  'schedules.auto-disable': everyMinute,
  'schedules.forget': everyHour(27),
  'schedules.notify': everyMinute,
  'schedules.scan': everyMinute,
  'scheduled-sessions.pick': everyMinute,
  'scheduled-sessions.poll': everyMinute,
  'secrets.purge': everyHour(31),
  'storage.retire-credentials': everyMinute,
  'storages.check': everyMinute,
  'storages.count-contents': { schedule: '*/10 * * * *', activeDeadlineSeconds: 3_000 },
  'storages.forget-checks': everyHour(33),
  'tokens.forget': everyHour(35),
  'users.purge': everyHour(39),
  'users.sync': everyMinute,
};

/** Those that launch runs and ask about them: as Jobs of Kubernetes, and with calls that they sign. */
const launching: readonly CronTaskName[] = [
  'pipelines.babysit',
  'scheduled-sessions.pick',
  'scheduled-sessions.poll',
];
/** Of `deploy/kubernetes/run-launcher.yaml`. */
const launcherAccount = 'ashlar-run-launcher';
const keysVolume = 'run-keys';
/** `ASHLAR_RUNS_HTTP_KEYS_PATH`, where the Secret of this name is there. */
const keysSecret = 'ashlar-run-keys';
const keysPath = '/etc/ashlar/run-keys';

const labels = { 'app.kubernetes.io/name': 'background-jobs', 'app.kubernetes.io/part-of': 'ashlar' };

/**
 * A CronJob of Kubernetes for a task: restricted, and never twice at once as far as Kubernetes can tell. Two at once do no
 * harm; what a run leaves undone when it is ended, the next one takes up.
 */
export function cronJobOf(task: CronTaskName): object {
  const { schedule, activeDeadlineSeconds } = cronTasks[task];
  const component = task.replaceAll('.', '-');
  const launches = launching.includes(task);
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: {
      name: `ashlar-${component}`,
      labels: { ...labels, 'app.kubernetes.io/component': component },
    },
    spec: {
      schedule,
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 120,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        metadata: { labels: { ...labels, 'app.kubernetes.io/component': component } },
        spec: {
          activeDeadlineSeconds,
          backoffLimit: 0,
          ttlSecondsAfterFinished: 3_600,
          template: {
            metadata: { labels: { ...labels, 'app.kubernetes.io/component': component } },
            spec: {
              restartPolicy: 'Never',
              terminationGracePeriodSeconds: 30,
              ...(launches && { serviceAccountName: launcherAccount }),
              automountServiceAccountToken: launches,
              enableServiceLinks: false,
              securityContext: {
                runAsNonRoot: true,
                runAsUser: 65_532,
                runAsGroup: 65_532,
                // So that it may read the keys.
                ...(launches && { fsGroup: 65_532 }),
                seccompProfile: { type: 'RuntimeDefault' },
              },
              ...(launches && {
                volumes: [
                  {
                    name: keysVolume,
                    secret: { secretName: keysSecret, optional: true, defaultMode: 0o440 },
                  },
                ],
              }),
              containers: [
                {
                  name: 'task',
                  image: 'ashlar/background-jobs',
                  args: ['--task', task],
                  env: [
                    {
                      name: 'ASHLAR_TASK_BUDGET',
                      value: `${activeDeadlineSeconds - beforeDeadlineSeconds}s`,
                    },
                  ],
                  envFrom: [{ secretRef: { name: 'ashlar-background-jobs' } }],
                  ...(launches && {
                    volumeMounts: [{ name: keysVolume, mountPath: keysPath, readOnly: true }],
                  }),
                  resources: {
                    requests: { cpu: '50m', memory: '128Mi' },
                    limits: { memory: '512Mi' },
                  },
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
  };
}

/** The file of a manifest, and what is in it. */
export function cronJobFile(task: CronTaskName): { readonly name: string; readonly text: string } {
  return { name: `${task}.json`, text: `${JSON.stringify(cronJobOf(task), null, 2)}\n` };
}
