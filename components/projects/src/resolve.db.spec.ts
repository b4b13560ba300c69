import { anonymous, contextFor, newId } from '@ashlar/database';
import { defaultDomainId } from '@ashlar/groups';
import { jest } from '@jest/globals';
import pg from 'pg';
import type { Project, ProjectName } from './index.js';
import { add, type Caller, openWorld, system, type World } from './world.fixture.js';

let world: World;
let ann: Caller;
let ben: Caller;
let admin: Caller;

beforeAll(async () => {
  world = await openWorld();
  [ann, ben] = [await world.user('ann'), await world.user('ben')];
  admin = await world.user('admin', ['admin']);
}, 60_000);
afterAll(() => world.close());

const read = { permission: 'project.read', writes: false };
const update = { permission: 'project.update', writes: true };

async function makeProject(name: string, owner: Caller = ann): Promise<Project> {
  const group = await world.groups.create(owner.ctx, {
    ...{ parentId: defaultDomainId, slug: `g-${newId()}`, name: 'Lab' },
  });
  return world.projects.create(owner.ctx, { place: { namespaceId: group.id }, name });
}

async function outcome(caller: Caller, name: ProjectName, question = read): Promise<string> {
  return world.projects.resolve(caller.ctx, name, question).then(
    ({ id }) => id,
    (error: { code: string; message: string; details: unknown }) =>
      JSON.stringify([error.code, error.message, error.details]),
  );
}

describe('a project by what people call it', () => {
  it('is one of its id, its path or its name, in the domain that is said or the home of the caller', async () => {
    const project = await makeProject(`Solo ${newId()}`);
    for (const name of [
      { name: project.id },
      { name: project.id.toUpperCase(), domain: 'nowhere' },
      { name: project.path },
      { name: project.path.toUpperCase(), domain: 'default' },
      { name: project.path, domain: defaultDomainId },
      { name: project.name },
      { name: project.slug, domain: 'DEFAULT' },
    ]) {
      expect([name, await outcome(ann, name)]).toEqual([name, project.id]);
    }
    expect(await world.projects.resolve(admin.ctx, { name: project.path }, update)).toMatchObject({
      ...{ id: project.id, path: project.path, domainId: defaultDomainId },
    });
  });

  it('by its name alone is the only one that the caller sees, whoever else has one', async () => {
    const name = `Data ${newId()}`;
    const [ours, theirs] = [await makeProject(name), await makeProject(name, ben)];
    expect(await outcome(ann, { name })).toBe(ours.id);
    expect(await outcome(ben, { name })).toBe(theirs.id);
    expect(await outcome(admin, { name })).toContain('PROJECT_NOT_FOUND');
    await world.projects.members.put(ben.ctx, theirs.id, { kind: 'user', id: ann.id, role: 'viewer' }, add);
    expect(await outcome(ann, { name })).toContain('PROJECT_NOT_FOUND');
    expect(await outcome(ann, { name: theirs.path })).toBe(theirs.id);
  });

  it('is one and the same 404 for whatever is not there, elsewhere, several or unseen', async () => {
    const project = await makeProject(`Hidden ${newId()}`);
    const elsewhere = await world.domains.create(system, { slug: `d-${newId()}`, name: 'Elsewhere' });
    const [group = ''] = project.path.split('/');
    const answers = await Promise.all([
      outcome(ann, { name: newId() }),
      outcome(ann, { name: 'nothing' }),
      outcome(ann, { name: '' }),
      outcome(ann, { name: '/' }),
      outcome(ann, { name: `${project.path}/` }),
      outcome(ann, { name: group }),
      outcome(ann, { name: project.path, domain: elsewhere.slug }),
      outcome(ann, { name: project.path, domain: 'nowhere' }),
      outcome(ben, { name: project.id }),
      outcome(ben, { name: project.path }, update),
      outcome(ben, { name: project.name }, update),
    ]);
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('PROJECT_NOT_FOUND');
    await expect(
      world.projects.resolve(contextFor(anonymous), { name: project.path }, read),
    ).rejects.toMatchObject({ code: 'PROJECT_NOT_FOUND' });
  });

  it('is refused to who may see but not do, and for a write under a name of the past', async () => {
    const project = await makeProject(`Old ${newId()}`);
    await world.projects.members.put(ann.ctx, project.id, { kind: 'user', id: ben.id, role: 'viewer' }, add);
    expect(await outcome(ben, { name: project.path }, update)).toContain('FORBIDDEN');
    const renamed = await world.projects.update(ann.ctx, project.id, 'any', { slug: `new-${newId()}` });
    expect(await outcome(ann, { name: project.path })).toBe(project.id);
    await expect(world.projects.resolve(ann.ctx, { name: project.path }, update)).rejects.toMatchObject({
      ...{ code: 'SLUG_MOVED', details: { path: renamed.path } },
    });
  });

  it('takes one statement with the asking', async () => {
    const project = await makeProject(`Quick ${newId()}`);
    const names = [project.id, project.path, project.name];
    for (const name of names) await world.projects.resolve(ann.ctx, { name }, update);
    const query = jest.spyOn(pg.Client.prototype, 'query');
    try {
      for (const name of names) await world.projects.resolve(ann.ctx, { name }, update);
      expect(query).toHaveBeenCalledTimes(names.length);
    } finally {
      query.mockRestore();
    }
  });
});
