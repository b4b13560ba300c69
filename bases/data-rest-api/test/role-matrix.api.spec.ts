import { newId } from '@ashlar/database';
import { type Answer, readRoleTable, type RoleCell, verdictOf, writeRoleTable } from '@ashlar/test-http';
import { readFileSync } from 'node:fs';
import { configRoleTable } from './config-role-matrix.fixture.js';
import { roleTable } from './role-matrix.fixture.js';
import { openRoleWorld, type RoleWorld } from './role-world.fixture.js';
import { runRoleTable, withoutTable } from './run-role-matrix.fixture.js';
import { newEvent, newSchedule } from './run-world.fixture.js';

interface Operation {
  readonly method: string;
  readonly template: string;
}
type Values = Readonly<Record<string, string>>;

/** All rows unless said otherwise. */
const everyRow = Number(process.env['ROLE_MATRIX_EVERY'] ?? 1);

/** The table of what is tested in a brick, with more objects than there are here. */
const elsewhere = new URL('../../../components/projects/src/role-matrix.fixture.ts', import.meta.url);

let world: RoleWorld;
/** For the spec that runs these with another engine. */
export const theWorld = (): RoleWorld => world;
const operations = new Map<string, Operation>();

beforeAll(async () => {
  world = await openRoleWorld();
  const { json } = await world.as('anonymous').call('GET', '/api/data/spec.json');
  const { paths } = json as { paths: Record<string, Record<string, { operationId: string }>> };
  for (const [template, methods] of Object.entries(paths)) {
    for (const [method, { operationId }] of Object.entries(methods)) {
      operations.set(operationId, { method: method.toUpperCase(), template });
    }
  }
}, 60_000);
afterAll(() => world.close());

const resource = { type: 's3', endpoint: 'https://s3.example.org', bucket: 'results' };
const items = [{ type: 'SHOTS', amount: 1 }];
const grant = { service: 'notebooks', purpose: 'session' };

