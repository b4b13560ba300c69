/** The state machine of quotas, as plainly as it can be written: lists that are summed up again for every question. */
export type Who = 'ann' | 'ben' | 'domain' | 'platform';
export type What = 'size' | 'times';

export interface ModelTemplate {
  readonly what: What;
  limit: number | undefined;
  readonly period: 'none' | 'day' | 'hours';
  readonly lasts: number | undefined;
  enabled: boolean;
}

interface Entry {
  readonly at: number;
  readonly counter: string;
  /** The counter of who used it; none on what is only carried over. */
  readonly origin: string | undefined;
  readonly amount: number;
}

interface HeldItem {
  readonly what: What;
  readonly amount: number;
  readonly counters: string[];
}

export interface ModelHold {
  readonly who: Who;
  readonly items: readonly HeldItem[];
  readonly expiresAt: number;
  state: 'held' | 'committed' | 'released';
  actuals: readonly number[] | undefined;
}

export interface Item {
  readonly what: What;
  readonly amount: number;
}

export const zone = 'Europe/Berlin';
const hour = 3_600_000;

export class Model {
  readonly templates: ModelTemplate[] = [];
  readonly assigned = new Map<string, { template: ModelTemplate; expiresAt: number | undefined }>();
  readonly defaults = new Map<string, ModelTemplate>();
  readonly holds: ModelHold[] = [];
  private readonly entries: Entry[] = [];
  private readonly opened = new Set<string>();
  private readonly countsBelow = new Set<string>();

  constructor(public now: number) {}

  ruleFor(
    who: Who,
    what: What,
  ): { rule: 'assignment' | 'default' | 'none'; template: ModelTemplate | undefined } {
    const own = this.assigned.get(`${who} ${what}`);
    if (own?.template.enabled && (own.expiresAt === undefined || own.expiresAt > this.now)) {
      return { rule: 'assignment', template: own.template };
    }
    const template = this.defaults.get(`${kindOf(who)} ${what}`);
    return template?.enabled ? { rule: 'default', template } : { rule: 'none', template: undefined };
  }

  used(who: Who, what: What): number {
    return Math.max(0, this.sum(`${who} ${what}`, this.periodStart(who, what)));
  }

  reserved(who: Who, what: What): number {
    const counter = `${who} ${what}`;
    return this.holds
      .filter((hold) => this.isHeld(hold))
      .flatMap(({ items }) => items)
      .reduce(
        (sum, { amount, counters }) => sum + amount * counters.filter((one) => one === counter).length,
        0,
      );
  }

  limit(who: Who, what: What): number | undefined {
    return this.ruleFor(who, what).template?.limit;
  }

  remaining(who: Who, what: What): number | undefined {
    const chain: Who[] = who === 'platform' ? [] : who === 'domain' ? ['platform'] : ['domain', 'platform'];
    const left = [who, ...chain].flatMap((one) => {
      const limit = this.limit(one, what);
      return limit === undefined
        ? []
        : [Math.max(0, limit - this.used(one, what) - this.reserved(one, what))];
    });
    return left.length === 0 ? undefined : Math.min(...left);
  }

  isHeld({ state, expiresAt }: ModelHold): boolean {
    return state === 'held' && expiresAt > this.now;
  }

  consume(who: Who, items: readonly Item[]): boolean {
    this.touch(who, items);
    if (!this.fits(who, items)) return false;
    for (const { what, amount } of items) this.add(who, what, amount);
    return true;
  }

  reserve(who: Who, items: readonly Item[], seconds: number): boolean {
    this.touch(who, items);
    if (!this.fits(who, items)) return false;
    this.holds.push({
      who,
      items: items.map(({ what, amount }) => ({ what, amount, counters: [...this.chain(who, what)] })),
      expiresAt: this.now + seconds * 1_000,
      state: 'held',
      actuals: undefined,
    });
    return true;
  }

  commit(hold: ModelHold, actuals: readonly number[]): 'done' | 'expired' | 'ended' | 'refused' {
    if (hold.state === 'committed') return hold.actuals?.join() === actuals.join() ? 'done' : 'ended';
    if (hold.state === 'released') return 'ended';
    if (!this.isHeld(hold)) return 'expired';
    const counters = new Map<string, number>();
    hold.items.forEach((item, index) => {
      for (const counter of item.counters)
        counters.set(counter, (counters.get(counter) ?? 0) + (actuals[index] ?? 0) - item.amount);
    });
    for (const [counter, more] of counters) {
      const [who, what] = counter.split(' ') as [Who, What];
      const limit = this.limit(who, what);
      if (more > 0 && limit !== undefined && this.used(who, what) + this.reserved(who, what) + more > limit)
        return 'refused';
    }
    for (const counter of counters.keys()) this.carry(counter);
    hold.items.forEach(({ what, counters: charged }, index) => {
      for (const counter of charged) this.post(counter, `${hold.who} ${what}`, actuals[index] ?? 0);
    });
    hold.state = 'committed';
    hold.actuals = actuals;
    return 'done';
  }

