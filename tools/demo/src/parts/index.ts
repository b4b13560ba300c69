import type { Part } from '../story.js';
import type { World } from '../world.js';
import { organisation } from './1-organisation.js';
import { verification } from './1-verification.js';
import { storage } from './2-storage.js';
import { config } from './3-config.js';
import { secrets } from './4-secrets.js';
import { schedules } from './5-schedules.js';
import { leaving } from './6-leaving.js';

/** The story, without the parts that nobody asked for; the organisation is always there. */
export function partsOf(only: readonly number[] | undefined): readonly Part<World>[] {
  const isTold = (part: number): boolean => only === undefined || only.includes(part);
  const others: readonly Part<World>[] = [storage, config, secrets, schedules, leaving];
  return [
    { ...organisation, steps: [...organisation.steps, ...(isTold(1) ? verification : [])] },
    ...others.filter(({ number }) => isTold(number)),
  ];
}
