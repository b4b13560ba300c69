import type { AttemptRepository, Claim } from './attempt.repository.js';

/** Ends jobs of handlers that wrote nothing: those that end while a statement is under way share the next one. */
export interface Endings {
  /** @returns false when the claim was lost. */
  end(claim: Claim): Promise<boolean>;
}

interface Ending {
  readonly claim: Claim;
  resolve(done: boolean): void;
  reject(error: unknown): void;
}

export function createEndings(repository: Pick<AttemptRepository, 'completeMany'>): Endings {
  let gathered: Ending[] = [];
  let flushing = false;

  const flush = async (): Promise<void> => {
    while (gathered.length > 0) {
      const batch = gathered;
      gathered = [];
      try {
        const done = new Set(await repository.completeMany(batch.map(({ claim }) => claim)));
        for (const { claim, resolve } of batch) resolve(done.has(claim.id));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    flushing = false;
  };

  return {
    end: (claim) =>
      new Promise((resolve, reject) => {
        gathered.push({ claim, resolve, reject });
        if (flushing) return;
        flushing = true;
        // Those that end in this turn of the event loop come along.
        setImmediate(() => void flush());
      }),
  };
}
