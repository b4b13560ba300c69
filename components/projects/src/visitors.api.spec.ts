import { anonymous, contextFor, newId } from '@ashlar/database';
import { defaultDomainId } from '@ashlar/groups';
import { assertProblem, type HttpClient } from '@ashlar/test-http';
import { add, type Caller, openWorld, system, type World } from './world.fixture.js';

let world: World;
let ann: Caller;
let ben: Caller;
let asAnn: HttpClient;
let asBen: HttpClient;
let asNobody: HttpClient;

beforeAll(async () => {
  world = await openWorld();
  [ann, ben] = [await world.user('ann'), await world.user('ben')];
  [asAnn, asBen, asNobody] = [await world.as('ann'), await world.as('ben'), await world.as(null)];
}, 60_000);
afterAll(() => world.close());

const makeGroup = (more: object = {}) =>
  world.groups.create(ann.ctx, { parentId: defaultDomainId, slug: `g-${newId()}`, name: 'Lab', ...more });

describe('an invitation over HTTP', () => {
  it('shows its token once, also to a repeated request, and is answered with it', async () => {
    const { id } = await makeGroup();
    const base = `/api/data/groups/${id}/invitations`;
    const json = { role: 'editor' };
    const headers = { 'Idempotency-Key': newId() };
    const made = await asAnn.call('POST', base, { json, headers });
    expect([made.status, made.headers.get('cache-control')]).toEqual([201, 'no-store']);
    const { id: invitationId, token } = made.json as { id: string; token: string };
    expect(made.headers.get('location')).toBe(`${base}/${invitationId}`);
    const again = assertProblem(
      await asAnn.call('POST', base, { json, headers }),
      409,
      'IDEMPOTENT_REPLY_WITHHELD',
    );
    expect(again.details).toEqual({ id: invitationId });
    const kept = await world.query('select body, headers from http.idempotency_keys');
    expect(JSON.stringify(kept)).not.toContain(token.slice(20, 50));
    expect((await asAnn.call('GET', `${base}/${invitationId}`)).text).not.toContain('token');

    const one = `/api/data/invitations/${token}`;
    expect((await asNobody.call('GET', one)).json).toMatchObject({ name: 'Lab', invited_by: 'ann' });
    assertProblem(await asNobody.call('POST', `${one}/accept`), 401, 'UNAUTHENTICATED');
    for (let time = 0; time < 2; time += 1) {
      const accepted = await asBen.call('POST', `${one}/accept`);
      expect(accepted.json).toEqual({ target_type: 'group', target_id: id, role: 'editor' });
    }
    const late = await world.user(`late-${newId()}`);
    expect(late.id).toBeDefined();
    assertProblem(await asAnn.call('POST', `${one}/accept`), 409, 'INVITATION_USED');
    assertProblem(await asBen.call('GET', `${one}x`), 404, 'INVITATION_NOT_FOUND');
  });

  it('to a project is taken back', async () => {
    const project = await world.projects.create(ann.ctx, { place: { namespaceId: ann.home }, name: 'Beam' });
    const base = `/api/data/projects/${project.id}/invitations`;
    const made = await asAnn.call('POST', base, { json: { role: 'viewer', expires_in_days: 30 } });
    const { id, token } = made.json as { id: string; token: string };
    assertProblem(await asAnn.call('POST', base, { json: { role: 'admin' } }), 400, 'VALIDATION_FAILED');
    const revoked = await asAnn.call('DELETE', `${base}/${id}`, { headers: { 'If-Match': '"1"' } });
    expect(revoked.status).toBe(204);
    assertProblem(
      await asBen.call('POST', `/api/data/invitations/${token}/accept`),
      409,
      'INVITATION_REVOKED',
    );
    expect((await asAnn.call('GET', base)).json).toEqual([]);
  });
});

