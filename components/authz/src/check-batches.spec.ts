import { CheckBatches } from './check-batches.js';

/** Batches whose statements end when the spec says so. */
function open({ lanes, size }: { readonly lanes: number; readonly size: number }) {
  const asked: { readonly questions: readonly number[]; end(): void; fail(error: Error): void }[] = [];
  const batches = new CheckBatches<number>({
    lanes,
    size,
    ask: (questions) =>
      new Promise((resolve, reject) => {
        asked.push({
          questions,
          end: () => resolve(questions.map((question) => question % 2 === 0)),
          fail: reject,
        });
      }),
  });
  return { asked, batches, texts: () => asked.map(({ questions }) => questions.join(' ')) };
}

const tick = () => new Promise((resolve) => setImmediate(resolve));

describe('checks that come at the same time', () => {
  it('share one statement, and each gets its own answer', async () => {
    const { asked, batches, texts } = open({ lanes: 2, size: 8 });
    const answers = Promise.all([1, 2, 3, 4].map((question) => batches.check(question)));
    await tick();
    expect(texts()).toEqual(['1 2 3 4']);
    asked[0]?.end();
    expect(await answers).toEqual([false, true, false, true]);
  });

  it('are divided where they are too many for one', async () => {
    const { asked, batches, texts } = open({ lanes: 2, size: 2 });
    const answers = Promise.all([1, 2, 3, 4, 5].map((question) => batches.check(question)));
    await tick();
    expect(texts()).toEqual(['1 2', '3 4']);
    asked[0]?.end();
    asked[1]?.end();
    await tick();
    expect(texts()).toEqual(['1 2', '3 4', '5']);
    asked[2]?.end();
    expect(await answers).toEqual([false, true, false, true, false]);
  });
});

it('a check that comes while statements run waits for one that begins after it', async () => {
  const { asked, batches, texts } = open({ lanes: 1, size: 8 });
  const first = batches.check(1);
  await tick();
  const second = batches.check(2);
  const third = batches.check(4);
  await tick();
  expect(texts()).toEqual(['1']);
  asked[0]?.end();
  expect(await first).toBe(false);
  await tick();
  expect(texts()).toEqual(['1', '2 4']);
  asked[1]?.end();
  expect(await Promise.all([second, third])).toEqual([true, true]);
});

it('a statement that fails fails its own checks alone, and the next is asked', async () => {
  const { asked, batches, texts } = open({ lanes: 1, size: 1 });
  const first = batches.check(1);
  const second = batches.check(2);
  await tick();
  asked[0]?.fail(new Error('gone'));
  await expect(first).rejects.toThrow('gone');
  await tick();
  expect(texts()).toEqual(['1', '2']);
  asked[1]?.end();
  expect(await second).toBe(true);
});
