import { allPages, must, Refused } from '../api.js';
import {
  countedSlots,
  dayMs,
  everComes,
  lastChange,
  lastWeek,
  type Range,
  rhythmOf,
  secondsOf,
  withRanges,
} from '../data/schedules.js';
import { drainSessions } from '../drain.js';
import { inLanes } from '../lanes.js';
import type { Check, Part } from '../story.js';
import { number } from '../words.js';
import { at, type World } from '../world.js';
import { idIn, ownerOf } from './1-organisation.js';
import { pipelineSteps } from './5-pipelines.js';
import { newProject, workshop } from './workshop.js';

export const schedules: Part<World> = {
  number: 5,
  title: "Last week's jobs, and pipelines",
  look: (world) => [
    'GET /api/data/schedules',
    `GET /api/data/schedules/${at(planned.get(world)?.[0]?.id)}/sessions`,
    `GET /api/data/pipelines/${at(world.found.pipelineId)}`,
  ],
  steps: [
    { name: 'periodic jobs become schedules', run: importJobs },
    { name: "last week's slots are backfilled", run: backfill },
    { name: 'the sessions are run', run: drain },
    { name: 'every session, both ways', run: everySession },
    { name: 'the schedules rest', run: rest },
    ...pipelineSteps,
  ],
};

interface Planned {
  readonly id: string;
  readonly name: string;
  /** Username of who may change it. */
  readonly client: World['admin'];
  readonly range: Range;
  /** Slots that were counted by looking at each minute. */
  readonly slots: readonly number[];
}
const planned = new WeakMap<World, readonly Planned[]>();
let week: Range | undefined;

/** In zones whose clocks changed: in the gap, in the hour that comes twice, and where they change by half an hour. */
const acrossChanges = [
  { name: 'in the gap', zone: 'Europe/Zurich', direction: 'forward', cron: '30 2 * * *' },
  { name: 'in the hour that comes twice', zone: 'America/New_York', direction: 'back', cron: '30 1 * * *' },
  { name: 'half an hour', zone: 'Australia/Lord_Howe', direction: 'back', cron: '*/15 1-2 * * *' },
] as const;

type Timing = { cron: string; zone: string; starts_at?: string } | { frequency: Frequency; zone: string };
interface Frequency {
  every: number;
  unit: 'minute' | 'hour';
  counting: 'elapsed';
  anchor: string;
}

async function importJobs(world: World, check: Check): Promise<string> {
  const { source, plan, found, admin, lanes } = world;
  const { response } = await admin.GET('/version');
  // By the clock of the service, not of this machine.
  const now = new Date(response.headers.get('date') ?? Date.now());
  const range = lastWeek(now);
  week = range;
  const known = new Map(
    plan.flatMap((org) =>
      org.repositories.map(({ key }) => [key, { org, id: idIn(found.repositories, key) }] as const),
    ),
  );
  const { id: workshopId, client: workshopOwner } = await workshop(world);
  const groups = [...new Set(source.jobs.jobs.map(({ group }) => group))];
  const strangers = groups.filter((group) => !known.has(group));
  const own = new Map<string, string>();
  await inLanes([...strangers.entries()], lanes, async ([index, group]) => {
    const slug = `${group.replaceAll(/[^A-Za-z0-9]+/g, '-')}-${index}`;
    own.set(group, await newProject(workshopOwner, workshopId, slug));
  });
  const make = async (
    client: World['admin'],
    owner: string,
    { name, timing, timeout }: { name: string; timing: Timing; timeout?: number | undefined },
  ): Promise<string> => {
    const { id } = await must(
      client.POST('/api/data/schedules', {
        body: {
          ...{ owner_type: 'project', owner_id: owner, name, timing, overlap: 'allow' },
          ...{ run_kind: 'noop', run_spec: {} },
          ...(timeout !== undefined && { timeout_seconds: timeout }),
        },
      }),
    );
    return id;
  };
  const never: string[] = [];
  const made = await inLanes(source.jobs.jobs, lanes, async (job, turn): Promise<Planned> => {
    const rhythm = rhythmOf(job);
    const place = known.get(job.group);
    const client = place ? ownerOf(world, place.org, turn) : workshopOwner;
    const comes = everComes(rhythm);
    const timing: Timing = !comes
      ? // No slot for as long as anybody thinks, as there is none at its origin.
        {
          cron: '@yearly',
          zone: 'UTC',
          starts_at: new Date(range.to.getTime() + 20 * 366 * dayMs).toISOString(),
        }
      : 'cron' in rhythm
        ? { cron: withRanges(rhythm.cron), zone: 'UTC' }
        : { frequency: { ...everyOf(rhythm.everySeconds), anchor: range.from.toISOString() }, zone: 'UTC' };
    const timeout = job.timeout === undefined ? undefined : secondsOf(job.timeout);
    const owner = place?.id ?? idIn(own, job.group);
    if (!comes && 'cron' in rhythm) {
      never.push(job.name);
      const asItIs = make(client, owner, { name: job.name, timing: { cron: rhythm.cron, zone: 'UTC' } });
      const code = await asItIs.then(
        () => 'taken',
        (error: unknown) => (error instanceof Refused ? error.code : error),
      );
      check.same(code, 'SCHEDULE_REFUSED', `what never comes, as for ${job.name}, is refused`);
    }
    const id = await make(client, owner, { name: job.name, timing, timeout });
    return { id, name: job.name, client, range, slots: countedSlots(rhythm, range) };
  });
  const special = await inLanes(
    acrossChanges,
    lanes,
    async ({ name, zone, direction, cron }): Promise<Planned> => {
      const change = lastChange(zone, direction, now);
      if (!change) throw new TypeError(`The clocks of ${zone} did not change within a year`);
      const around = {
        from: new Date(change.getTime() - 3 * dayMs),
        to: new Date(change.getTime() + 4 * dayMs),
      };
      const { projectId } = await workshop(world);
      const id = await make(workshopOwner, projectId, { name: `${zone}: ${name}`, timing: { cron, zone } });
      return {
        id,
        name: zone,
        client: workshopOwner,
        range: around,
        slots: countedSlots({ cron }, around, zone),
      };
    },
  );
  planned.set(world, [...made, ...special]);
  return `${number(made.length)} schedules of ${number(groups.length)} projects, ${number(strangers.length)} of them new, and ${special.length} where clocks changed${never.length > 0 ? `; the time of ${never.length} never comes` : ''}`;
}

