/** Answers many calls at once; the results are those of the calls, in their order. */
export type Together<Call, Result> = (calls: readonly Call[]) => Promise<readonly Result[]>;

export interface CombineOptions<Call> {
  /** Calls in one go. */
  readonly atMost: number;
  /** Goes under way at once. */
  readonly lanes: number;
  /** Two calls with the same key never go together. */
  readonly apart?: (call: Call) => string | undefined;
  /** Whether a go that failed with this has done nothing, so that its calls may be made in smaller ones. Default: always. */
  readonly undone?: (error: unknown) => boolean;
  /** A call for which nobody waits any more is not made. Throws what its caller gets. */
  readonly assertWanted?: (call: Call) => void;
}

interface Waiting<Call, Result> {
  readonly call: Call;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Lets calls that wait for the same thing share one statement: whoever comes while all lanes are under way goes with
 * the next. Nobody waits for others to come. A go that fails is divided, so that a call that cannot be made fails alone.
 */
export function combine<Call, Result>(
  together: Together<Call, Result>,
  {
    atMost,
    lanes,
    apart = () => undefined,
    undone = () => true,
    assertWanted = () => undefined,
  }: CombineOptions<Call>,
): (call: Call) => Promise<Result> {
  let waiting: Waiting<Call, Result>[] = [];
  let under = 0;
  let scheduled = false;

  function take(): Waiting<Call, Result>[] {
    const keys = new Set<string>();
    const taken: Waiting<Call, Result>[] = [];
    const left: Waiting<Call, Result>[] = [];
    for (const one of waiting) {
      const key = apart(one.call);
      if (taken.length >= atMost || (key !== undefined && keys.has(key))) {
        left.push(one);
        continue;
      }
      try {
        assertWanted(one.call);
      } catch (error) {
        one.reject(error);
        continue;
      }
      if (key !== undefined) keys.add(key);
      taken.push(one);
    }
    waiting = left;
    return taken;
  }

  async function go(calls: readonly Waiting<Call, Result>[]): Promise<void> {
    try {
      const results = await together(calls.map(({ call }) => call));
      calls.forEach(({ resolve }, index) => resolve(results[index] as Result));
    } catch (error) {
      if (calls.length === 1 || !undone(error)) {
        for (const { reject } of calls) reject(error);
        return;
      }
      const half = Math.ceil(calls.length / 2);
      await go(calls.slice(0, half));
      await go(calls.slice(half));
    }
  }

  function start(): void {
    scheduled = false;
    while (under < lanes && waiting.length > 0) {
      const calls = take();
      if (calls.length === 0) continue;
      under += 1;
      void go(calls).finally(() => {
        under -= 1;
        schedule();
      });
    }
  }

  /** In the next turn, so that all callers of this one go along. */
  function schedule(): void {
    if (scheduled || under >= lanes) return;
    scheduled = true;
    setImmediate(start);
  }

  return (call) =>
    new Promise((resolve, reject) => {
      waiting.push({ call, resolve, reject });
      schedule();
    });
}
