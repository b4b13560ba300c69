/** Something did not happen as it was told. */
export class StoryFailed extends Error {
  override readonly name: string = 'StoryFailed';
}

/** What was not done because nobody asked for it, and why. */
export class LeftOut {
  constructor(readonly why: string) {}
}

/** One thing that is done, and checked. */
export interface Step<World> {
  readonly name: string;
  /** Says what was done, for people. @throws whatever did not happen. */
  run(world: World, check: Check): Promise<string | LeftOut>;
}

export interface Part<World> {
  readonly number: number;
  readonly title: string;
  readonly steps: readonly Step<World>[];
  /** Where to look at it in the API. */
  look(world: World): readonly string[];
}

export interface StepReport {
  readonly part: number;
  readonly step: string;
  readonly ms: number;
  readonly checks: number;
  readonly said: string;
  readonly isLeftOut?: boolean;
  readonly failure?: unknown;
}

/** What a step claims. Each claim counts, and the first that does not hold ends the story. */
export interface Check {
  (holds: boolean, claim: string): void;
  same(actual: unknown, expected: unknown, claim: string): void;
  /** Sets that must be equal: nothing missing, nothing extra. */
  sets(actual: Iterable<string>, expected: Iterable<string>, claim: string): void;
}

export interface Telling {
  begins(part: number, title: string): void;
  done(report: StepReport): void;
}

/** Plays parts in their order, until a step fails. */
export async function play<World>(
  parts: readonly Part<World>[],
  world: World,
  telling: Telling,
): Promise<readonly StepReport[]> {
  const reports: StepReport[] = [];
  for (const { number, title, steps } of parts) {
    telling.begins(number, title);
    for (const { name, run } of steps) {
      const counted = createCheck();
      const began = performance.now();
      const report = await run(world, counted.check).then(
        (said) => (said instanceof LeftOut ? { said: said.why, isLeftOut: true } : { said }),
        (failure: unknown) => ({ said: '', failure }),
      );
      const ms = performance.now() - began;
      reports.push({ part: number, step: name, ms, checks: counted.count(), ...report });
      telling.done(reports[reports.length - 1] as StepReport);
      if ('failure' in report) return reports;
    }
  }
  return reports;
}

export function createCheck(): { readonly check: Check; readonly count: () => number } {
  let count = 0;
  const check = (holds: boolean, claim: string): void => {
    count += 1;
    if (!holds) throw new StoryFailed(`Not so: ${claim}`);
  };
  const same = (actual: unknown, expected: unknown, claim: string): void => {
    const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
    check(is === should, `${claim}: expected ${should}, got ${is}`);
  };
  const sets = (actual: Iterable<string>, expected: Iterable<string>, claim: string): void => {
    const [is, should] = [new Set(actual), new Set(expected)];
    const missing = [...should].filter((one) => !is.has(one));
    const extra = [...is].filter((one) => !should.has(one));
    count += should.size;
    check(
      missing.length === 0 && extra.length === 0,
      `${claim}: ${missing.length} missing (${some(missing)}), ${extra.length} extra (${some(extra)})`,
    );
  };
  return { check: Object.assign(check, { same, sets }), count: () => count };
}

function some(items: readonly string[]): string {
  return items.length > 5 ? `${items.slice(0, 5).join(', ')}, ...` : items.join(', ');
}
