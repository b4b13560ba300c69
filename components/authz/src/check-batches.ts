/** A question that waits to be asked, and its answer. */
export interface Waiting<Question> {
  readonly question: Question;
  readonly answer: (allowed: boolean) => void;
  readonly fail: (error: unknown) => void;
}

export interface CheckBatchesDeps<Question> {
  /** Answers all of them, in their order, by one statement. */
  readonly ask: (questions: readonly Question[]) => Promise<readonly boolean[]>;
  /** At most so many statements under way; who comes then waits for the next. Default 4. */
  readonly lanes?: number;
  /** At most so many questions in one statement. Default 32. */
  readonly size?: number;
}

/**
 * Puts questions of one kind that come at the same time into one statement. Somebody who is alone is asked about at the
 * end of the tick; under load, those who come while statements are under way share the next. Nothing is remembered:
 * every question is in a statement that begins after it was put.
 */
export class CheckBatches<Question> {
  private waiting: Waiting<Question>[] = [];
  private underWay = 0;
  private scheduled = false;

  constructor(private readonly deps: CheckBatchesDeps<Question>) {}

  check(question: Question): Promise<boolean> {
    return new Promise((answer, fail) => {
      this.waiting.push({ question, answer, fail });
      if (this.scheduled) return;
      this.scheduled = true;
      setImmediate(() => {
        this.scheduled = false;
        this.askNext();
      });
    });
  }

  private askNext(): void {
    const { lanes = 4, size = 32 } = this.deps;
    while (this.waiting.length > 0 && this.underWay < lanes) {
      this.underWay += 1;
      void this.ask(this.waiting.splice(0, size)).finally(() => {
        this.underWay -= 1;
        this.askNext();
      });
    }
  }

  private async ask(batch: readonly Waiting<Question>[]): Promise<void> {
    try {
      const allowed = await this.deps.ask(batch.map(({ question }) => question));
      batch.forEach(({ answer }, index) => answer(allowed[index] ?? false));
    } catch (error) {
      for (const { fail } of batch) fail(error);
    }
  }
}
