import { type Answer, assertProblem } from '@ashlar/test-http';
import { fetchBody, openWorld, type World } from './replicas.fixture.js';
import type { Owner } from './secrets.fixture.js';

export const fetchPath = '/api/secrets/fetch';

type Replica = { readonly url: string };

/** What every case does: asks, and says what is to come of it. */
export interface Attack {
  /** Something of a new value, of the owner of the world unless told otherwise. @returns its id. */
  keep(name: string, who?: Owner): Promise<string>;
  /** Fetches what a grant is for, as the service unless told otherwise. */
  ask(grant: string, replica?: Replica, token?: string | null): Promise<Answer>;
  /** Both replicas refuse all of it with one answer, and the trail says why. */
  expectRefused(ids: readonly string[], reason: string, who?: Owner): Promise<void>;
  /** Both replicas give all of it, and the trail says so. */
  expectServed(ids: readonly string[], who?: Owner): Promise<void>;
}

export interface Attacked {
  readonly world: World;
  /** The token of a service that may have what the owners of the world have. */
  readonly service: string;
  readonly attack: Attack;
  /** Of all that was ever kept there, and of every key, nothing may be in a log line, a metric, an answer or the database. */
  close(): Promise<void>;
}

export async function openAttack(...given: Parameters<typeof openWorld>): Promise<Attacked> {
  const world = await openWorld(...given);
  const service = await world.identity.issueToken('notebooks');
  return {
    ...{ world, service, attack: attackOn(world, service) },
    async close() {
      expect(await world.leaks()).toEqual([]);
      await world.stop();
    },
  };
}

function attackOn(world: World, service: string): Attack {
  const ask: Attack['ask'] = (grant, replica = world.replicas[0], token = service) =>
    world.as(token, replica).call('POST', fetchPath, { json: fetchBody(grant) });
  return {
    keep: (name, who = world.owner) => who.keep(name, world.value()),
    ask,
    async expectRefused(ids, reason, who = world.owner) {
      for (const replica of world.replicas) {
        const grant = await who.grant(...ids);
        const answer = await ask(grant, replica);
        assertProblem(answer, 404, 'SECRET_UNAVAILABLE');
        expect(answer.json).not.toHaveProperty('sealed');
        expect(await world.outcomesOf(grant)).toEqual([`denied:${reason}`]);
      }
    },
    async expectServed(ids, who = world.owner) {
      for (const replica of world.replicas) {
        const grant = await who.grant(...ids);
        expect((await ask(grant, replica)).status).toBe(200);
        expect(await world.outcomesOf(grant)).toEqual(['done']);
      }
    },
  };
}

/** As a caller can compare answers: without what is another one in each. */
export const comparable = ({ status, text, headers }: Answer): string =>
  JSON.stringify([
    status,
    text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id'),
    [...headers]
      .filter(([name]) => !/^(date|x-request-id|traceparent|ratelimit|content-length)/.test(name))
      .map(([name, value]) => [name, value.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id')]),
  ]);