/** What is sent, by operation; names are new each time. The first that matches counts. */
const bodies: readonly (readonly [RegExp, (at: Values) => object])[] = [
  [/^updateUser$/, () => ({ about: 'x' })],
  [/^updatePreferences$/, () => ({ theme: 'dark' })],
  [/^pinProject$/, ({ project_id }) => ({ id: project_id })],
  [/^suspendUser$/, () => ({ suspended: true })],
  [/^createPersonalToken$/, () => ({ name: `t-${newId()}`, scopes: ['read'] })],
  [/^revokeInternalToken$/, () => ({ jti: newId() })],
  [
    /^createStorage$/,
    ({ storage_owner_type: owner_type, storage_owner_id: owner_id }) => ({
      ...{ name: `s-${newId()}`, resource },
      ...(owner_type && { owner_type, owner_id }),
    }),
  ],
  [/^updateStorage$/, () => ({ description: 'x' })],
  [/^create\w+Dotfile$/, () => ({ path: `.d-${newId()}`, content: 'x' })],
  [/^update\w+Dotfile$/, () => ({ content: 'y' })],
  [/^put\w+Dotfile$/, () => ({ content: 'y' })],
  [/^change\w+Dotfiles$/, () => ({ steps: [{ op: 'put', path: `.d-${newId()}`, content: 'x' }] })],
  [/^copy\w+Dotfiles$/, ({ project_id }) => ({ from_type: 'project', from_id: project_id })],
  [/^restore\w+Dotfile$/, () => ({ version: 1 })],
  [/^createQuotaType$/, () => ({ name: typeName(), description: 'x', unit: 'items' })],
  [/^updateQuotaType$/, () => ({ description: 'x' })],
  [/^(createQuota|eomCreateQuota)$/, () => ({ name: newId(), type: 'SHOTS', value: { max: 1 } })],
  [/^(updateQuota|eomUpdateQuota)$/, () => ({ description: 'x' })],
  [/^(assign\w+|eomAssignUser)Quota$/, ({ quota_id }) => ({ quota_id })],
  [/^(put\w+QuotaAssignment|putQuotaDefault|eom(Put|Post)UserQuota)$/, () => ({})],
  [/^(check|consume|reserve)\w+Quota$/, () => ({ items })],
  [/^adjust\w+Quota$/, () => ({ type: 'SHOTS', amount: 1, reason: 'x' })],
  [/^commitQuotaHold$/, () => ({})],
  [
    /^importQuotaUsage$/,
    () => ({
      events: [
        { specversion: '1.0', id: newId(), source: '/x', type: 'x', subject: 'platform', data: items[0] },
      ],
    }),
  ],
  [/^createQuotaPolicy$/, () => ({ kind: 'user', name: newId(), limits: { max_vfolder_count: 3 } })],
  [/^assignUserQuotaPolicy$/, ({ policy_id }) => ({ policy_id })],
  [/^assignProjectQuotaPolicy$/, ({ project_policy_id: policy_id }) => ({ policy_id })],
  [/^request\w+Quota$/, () => ({ type: 'SHOTS', amount: 2, reason: 'x' })],
  [/^approveQuotaRequest$/, ({ quota_id }) => ({ quota_id })],
  [/^denyQuotaRequest$/, () => ({})],
  [/^create(User|Storage)Secret$/, () => ({ name: newId(), value: 'x' })],
  [/^import(User|Storage)Secrets$/, () => ({ content: `K${newId().replaceAll('-', '')}=x` })],
  [/^update(User|Storage)Secret$/, () => ({ name: newId() })],
  [/^add(User|Storage)SecretVersion$/, () => ({ value: 'x' })],
  [/^label(User|Storage)SecretVersion$/, () => ({ label: 'stable', version: 1 })],
  [/^\w+(User|Storage)SecretVersion$/, () => ({ version: 1 })],
  [/^createStorageMount$/, ({ storage_id }) => ({ storage_id, path: newId() })],
  [/^updateStorageMount$/, () => ({ read_only: false })],
  [/^createSecretSlot$/, () => ({ name: newId(), filename: newId() })],
  [/^updateSecretSlot$/, () => ({ description: 'x' })],
  [/^fillSecretSlots$/, ({ slot_id }) => ({ fillings: [{ slot_id, value: 'x' }] })],
  [/^(create|mint)SecretGrant$/, (at) => ({ ...grant, secret_ids: [at['user.secret_id']] })],
  [/^exchangeSecretGrant$/, () => ({ purpose: 'session' })],
  [
    /^createWebhook$/,
    ({ webhook_domain_id: domain_id }) => ({
      ...{ name: newId(), url: 'https://example.org/hook' },
      ...(domain_id && { domain_id }),
    }),
  ],
  [/^updateWebhook$/, () => ({ name: newId() })],
  [/^rotateStorageCredentials$/, () => ({ credentials: { access_key_id: 'x', secret_access_key: newId() } })],
  [
    /^testUnsavedStorage$/,
    ({ storage_owner_type: owner_type, storage_owner_id: owner_id }) => ({
      ...{ resource, ...(owner_type && { owner_type, owner_id }) },
    }),
  ],
  [/^testStorage$/, () => ({})],
  [/^rollBackStorageCredentials$/, () => ({})],
  [
    /^eomCreateStorage$/,
    ({ storage_owner_id: collection_id }) => ({
      ...{ name: `s-${newId()}`, resource, ...(collection_id && { collection_id }) },
    }),
  ],
  [/^eomPutStorage$/, () => ({ name: `s-${newId()}`, resource })],
  [/^eomPatchStorage$/, () => ({ description: 'x' })],
  [/^put\w+Setting$/, () => ({ value: { theme: 'dark' } })],
  [/^restore\w+Setting$/, () => ({ version: 1 })],
  [/^restore\w+BootstrapScript$/, () => ({ version: 1 })],
  [/^put\w+BootstrapScript$/, () => ({ content: 'true' })],
  [/^createPipeline$/, ({ project_id }) => ({ project_id, event: newEvent(newId()), steps: [] })],
  [/^addPipelineStep$/, () => ({ kind: 'test', name: newId(), targets: [{ name: 'a' }] })],
  [/^retriggerPipeline$/, () => ({ scope: 'all' })],
  [/^reportPipelineTarget$/, () => ({ status: 'running' })],
  [/^reportPipelineTargets$/, ({ target_id }) => ({ reports: [{ target_id, status: 'running' }] })],
  [
    /^createSchedule$/,
    ({ schedule_owner_type: owner_type, schedule_owner_id: owner_id }) => ({
      ...{ ...newSchedule, name: newId(), owner_type, owner_id },
    }),
  ],
  [/^updateSchedule$/, () => ({ description: 'x' })],
  [/^cloneSchedule$/, () => ({ name: newId() })],
  [/^pauseSchedule$/, () => ({ reason: 'x' })],
  [/^backfillSchedule$/, () => ({ from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' })],
  [/^makeConfigBundle$/, () => ({})],
  [/^replayWebhook$/, () => ({ since: new Date().toISOString() })],
];
let types = 0;
const typeName = (): string => `SHOTS_${(types += 1)}`;

const queries: Readonly<Record<string, (at: Values) => string>> = {
  explainAccess: ({ project_id }) => `?object_type=project&object_id=${project_id}&permission=read`,
  'explainAccess another': ({ project_id, user_id }) =>
    `?object_type=project&object_id=${project_id}&permission=read&subject_id=${user_id}`,
  'listUsers exact': () => '?username=owner',
  'listWebhooks lab': ({ webhook_domain_id }) => `?domain_id=${webhook_domain_id}`,
  'listAccessChanges project': ({ project_id }) => `?object_type=project&object_id=${project_id}`,
};
function queryOf(operation: string, operationId: string, at: Values): string {
  if (operationId === 'getPipelineSummary') return `?project_id=${at['project_id']}`;
  if (operationId === 'getPipelineDurations') return `?project_id=${at['project_id']}&kind=test`;
  const compared = /^diff(Domain|Group|Project|User)Dotfiles$/.test(operationId);
  if (/^put\w+Dotfile$/.test(operationId)) return '?path=.profile';
  return (
    queries[operation]?.(at) ??
    (/^get\w+QuotaHistory$/.test(operationId) ? '?type=SHOTS' : '') +
      (compared ? `?from_type=domain&from_id=${at['domain_id']}` : '')
  );
}

async function ask({ operation, caller }: RoleCell): Promise<string> {
  const [operationId = '', object = ''] = operation.split(' ');
  const known = operations.get(operationId);
  const at = world.objects.get(object) ?? world.objects.get('');
  if (!known || !at) throw new Error(`${operation} is about nothing`);
  const { method, template } = known;
  const collection = template.split('/').at(3) ?? '';
  const address = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(at[`${collection}.${name}`] ?? at[name] ?? name),
  );
  const json = bodies.find(([pattern]) => pattern.test(operationId))?.[1](at);
  // Nothing has this version: whoever may change or delete is told so, and nothing changes.
  const headers = { 'If-Match': '"2147483647"' };
  const answer = await world.as(caller).call(method, address + queryOf(operation, operationId, at), {
    ...(json && { json }),
    ...(['PUT', 'PATCH', 'DELETE'].includes(method) && { headers }),
  });
  return verdict(answer);
}

/** `yes` also where what is there stands against it, and not who asks. */
function verdict(answer: Answer): string {
  return answer.status === 409 ? 'yes' : verdictOf(answer);
}

async function answersTo(cells: readonly RoleCell[]): Promise<readonly RoleCell[]> {
  const answers: RoleCell[] = [];
  // Row by row, everybody at once.
  for (const row of new Set(cells.map(({ operation }) => operation))) {
    const asked = cells.filter(({ operation }) => operation === row);
    answers.push(...(await Promise.all(asked.map(async (cell) => ({ ...cell, expected: await ask(cell) })))));
  }
  return answers;
}

describe('roles', () => {
  const cells = [roleTable, configRoleTable, runRoleTable].flatMap(readRoleTable);

  it('may what the table says, cell by cell', async () => {
    const rows = [...new Set(cells.map(({ operation }) => operation))];
    const some = new Set(rows.filter((_, index) => index % everyRow === 0));
    const asked = cells.filter(({ operation }) => some.has(operation));
    const answers = await answersTo(asked);
    expect(writeRoleTable(answers).split('\n')).toEqual(writeRoleTable(asked).split('\n'));
  }, 300_000);

  it('let somebody do everything: no row is about what is not there', () => {
    const done = new Set(
      cells.filter(({ expected }) => expected === 'yes').map(({ operation }) => operation),
    );
    expect(cells.map(({ operation }) => operation).filter((operation) => !done.has(operation))).toEqual([]);
  });

  it('are in a table for every operation that is mounted', () => {
    const there = new Set(
      [...readFileSync(elsewhere, 'utf8').matchAll(/^(\w+)[\w -]*\|/gm)].map(
        ([, operationId]) => operationId,
      ),
    );
    const here = new Set(cells.map(({ operation }) => operation.split(' ')[0]));
    const missing = [...operations.keys()].filter((id) => !there.has(id) && !here.has(id));
    expect(missing.sort()).toEqual(withoutTable);
    expect([...here].filter((id) => id === undefined || !operations.has(id))).toEqual([]);
  });
});