/** Elapsed time: an hour is an hour whatever the clocks do. */
function everyOf(seconds: number): Omit<Frequency, 'anchor'> {
  const isHours = seconds % 3_600 === 0;
  return {
    every: isHours ? seconds / 3_600 : seconds / 60,
    unit: isHours ? 'hour' : 'minute',
    counting: 'elapsed',
  };
}

/** As many as one backfill makes. */
const mostAtOnce = 1_000;

async function backfill(world: World, check: Check): Promise<string> {
  const { lanes } = world;
  const all = planned.get(world) ?? [];
  const counts = await inLanes(all, lanes, async ({ id, name, client, range, slots }) => {
    const pieces = Math.max(1, Math.ceil(slots.length / (mostAtOnce / 2)));
    const step = Math.ceil((range.to.getTime() - range.from.getTime()) / pieces / 60_000) * 60_000;
    let made = 0;
    for (let from = range.from.getTime(); from < range.to.getTime(); from += step) {
      // Both ends of a backfill are in, and no slot is within a second of another.
      const to = new Date(Math.min(from + step, range.to.getTime()) - 1_000).toISOString();
      const body = { from: new Date(from).toISOString(), to };
      const params = { path: { schedule_id: id } };
      const { created, existing } = await must(
        client.POST('/api/data/schedules/{schedule_id}/backfill', { params, body }),
      );
      made += created + existing;
    }
    check.same(made, slots.length, `sessions of ${name}`);
    return made;
  });
  const sum = counts.reduce((total, count) => total + count, 0);
  return `${number(sum)} sessions, as many as were counted minute by minute`;
}

async function drain(world: World): Promise<string> {
  const total = (planned.get(world) ?? []).reduce((sum, { slots }) => sum + slots.length, 0);
  const { ms, rounds } = await drainSessions(
    world,
    (planned.get(world) ?? []).map(({ id }) => id),
  );
  const by = world.worker
    ? `in ${rounds} round${rounds === 1 ? '' : 's'} of tasks`
    : 'by the resident worker';
  return `${number(total)} sessions ${by}, ${number(Math.round((total / ms) * 1_000))} a second`;
}

async function everySession(world: World, check: Check): Promise<string> {
  const { lanes } = world;
  const all = planned.get(world) ?? [];
  const counts = await inLanes(all, lanes, async ({ id, name, client, range, slots }) => {
    const sessions = await allPages((query) =>
      client.GET('/api/data/schedules/{schedule_id}/sessions', {
        params: {
          path: { schedule_id: id },
          query: { ...query, slot_from: range.from.toISOString(), slot_to: range.to.toISOString() },
        },
      }),
    );
    const inRange = sessions.filter(({ slot }) => Date.parse(slot) < range.to.getTime());
    check.sets(
      inRange.map(({ slot, state, attempt }) => `${Date.parse(slot)} ${state} ${attempt}`),
      slots.map((slot) => `${slot} succeeded 1`),
      `sessions of ${name}`,
    );
    return inRange.length;
  });
  const sum = counts.reduce((total, count) => total + count, 0);
  const at = week?.from.toISOString().slice(0, 10);
  return `${number(sum)} of the week of ${at}: each slot has one, which succeeded at once, and no other slot has any`;
}

async function rest(world: World, check: Check): Promise<string> {
  const all = planned.get(world) ?? [];
  await inLanes(all, world.lanes, async ({ id, client }) => {
    const { state } = await must(
      client.POST('/api/data/schedules/{schedule_id}/pause', {
        params: { path: { schedule_id: id } },
        body: { reason: 'The story is told' },
      }),
    );
    check.same(state, 'paused', 'a schedule that was paused');
  });
  return `${number(all.length)} are paused, so that none runs on`;
}