describe('members', () => {
  it('leave by themselves, but never the last owner; others are not theirs to remove', async () => {
    const { id } = await makeGroup();
    const member = (whoId: string): string => `/api/data/groups/${id}/members/${whoId}`;
    const headers = { 'If-Match': '*' };
    await world.groups.members.put(ann.ctx, id, { kind: 'user', id: ben.id, role: 'viewer' }, add);
    assertProblem(await asBen.call('DELETE', member(ann.id), { headers }), 403, 'FORBIDDEN');
    assertProblem(await asAnn.call('DELETE', member(ann.id), { headers }), 409, 'LAST_OWNER');
    expect((await asBen.call('DELETE', member(ben.id), { headers })).status).toBe(204);
    assertProblem(await asBen.call('GET', `/api/data/groups/${id}`), 404, 'GROUP_NOT_FOUND');
  });

  it('are shown with names and without addresses', async () => {
    const { id } = await makeGroup();
    const circle = await makeGroup();
    await world.groups.members.put(ann.ctx, id, { kind: 'user', id: ben.id, role: 'viewer' }, add);
    await world.groups.members.put(ann.ctx, id, { kind: 'group', id: circle.id, role: 'viewer' }, add);
    const values = [ben.id, 'Ben Example', 'ben@example.org'];
    await world.query('update users.users set full_name = $2, email = $3 where id = $1', values);
    const answer = await asBen.call('GET', `/api/data/groups/${id}/members`);
    expect(answer.json).toMatchObject([
      { id: ann.id, kind: 'user', name: 'ann', username: 'ann', role: 'owner' },
      { id: ben.id, kind: 'user', name: 'Ben Example', username: 'ben', role: 'viewer' },
      { id: circle.id, kind: 'group', name: 'Lab', username: null, role: 'viewer' },
    ]);
    expect(answer.text).not.toContain('@');
  });
});

describe('a caller without a token', () => {
  it('sees what is public, in lists, by id and by path, and nothing else', async () => {
    const open = await makeGroup({ visibility: 'public' });
    const closed = await makeGroup();
    const place = { place: { namespaceId: open.id } };
    const shown = await world.projects.create(ann.ctx, { ...place, name: 'Shown', visibility: 'public' });
    const hidden = await world.projects.create(ann.ctx, { ...place, name: 'Hidden', visibility: 'private' });
    const idsOf = async (address: string): Promise<readonly string[]> =>
      ((await asNobody.call('GET', address)).json as readonly { id: string }[]).map(({ id }) => id);
    expect(await idsOf('/api/data/groups')).toEqual([open.id]);
    expect(await idsOf('/api/data/projects')).toEqual([shown.id]);
    expect(await idsOf('/api/data/projects?direct_member=true')).toEqual([]);
    const get = (address: string) => asNobody.call('GET', `/api/data/${address}`);
    expect((await get(`projects/${shown.id}`)).status).toBe(200);
    expect((await get(`projects/${shown.id}/permissions`)).json).toEqual({ permissions: ['read'] });
    expect((await get(`namespaces/${encodeURIComponent(shown.path)}`)).json).toMatchObject({ id: shown.id });
    assertProblem(await get(`groups/${closed.id}`), 404, 'GROUP_NOT_FOUND');
    assertProblem(await get(`projects/${hidden.id}`), 404, 'PROJECT_NOT_FOUND');
    assertProblem(await get(`namespaces/${closed.slug}`), 404, 'NOT_FOUND');
    assertProblem(await get(`groups/${open.id}/members`), 401, 'UNAUTHENTICATED');
    assertProblem(await (await world.as('eve')).call('GET', '/api/data/groups'), 401, 'UNAUTHENTICATED');

    // Back to private: nobody who is not a member keeps anything, also not by way of the group.
    await world.projects.update(ann.ctx, shown.id, 'any', { visibility: 'private' });
    assertProblem(await get(`projects/${shown.id}`), 404, 'PROJECT_NOT_FOUND');
    expect(await idsOf('/api/data/projects')).toEqual([]);
  });
});

