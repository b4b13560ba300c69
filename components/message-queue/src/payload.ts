import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import type { JobDefinition } from './jobs.types.js';
import { JobPayloadError } from './message-queue.errors.js';
import { isPlainlyValid } from './quick-check.js';

/** The payload as JSON text, after the check that its handler will make. */
export function serializePayload<P extends object>(job: JobDefinition<P>, payload: P): string {
  const text = JSON.stringify(payload);
  if (isPlainlyValid(job.payload, payload)) return text;
  parsePayload(job, JSON.parse(text));
  return text;
}

/** @throws {JobPayloadError} unless `plain` has the shape of this job. */
export function parsePayload<P extends object>(job: JobDefinition<P>, plain: unknown): P {
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) {
    throw new JobPayloadError(job.name, ['it must be an object']);
  }
  if (isPlainlyValid(job.payload, plain)) return Object.assign(new job.payload(), plain);
  const payload = plainToInstance(job.payload, plain);
  const errors = validateSync(payload, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: false,
  });
  if (errors.length > 0)
    throw new JobPayloadError(
      job.name,
      errors.flatMap((error) => faultsOf(error, '')),
    );
  return payload;
}

function faultsOf({ property, constraints = {}, children = [] }: ValidationError, parent: string): string[] {
  const path = `${parent}${property}`;
  const own = Object.values(constraints).map((message) => (parent === '' ? message : `${path}: ${message}`));
  return [...own, ...children.flatMap((child) => faultsOf(child, `${path}.`))];
}