  release(hold: ModelHold): 'done' | 'ended' | 'expired' {
    if (hold.state === 'released') return 'done';
    if (hold.state === 'committed') return 'ended';
    if (!this.isHeld(hold)) return 'expired';
    hold.state = 'released';
    return 'done';
  }

  adjust(who: Who, what: What, change: number | { readonly to: number }): void {
    this.touch(who, [{ what, amount: 0 }]);
    const amount = typeof change === 'number' ? change : change.to - this.used(who, what);
    for (const counter of this.chain(who, what)) {
      const [at] = counter.split(' ') as [Who];
      this.post(counter, `${who} ${what}`, Math.max(amount, -this.used(at, what)));
    }
  }

  /** A rule about a ceiling may have become one. */
  rulesChanged(what: What): void {
    for (const ceiling of ['domain', 'platform'] as const) {
      const counter = `${ceiling} ${what}`;
      if (!this.opened.has(counter) || this.countsBelow.has(counter)) continue;
      if (this.ruleFor(ceiling, what).rule === 'none') continue;
      this.carry(counter);
      const below: Who[] = ceiling === 'domain' ? ['ann', 'ben'] : ['ann', 'ben', 'domain'];
      const from = this.periodStart(ceiling, what);
      const sum = this.entries
        .filter(
          (one) =>
            one.at >= from &&
            one.origin === one.counter &&
            below.some((who) => one.counter === `${who} ${what}`),
        )
        .reduce((total, { amount }) => total + amount, 0);
      this.post(counter, undefined, Math.max(sum, -this.used(ceiling, what)));
      for (const hold of this.holds.filter((one) => this.isHeld(one) && below.includes(one.who))) {
        for (const item of hold.items) if (item.what === what) item.counters.push(counter);
      }
      this.countsBelow.add(counter);
    }
  }

  private touch(who: Who, items: readonly Item[]): void {
    for (const { what } of items) {
      for (const one of [who, 'domain', 'platform'] as const) {
        const counter = `${one} ${what}`;
        if (one === 'domain' && who === 'platform') continue;
        if (this.opened.has(counter)) continue;
        this.opened.add(counter);
        const rule = this.assigned.has(counter) || this.defaults.has(`${kindOf(one)} ${what}`);
        if ((one === 'domain' || one === 'platform') && rule) this.countsBelow.add(counter);
      }
      for (const counter of this.chain(who, what)) this.carry(counter);
    }
  }

  private chain(who: Who, what: What): readonly string[] {
    const above: Who[] = who === 'platform' ? [] : who === 'domain' ? ['platform'] : ['domain', 'platform'];
    return [
      `${who} ${what}`,
      ...above.map((one) => `${one} ${what}`).filter((counter) => this.countsBelow.has(counter)),
    ];
  }

  private fits(who: Who, items: readonly Item[]): boolean {
    const wanted = new Map<string, number>();
    for (const { what, amount } of items) {
      for (const counter of this.chain(who, what)) wanted.set(counter, (wanted.get(counter) ?? 0) + amount);
    }
    return [...wanted].every(([counter, amount]) => {
      const [at, what] = counter.split(' ') as [Who, What];
      const limit = this.limit(at, what);
      return (
        amount === 0 || limit === undefined || this.used(at, what) + this.reserved(at, what) + amount <= limit
      );
    });
  }

  private add(who: Who, what: What, amount: number): void {
    for (const counter of this.chain(who, what)) this.post(counter, `${who} ${what}`, amount);
  }

  private post(counter: string, origin: string | undefined, amount: number): void {
    if (amount !== 0) this.entries.push({ at: this.now, counter, origin, amount });
  }

  private carry(counter: string): void {
    const [who, what] = counter.split(' ') as [Who, What];
    const sum = this.sum(counter, this.periodStart(who, what));
    if (sum < 0) this.post(counter, undefined, -sum);
  }

  private sum(counter: string, from: number): number {
    return this.entries
      .filter((one) => one.counter === counter && one.at >= from)
      .reduce((total, { amount }) => total + amount, 0);
  }

  private periodStart(who: Who, what: What): number {
    const { template } = this.ruleFor(who, what);
    if (!template || template.period === 'none') return -Infinity;
    if (template.period === 'day') return startOfDay(this.now);
    return Math.floor(this.now / (5 * hour)) * 5 * hour;
  }
}

function kindOf(who: Who): 'user' | 'domain' | 'platform' {
  return who === 'ann' || who === 'ben' ? 'user' : who;
}

const localDate = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
const quarter = 900_000;

/** Back in quarters of an hour for as long as the date on the wall is the same. */
function startOfDay(now: number): number {
  let start = Math.floor(now / quarter) * quarter;
  while (localDate.format(start - quarter) === localDate.format(now)) start -= quarter;
  return start;
}
