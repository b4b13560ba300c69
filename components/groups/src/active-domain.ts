import { DomainSuspended } from './groups.errors.js';
import type { Domain } from './groups.types.js';

/** @throws {DomainSuspended} */
export function assertActive({ slug, suspendedAt }: Domain): void {
  if (suspendedAt) throw new DomainSuspended(`The domain ${slug} is suspended`);
}
