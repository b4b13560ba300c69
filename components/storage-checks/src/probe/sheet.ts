import {
  type Check,
  type CheckName,
  checkNames,
  type CheckOutcome,
  type IntendedUse,
  type ProbeReport,
} from '../checks.types.js';
import { type CheckCode, wordingOf } from './codes.js';

const reach: readonly CheckName[] = ['dns', 'tls', 'auth', 'bucket'];

/** What each use cannot do without; the rest is tried, and warned of. */
const required: Readonly<Record<IntendedUse, readonly CheckName[]>> = {
  list: [...reach, 'list'],
  read: [...reach, 'read'],
  write: [...reach, 'write'],
};

/** What each use has no need to try. */
const needless: Readonly<Record<IntendedUse, readonly CheckName[]>> = {
  list: ['write', 'read', 'delete'],
  read: ['write', 'delete'],
  write: [],
};

/** Codes of what the test cannot do, other than of what there is no need to do. */
const untried = new Set<string>(['PROTOCOL_NOT_TESTED', 'SIGN_IN_NOT_TESTED'] satisfies readonly CheckCode[]);

/** The checks of one test, as they come in. */
export class Sheet {
  private readonly done = new Map<CheckName, Check>();
  private readonly started = performance.now();
  private last = this.started;

  constructor(private readonly use: IntendedUse) {}

  /** Whether the use wants this to be tried. */
  wants(name: CheckName): boolean {
    return !needless[this.use].includes(name);
  }

  /** What took place since the last note is the time of this one. A later note of the same check replaces it. */
  note(name: CheckName, status: CheckOutcome, code: CheckCode): void {
    const now = performance.now();
    const isRequired = required[this.use].includes(name);
    const { message, hint } = wordingOf(code);
    this.done.set(name, {
      ...{ name, code, message, hint, required: isRequired },
      status: status === 'fail' && !isRequired ? 'warn' : status,
      durationMs: (this.done.get(name)?.durationMs ?? 0) + Math.round(now - this.last),
    });
    this.last = now;
  }

  pass(name: CheckName): void {
    this.note(name, 'pass', 'OK');
  }

  fail(name: CheckName, code: CheckCode): void {
    this.note(name, 'fail', code);
  }

  codeOf(name: CheckName): string | undefined {
    return this.done.get(name)?.code;
  }

  /** Whether the check was noted and is well, warnings included. */
  isWell(name: CheckName): boolean {
    const status = this.done.get(name)?.status;
    return status !== undefined && status !== 'fail';
  }

  /** @param rest why what was not tried was not. */
  report(
    about: Pick<ProbeReport, 'endpoint' | 'addressing' | 'region' | 'clockSkewSeconds' | 'hostKey'>,
    rest: CheckCode = 'NOT_REACHED',
  ): ProbeReport {
    for (const name of checkNames) {
      if (this.done.has(name)) continue;
      const tried = [...this.done.values()].some(({ status }) => status !== 'skip');
      this.note(name, 'skip', tried && !this.wants(name) ? 'NOT_NEEDED' : rest);
    }
    const checks = checkNames.flatMap((name) => this.done.get(name) ?? []);
    const worst =
      (['fail', 'warn', 'pass'] as const).find((one) => checks.some(({ status }) => status === one)) ??
      'skip';
    // What is needed and could not be tried is no success.
    const open = checks.find(
      ({ status, required: isNeeded, code }) => status === 'skip' && isNeeded && untried.has(code),
    );
    const status = worst === 'pass' && open ? 'warn' : worst;
    return {
      status,
      code: (status === worst ? checks.find((one) => one.status === worst) : open)?.code ?? 'OK',
      checks,
      durationMs: Math.round(performance.now() - this.started),
      ...about,
    };
  }
}

export const nothingFound = {
  ...{ endpoint: undefined, addressing: undefined },
  ...{ region: undefined, clockSkewSeconds: undefined, hostKey: undefined },
} as const;
