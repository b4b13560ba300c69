import { createHash } from 'node:crypto';

/**
 * By how many ms a slot of a schedule is put off: the same whenever it is asked, spread evenly over schedules and slots,
 * and never as far as the next slot.
 */
export function jitterOf(
  scheduleId: string,
  slot: Date,
  jitterSeconds: number,
  next: Date | undefined,
): number {
  if (jitterSeconds === 0) return 0;
  const room = Math.min(jitterSeconds * 1_000, next ? next.getTime() - slot.getTime() - 1 : Infinity);
  const hash = createHash('sha256').update(`${scheduleId} ${slot.getTime()}`).digest();
  return Math.floor((hash.readUInt32BE(0) / 2 ** 32) * (room + 1));
}
