import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate, type Generated, type Size } from './generate.js';
import type { SourceJobs, SourceOrganisation } from './organisation.types.js';

/**
 * What the story is played with: of a folder with `organisation/organisation.json` and `schedules/periodics.json`, or
 * without one, made here.
 */
export function openSource(folder: string | undefined, seed: number, size: Size): Generated {
  if (folder === undefined) return generate(seed, size);
  const read = <T>(...path: string[]): T => {
    const file = join(folder, ...path);
    if (!existsSync(file)) throw new TypeError(`There is no ${file}`);
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  };
  return {
    organisation: read<SourceOrganisation>('organisation', 'organisation.json'),
    jobs: read<SourceJobs>('schedules', 'periodics.json'),
  };
}
