/**
 * Runs `work` now and again `everyMs` after each end, until stopped. A failure is told and the next turn comes anyway.
 * @returns stops, and waits for the turn under way.
 */
export function repeat(
  everyMs: number,
  work: (signal: AbortSignal) => Promise<unknown>,
  onFailure: (error: unknown) => void,
): () => Promise<void> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const turn = async (): Promise<void> => {
    try {
      await work(controller.signal);
    } catch (error) {
      // What was told to stop and did is no failure.
      if (!controller.signal.aborted) onFailure(error);
    }
    if (!controller.signal.aborted) timer = setTimeout(next, everyMs);
  };
  const next = (): void => {
    running = turn();
  };
  let running = turn();
  return async () => {
    controller.abort(new Error('stopped'));
    clearTimeout(timer);
    await running;
  };
}
