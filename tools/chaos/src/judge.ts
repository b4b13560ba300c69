import type { Evidence } from './evidence.js';
import type { Write } from './storage-client.js';

const shown = 3;

/**
 * What was acknowledged is there, what was refused is not.
 * @param options.sentAgain whether what had no answer was sent a second time: an update may then be told that it
 *   has been made already
 */
export function judgeWrites(
  writes: readonly Write[],
  { storages }: Pick<Evidence, 'storages'>,
  { sentAgain }: { readonly sentAgain: boolean },
): string[] {
  const byId = new Map(storages.map((storage) => [storage.id, storage]));
  const present = new Map<string, number>();
  for (const { name } of storages) present.set(name, (present.get(name) ?? 0) + 1);
  const attempted = new Set(writes.map(({ name }) => name));
  const acknowledgedNames = new Map<string, number>();
  for (const { kind, name, answer } of writes) {
    if (kind !== 'update' && isOk(answer))
      acknowledgedNames.set(name, (acknowledgedNames.get(name) ?? 0) + 1);
  }
  const mayBePresent = (name: string) =>
    writes.some((write) => write.name === name && write.kind !== 'update' && !isRefused(write.answer));
  return [
    ...complain(
      'acknowledged, but not there',
      writes.filter(({ answer }) => {
        if (!isOk(answer)) return false;
        const found = byId.get(answer.id ?? '');
        return !found || found.version < (answer.version ?? 1);
      }),
      describe,
    ),
    ...complain(
      'refused, but there',
      writes.filter(
        ({ kind, name, answer }) =>
          kind !== 'update' && isRefused(answer) && !mayBePresent(name) && present.has(name),
      ),
      describe,
    ),
    ...complain(
      'there twice',
      [...present].filter(([, count]) => count > 1),
      ([name]) => name,
    ),
    ...complain(
      'acknowledged twice under one name',
      [...acknowledgedNames].filter(([, count]) => count > 1),
      ([name]) => name,
    ),
    ...complain(
      'there, but never sent',
      storages.filter(({ name }) => !attempted.has(name)),
      ({ name }) => name,
    ),
    ...complain(
      'answered with what no write of this kind may be answered with',
      writes.filter(
        ({ kind, answer }) =>
          typeof answer.status === 'number' && !expectedOf(kind, sentAgain).includes(answer.status),
      ),
      describe,
    ),
  ];
}

/** After the queue has come to rest: every committed job took effect, exactly once, and no other did. */
export function judgeJobs({ storages, counted, jobsCommitted, jobsDone, jobsWaiting }: Evidence): string[] {
  const committed = new Set(jobsCommitted);
  const done = new Set(jobsDone);
  const known = new Set(storages.map(({ id }) => id));
  return [
    ...complain(
      'jobs committed that took no effect',
      jobsCommitted.filter((id) => !done.has(id)),
      String,
    ),
    ...complain(
      'effects without a committed job',
      jobsDone.filter((id) => !committed.has(id)),
      String,
    ),
    ...complain(
      'effects recorded twice',
      jobsDone.filter((id, at) => jobsDone.indexOf(id) !== at),
      String,
    ),
    ...complain(
      'storages whose changes were not counted once each',
      storages.filter(({ id, version }) => (counted[id] ?? 0) !== version),
      ({ name, id, version }) => `${name}: version ${version}, counted ${counted[id] ?? 0}`,
    ),
    ...complain(
      'changes counted of what is not there',
      Object.keys(counted).filter((id) => !known.has(id)),
      String,
    ),
    ...(jobsWaiting > 0 ? [`${jobsWaiting} outbox rows still wait`] : []),
    ...(jobsCommitted.length === storages.reduce((sum, { version }) => sum + version, 0)
      ? []
      : [
          `${jobsCommitted.length} jobs were committed for ${storages.reduce((sum, { version }) => sum + version, 0)} changes`,
        ]),
  ];
}

function expectedOf(kind: Write['kind'], sentAgain: boolean): readonly number[] {
  if (kind === 'create') return [201];
  if (kind === 'duplicate') return [409];
  return sentAgain ? [200, 412] : [200];
}

function isOk(answer: Write['answer']): answer is Extract<Write['answer'], { status: number }> {
  return typeof answer.status === 'number' && answer.status < 300;
}

function isRefused({ status }: Write['answer']): boolean {
  return typeof status === 'number' && status >= 400;
}

function describe({ kind, name, answer }: Write): string {
  return `${kind} ${name} (${answer.status})`;
}

function complain<T>(what: string, found: readonly T[], show: (item: T) => string): string[] {
  if (found.length === 0) return [];
  const more = found.length > shown ? ', ...' : '';
  return [`${found.length} ${what}: ${found.slice(0, shown).map(show).join(', ')}${more}`];
}
