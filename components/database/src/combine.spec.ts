import { combine } from './combine.js';

/** Goes that end when they are told to. */
function held() {
  const goes: { readonly calls: readonly number[]; end(error?: Error): void }[] = [];
  const together = (calls: readonly number[]): Promise<readonly string[]> =>
    new Promise((resolve, reject) => {
      goes.push({ calls, end: (error) => (error ? reject(error) : resolve(calls.map(String))) });
    });
  return { goes, together };
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('calls that wait', () => {
  it('go together, as many as may, and get each its own answer', async () => {
    const { goes, together } = held();
    const call = combine(together, { atMost: 3, lanes: 1 });
    const answers = [1, 2, 3, 4].map(call);
    await turn();
    expect(goes.map(({ calls }) => calls)).toEqual([[1, 2, 3]]);
    goes[0]?.end();
    await turn();
    await turn();
    expect(goes[1]?.calls).toEqual([4]);
    goes[1]?.end();
    expect(await Promise.all(answers)).toEqual(['1', '2', '3', '4']);
  });

  it('do not go with another of the same key', async () => {
    const { goes, together } = held();
    const call = combine(together, { atMost: 9, lanes: 2, apart: (one) => String(one % 2) });
    const answers = [1, 2, 3].map(call);
    await turn();
    expect(goes.map(({ calls }) => calls)).toEqual([[1, 2], [3]]);
    for (const go of goes) go.end();
    expect(await Promise.all(answers)).toEqual(['1', '2', '3']);
  });

  it('are divided when a go fails, so that who is to blame fails alone', async () => {
    const tried: (readonly number[])[] = [];
    const call = combine<number, number>(
      async (calls) => {
        tried.push(calls);
        if (calls.includes(3)) throw new Error('three');
        return calls;
      },
      { atMost: 9, lanes: 1 },
    );
    const results = await Promise.allSettled([1, 2, 3, 4].map(call));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(tried).toEqual([[1, 2, 3, 4], [1, 2], [3, 4], [3], [4]]);
  });

  it('are not made again when nobody knows what became of them', async () => {
    let goes = 0;
    const call = combine<number, number>(
      async () => {
        goes += 1;
        throw new Error('lost');
      },
      { atMost: 9, lanes: 1, undone: () => false },
    );
    const results = await Promise.allSettled([1, 2, 3].map(call));
    expect([results.map(({ status }) => status), goes]).toEqual([['rejected', 'rejected', 'rejected'], 1]);
  });

  it('are not made when nobody wants them any more', async () => {
    const made: number[] = [];
    const call = combine<number, number>(
      async (calls) => {
        made.push(...calls);
        return calls;
      },
      {
        ...{ atMost: 9, lanes: 1 },
        assertWanted(one) {
          if (one === 2) throw new Error('given up');
        },
      },
    );
    const results = await Promise.allSettled([1, 2].map(call));
    expect([results.map(({ status }) => status), made]).toEqual([['fulfilled', 'rejected'], [1]]);
  });

  it('go although the one before them with their key was given up', async () => {
    const call = combine<number, number>(async (calls) => calls, {
      ...{ atMost: 9, lanes: 1, apart: () => 'same' },
      assertWanted(one) {
        if (one === 1) throw new Error('given up');
      },
    });
    const results = await Promise.allSettled([1, 2].map(call));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });
});
