/** A payload does not have the shape that its job demands. Names the faults, never the values. */
export class JobPayloadError extends Error {
  override readonly name = 'JobPayloadError';

  constructor(
    job: string,
    readonly faults: readonly string[],
  ) {
    super(`The payload of ${job} is not valid: ${faults.join('; ')}`);
  }
}

/** Jobs and handlers do not fit one to one. Names every fault at once. */
export class JobHandlerError extends Error {
  override readonly name = 'JobHandlerError';

  constructor(readonly faults: readonly string[]) {
    super(`Each job has exactly one handler:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

/** Why a running attempt was ended from outside; its transaction is rolled back. */
export class JobInterruptedError extends Error {
  override readonly name = 'JobInterruptedError';

  constructor(readonly reason: 'timeout' | 'stopping' | 'lock-lost' | 'cancelled') {
    super(`The attempt was ended: ${reason}`);
  }
}

/** A job of a release that this one does not know: it is left to others and costs no attempt. */
export class JobFromNewerReleaseError extends Error {
  override readonly name = 'JobFromNewerReleaseError';
}

/** Another delivery has ended the job, or it was cancelled, while this one worked on it: its writes are rolled back. */
export class JobClaimLostError extends Error {
  override readonly name = 'JobClaimLostError';

  constructor() {
    super('This delivery may not finish the job any more');
  }
}
