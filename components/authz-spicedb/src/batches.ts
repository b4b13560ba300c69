import type { RemoteQuestion, SpiceDb } from './spicedb.types.js';

interface Waiting {
  readonly question: RemoteQuestion;
  readonly answer: (allowed: boolean | undefined) => void;
  readonly fail: (error: unknown) => void;
}

/** So many in one call: SpiceDB works on them side by side. */
const size = 50;

/** Puts checks that come in the same turn of the event loop, for the same token, into one call. */
export function createBatches(
  ask: SpiceDb['check'],
): (question: RemoteQuestion, token: string) => Promise<boolean | undefined> {
  let waiting = new Map<string, Waiting[]>();

  const flush = (): void => {
    const due = waiting;
    waiting = new Map();
    for (const [token, all] of due) {
      for (let first = 0; first < all.length; first += size) void send(all.slice(first, first + size), token);
    }
  };
  const send = async (batch: readonly Waiting[], token: string): Promise<void> => {
    try {
      const answers = await ask(
        batch.map(({ question }) => question),
        token,
      );
      batch.forEach(({ answer }, index) => answer(answers[index]));
    } catch (error) {
      for (const { fail } of batch) fail(error);
    }
  };

  return (question, token) =>
    new Promise((answer, fail) => {
      if (waiting.size === 0) setImmediate(flush);
      const same = waiting.get(token) ?? [];
      same.push({ question, answer, fail });
      waiting.set(token, same);
    });
}
