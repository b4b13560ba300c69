import { Unavailable } from '@ashlar/errors';
import { AnyObject } from './dto.js';
import { BooleanField, EnumField, ObjectListField, StringField } from './fields.js';
import type { ReadinessCheck } from './ports.js';
import { ok, open, route, type Route } from './route.js';

export class Health {
  @EnumField({ description: 'The event loop turns.', values: ['ok'] })
  status!: string;
}

export class CheckResult {
  @StringField({ description: 'What was asked.', maxLength: 100 })
  name!: string;

  @BooleanField({ description: 'Whether it answered as it should.' })
  ok!: boolean;
}

export class Readiness {
  @EnumField({
    description: 'The service takes traffic; degraded, when it does without something.',
    values: ['ready', 'degraded'],
  })
  status!: string;

  @ObjectListField(() => CheckResult, { description: 'Every check.', maxItems: 50 })
  checks!: CheckResult[];
}

export class Version {
  @StringField({ description: 'The deployable.', maxLength: 100 })
  name!: string;

  @StringField({ description: 'Its version.', maxLength: 100 })
  version!: string;

  @StringField({ description: 'The Node.js version that runs it.', maxLength: 100 })
  node!: string;
}

export interface OperationsDeps {
  readonly name: string;
  readonly version: string;
  readonly prefix: string;
  readonly checks: readonly ReadinessCheck[];
  readonly onFailedCheck: (check: string, error: unknown) => void;
  /** True from the moment the service was told to stop. */
  readonly isDraining: () => boolean;
  /** The service's OpenAPI document. A function, since the document holds these very routes. */
  readonly document: () => object;
}

const tag = 'operations';

/** `/healthz`, `/readyz`, `/version` and `<prefix>/spec.json`: the same on every service. */
export function operationsRoutes(deps: OperationsDeps): readonly Route[] {
  const ready = readiness(deps);
  return [
    route({
      method: 'get',
      path: '/healthz',
      operationId: 'getHealth',
      summary: 'Whether the process is alive',
      tag,
      permission: open('a probe carries no credential'),
      probe: true,
      success: { status: 200, description: 'It is.', body: Health },
      handle: async () => ok({ status: 'ok' }),
    }),
    route({
      method: 'get',
      path: '/readyz',
      operationId: 'getReadiness',
      summary: 'Whether the service takes traffic',
      description: 'What it depends on answers, the database fits this version, and it is not stopping.',
      tag,
      permission: open('a probe carries no credential'),
      probe: true,
      success: { status: 200, description: 'It does.', body: Readiness },
      handle: async () => {
        const checks = await ready();
        return ok({ status: checks.every((check) => check.ok) ? 'ready' : 'degraded', checks });
      },
    }),
    route({
      method: 'get',
      path: '/version',
      operationId: 'getVersion',
      summary: 'What is running',
      tag,
      permission: open('says nothing that the documents do not'),
      probe: true,
      success: { status: 200, description: 'Name and version.', body: Version },
      handle: async () => ok({ name: deps.name, version: deps.version, node: process.version }),
    }),
    route({
      method: 'get',
      path: `${deps.prefix}/spec.json`,
      operationId: 'getSpecification',
      summary: 'This document',
      tag,
      permission: open('documentation'),
      probe: true,
      success: { status: 200, description: 'OpenAPI 3.1.', body: AnyObject },
      handle: async () => ok(deps.document()),
    }),
  ];
}

const checkTimeoutMs = 2_000;

/** Many probes at once cost what one costs. */
const sharedForMs = 1_000;

interface Verdict {
  readonly at: number;
  readonly failed: Promise<readonly string[]>;
}

/** Asks every check, for all probes of a second together. Callers learn which failed; why is in the log. */
function readiness({ checks, isDraining, onFailedCheck }: OperationsDeps): () => Promise<CheckResult[]> {
  let last: Verdict | undefined;
  return async () => {
    if (isDraining()) throw new Unavailable('The service is stopping', { retryAfterSeconds: 5 });
    if (!last || performance.now() - last.at > sharedForMs) {
      last = { at: performance.now(), failed: failuresOf(checks, onFailedCheck) };
    }
    const failed = await last.failed;
    const needed = checks.flatMap(({ name, degrades }) => (failed.includes(name) && !degrades ? [name] : []));
    if (needed.length > 0) {
      throw new Unavailable(`Not ready: ${needed.join(', ')}`, {
        retryAfterSeconds: 5,
        details: { checks: needed },
      });
    }
    return checks.map(({ name }) => ({ name, ok: !failed.includes(name) }));
  };
}

async function failuresOf(
  checks: readonly ReadinessCheck[],
  onFailedCheck: OperationsDeps['onFailedCheck'],
): Promise<readonly string[]> {
  const asked = checks.map(async ({ name, check }) => {
    try {
      await inTime(check());
      return [];
    } catch (error) {
      onFailedCheck(name, error);
      return [name];
    }
  });
  return (await Promise.all(asked)).flat();
}

async function inTime(answer: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${checkTimeoutMs} ms`)), checkTimeoutMs);
  });
  try {
    await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
