/** A stretch of time in which the offset of a zone stays what it is. Ends at a change of it, or with the year. */
export interface Stretch {
  readonly start: number;
  /** The first instant that is not in it. */
  readonly end: number;
  /** Civil time minus UTC, in ms. */
  readonly offset: number;
  readonly offsetBefore: number;
  readonly offsetAfter: number;
}

export interface Zone {
  offsetAt(instant: number): number;
  stretchAt(instant: number): Stretch;
}

const dayMs = 86_400_000;
/** No zone has changed its clock twice within so few days since 1970. */
const probeMs = 3 * dayMs;
/** Beyond, nothing is due. */
export const lastYear = 2_199;

const zones = new Map<string, Zone>();
const mostZones = 700;

/** Whether the runtime knows the name. Offsets such as `+02:00` are none. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]{0,99}$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Version of the time zone data of this runtime, such as `2025b`. */
export function tzdataVersion(): string {
  return process.versions['tz'] ?? 'unknown';
}

/** @throws {RangeError} for a name that the runtime does not know. */
export function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  const zone = makeZone(name);
  if (zones.size >= mostZones) zones.clear();
  zones.set(name, zone);
  return zone;
}

function makeZone(name: string): Zone {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  const years = new Map<number, readonly Stretch[]>();

  const offsetAt = (instant: number): number => {
    const [, sign, hours, minutes = '0', seconds = '0'] =
      /GMT([+-])(\d{1,2})(?::(\d{2}))?(?::(\d{2}))?/.exec(format.format(instant)) ?? [];
    if (hours === undefined) return 0;
    const value = (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000;
    return sign === '-' ? -value : value;
  };

  /** The first instant of the new offset, somewhere after `from` and not after `to`. */
  const changeBetween = (from: number, to: number): number => {
    const old = offsetAt(from);
    let [before, after] = [from, to];
    while (after - before > 1_000) {
      const middle = Math.floor((before + after) / 2_000) * 1_000;
      if (offsetAt(middle) === old) before = middle;
      else after = middle;
    }
    return after;
  };

  const stretchesOf = (year: number): readonly Stretch[] => {
    const [start, end] = [Date.UTC(year, 0), Date.UTC(year + 1, 0)];
    const bounds = [start];
    for (let at = start; at < end; at += probeMs) {
      const next = Math.min(at + probeMs, end - 1_000);
      if (next > at && offsetAt(at) !== offsetAt(next)) bounds.push(changeBetween(at, next));
    }
    const offsets = bounds.map(offsetAt);
    return bounds.map((from, index) => ({
      start: from,
      end: bounds[index + 1] ?? end,
      offset: offsets[index] ?? 0,
      offsetBefore: index === 0 ? offsetAt(start - 1_000) : (offsets[index - 1] ?? 0),
      offsetAfter: index === bounds.length - 1 ? offsetAt(end) : (offsets[index + 1] ?? 0),
    }));
  };

  return {
    offsetAt,
    stretchAt(instant) {
      const year = new Date(instant).getUTCFullYear();
      let stretches = years.get(year);
      if (!stretches) years.set(year, (stretches = stretchesOf(year)));
      const found = stretches.findLast(({ start }) => start <= instant);
      if (!found) throw new RangeError(`${instant} is not a time`);
      return found;
    },
  };
}
