import type { Answer } from './http-client.js';

/** The error body of api.md, as far as every error has it. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly error_code: string;
  readonly http_status: number;
  readonly error_msg: string;
  readonly x_user: string | null;
  readonly details: { readonly errors?: readonly ProblemFault[]; readonly [name: string]: unknown };
  readonly request_id: string;
}

export interface ProblemFault {
  readonly pointer: string;
  readonly field: string;
  readonly rule: string;
  readonly message: string;
}

const members = [
  'details',
  'detail',
  'error_code',
  'error_msg',
  'http_status',
  'instance',
  'request_id',
  'status',
  'title',
  'type',
  'x_user',
].sort();

/** What is wrong with an answer that should be a complete problem; empty when nothing is. */
export function problemFaults(answer: Answer): readonly string[] {
  const { status, headers, json } = answer;
  if (!/^application\/(problem\+)?json\b/.test(headers.get('content-type') ?? '')) {
    return [`an error of type ${headers.get('content-type')}`];
  }
  if (typeof json !== 'object' || json === null) return ['an error whose body is no object'];
  const body = json as ProblemBody;
  const wanted: readonly (readonly [string, boolean])[] = [
    ['exactly the members of a problem', Object.keys(body).sort().join() === members.join()],
    ['status and http_status that are the real one', body.status === status && body.http_status === status],
    ['detail and error_msg alike', body.detail === body.error_msg && typeof body.detail === 'string'],
    ['an UPPER_SNAKE error_code', /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(body.error_code)],
    [
      'a type made of its code',
      body.type === `/problems/${String(body.error_code).toLowerCase().replaceAll('_', '-')}`,
    ],
    ['the request id of its header', body.request_id === headers.get('x-request-id')],
    ['details that are an object', typeof body.details === 'object' && body.details !== null],
    ['Retry-After with 429 and 503', ![429, 503].includes(status) || headers.has('retry-after')],
    ['WWW-Authenticate with 401', status !== 401 || headers.has('www-authenticate')],
  ];
  return wanted.filter(([, met]) => !met).map(([what]) => `an error without ${what}`);
}

/**
 * The body of an answer that is a complete problem with this status and code.
 * @throws {Error} saying what is wrong with it.
 */
export function assertProblem(answer: Answer, status: number, code: string): ProblemBody {
  const body = answer.json as ProblemBody | undefined;
  const faults = [
    ...(answer.status === status && body?.error_code === code
      ? []
      : [`expected ${status} ${code}, got ${answer.status} ${answer.text.slice(0, 1_000)}`]),
    ...problemFaults(answer),
  ];
  if (faults.length > 0 || !body) throw new Error(faults.join('; '));
  return body;
}