describe('a project named from elsewhere', () => {
  it('is found by id and by namespace/slug within its domain, and whatever is not is one and the same 404', async () => {
    const group = await makeGroup();
    const project = await world.projects.create(ann.ctx, { place: { namespaceId: group.id }, name: 'Data' });
    const path = project.path;
    const elsewhere = await world.domains.create(system, { slug: `d-${newId()}`, name: 'Elsewhere' });
    const read = { permission: 'project.read', writes: false };
    for (const ref of [
      { id: project.id },
      { path },
      { path: path.toUpperCase(), domainId: defaultDomainId },
    ]) {
      expect(await world.projects.locate(ann.ctx, ref, read)).toMatchObject({ id: project.id, path });
    }
    const refusals = [
      world.projects.locate(ann.ctx, { id: newId() }, read),
      world.projects.locate(ann.ctx, { id: 'no-uuid' }, read),
      world.projects.locate(ann.ctx, { id: group.id }, read),
      world.projects.locate(ann.ctx, { path: 'no/thing' }, read),
      world.projects.locate(ann.ctx, { path: group.slug }, read),
      world.projects.locate(ann.ctx, { path, domainId: elsewhere.id }, read),
      world.projects.locate(ben.ctx, { id: project.id }, read),
      world.projects.locate(ben.ctx, { path }, read),
      world.projects.locate(ben.ctx, { path }, { permission: 'project.update', writes: true }),
      world.projects.locate(contextFor(anonymous), { path }, read),
    ];
    const answers = await Promise.all(
      refusals.map((refusal) =>
        refusal.then(
          () => 'found',
          (error: { code: string; message: string; details: unknown }) =>
            JSON.stringify([error.code, error.message, error.details]),
        ),
      ),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('PROJECT_NOT_FOUND');

    await world.projects.members.put(ann.ctx, project.id, { kind: 'user', id: ben.id, role: 'viewer' }, add);
    const update = { permission: 'project.update', writes: true };
    await expect(world.projects.locate(ben.ctx, { path }, update)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const renamed = await world.projects.update(ann.ctx, project.id, 'any', { slug: `new-${newId()}` });
    expect(await world.projects.locate(ann.ctx, { path }, read)).toMatchObject({ path: renamed.path });
    await expect(world.projects.locate(ann.ctx, { path }, update)).rejects.toMatchObject({
      ...{ code: 'SLUG_MOVED', details: { path: renamed.path } },
    });
  });
  it('is served under its path: old ones redirect reads, refuse writes, and tell strangers nothing', async () => {
    const group = await makeGroup();
    const { id, path } = await world.projects.create(ann.ctx, {
      ...{ place: { namespaceId: group.id }, name: 'Data', slug: 'data' },
    });
    const at = (name: string, query = '') => `/api/data/projects/${encodeURIComponent(name)}${query}`;
    const [owner, stranger, nobody] = [asAnn, asBen, asNobody];
    const any = { headers: { 'If-Match': '*' } };
    expect((await owner.call('GET', at(path))).json).toMatchObject({ id, path });
    expect((await owner.call('GET', at(path.toUpperCase()))).json).toMatchObject({ id });
    const json = { slug: 'better' };
    const renamed = await owner.call('PATCH', at(path), { ...any, json });
    const now = `${group.slug}/better`;
    expect(renamed.json).toMatchObject({ id, path: now });

    const old = await owner.call('GET', at(path, `?domain_id=${defaultDomainId}`));
    expect([old.status, old.headers.get('location')]).toEqual([
      ...[308, at(now, `?domain_id=${defaultDomainId}`)],
    ]);
    for (const method of ['PATCH', 'DELETE']) {
      const refused = await owner.call(method, at(path), { ...any, ...(method === 'PATCH' && { json }) });
      expect(refused.json).toMatchObject({
        ...{ status: 409, error_code: 'SLUG_MOVED', details: { path: now } },
      });
    }
    expect((await owner.call('GET', at('no-slash'))).status).toBe(400);

    // Missing and hidden ones, by whatever name, for whoever may not see: one answer.
    const names = [newId(), 'no/thing', `${group.slug}/nothing`, group.id];
    const answers = new Set<string>();
    const keep = ({ text, status }: { text: string; status: number }): void => {
      const body = JSON.parse(text) as Record<string, unknown>;
      answers.add(JSON.stringify([status, { ...body, instance: '', request_id: '', x_user: '' }]));
    };
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      const call = { ...any, ...(method === 'PATCH' && { json }) };
      for (const name of [...names, id, path, now]) keep(await stranger.call(method, at(name), call));
      for (const name of names) keep(await owner.call(method, at(name), call));
    }
    for (const name of [...names, id, path, now]) keep(await nobody.call('GET', at(name)));
    expect(answers.size).toBe(1);
    expect([...answers][0]).toContain('PROJECT_NOT_FOUND');
    expect((await owner.call('DELETE', at(now), any)).status).toBe(204);
  });
});
