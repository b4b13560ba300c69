import { expectedAccess } from './expected-access.js';
import { generate, smallSize, wholeSize } from './generate.js';
import { peopleOf, planOf } from './organisation-plan.js';
import type { SourceTeam } from './organisation.types.js';

const team = (name: string, more: Partial<SourceTeam> = {}): SourceTeam => ({
  ...{ name, maintainers: [], members: [], repos: {}, teams: [] },
  ...more,
});
const source = {
  source: 'a spec',
  orgs: [
    {
      name: 'acme',
      admins: ['ada'],
      members: ['ben', 'cleo', 'dan'],
      teams: [
        team('tools', {
          maintainers: ['ben'],
          members: ['ben', 'cleo'],
          repos: { Tools: 'triage', docs: 'write' },
          teams: [team('other/leads', { members: ['dan'], repos: { Tools: 'admin' } })],
        }),
      ],
    },
  ],
};

it('a source becomes groups, projects and roles, with slugs that nothing else has', () => {
  const [org] = planOf(source);
  expect(org?.teams.map(({ slug, owners, viewers, children }) => [slug, owners, viewers, children])).toEqual([
    ['tools-team', ['ben'], ['cleo'], ['acme/other/leads']],
    ['other-leads', [], ['dan'], []],
  ]);
  expect(org?.repositories.map(({ slug, teams }) => [slug, [...teams]])).toEqual([
    [
      'Tools',
      [
        ['acme/tools', 'viewer'],
        ['acme/other/leads', 'owner'],
      ],
    ],
    ['docs', [['acme/tools', 'editor']]],
  ]);
});

it('refuses a permission that it does not know', () => {
  const [org] = source.orgs;
  const odd = {
    ...source,
    orgs: [{ ...org, name: 'b', admins: [], members: [], teams: [team('x', { repos: { a: 'own' } })] }],
  };
  expect(() => planOf(odd)).toThrow('permission own');
});

it('those of a child team may what its parent may, and not the other way round', () => {
  const accessOf = expectedAccess(planOf(source));
  const roles = (name: string) => Object.fromEntries(accessOf(name).repositories);
  expect(roles('ada')).toEqual({ 'acme/Tools': 'owner', 'acme/docs': 'owner' });
  expect(roles('cleo')).toEqual({ 'acme/Tools': 'viewer', 'acme/docs': 'editor' });
  expect(roles('dan')).toEqual({ 'acme/Tools': 'owner', 'acme/docs': 'editor' });
  expect(accessOf('nobody').groups.size).toBe(0);
});

describe('the organisation that is made here', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(generate(7, smallSize)).toEqual(generate(7, smallSize));
    expect(generate(8, smallSize)).not.toEqual(generate(7, smallSize));
  });

  it('has the size and the skew of the one that it takes after', () => {
    const { organisation, jobs } = generate(7, wholeSize);
    const plan = planOf(organisation);
    const teams = plan.flatMap((org) => org.teams);
    const sizes = teams.map(({ owners, viewers }) => owners.length + viewers.length).sort((a, b) => a - b);
    expect(plan).toHaveLength(8);
    expect(peopleOf(plan)).toHaveLength(1_509);
    expect(Math.abs(teams.length - 766)).toBeLessThan(30);
    expect(teams.filter(({ children }) => children.length > 0).length).toBeGreaterThan(30);
    expect(sizes.at(-1)).toBeGreaterThan(100);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThan(8);
    expect(sizes[0]).toBe(0);
    expect(jobs.jobs).toHaveLength(1_335);
    // Some jobs belong to nothing that is known.
    const known = new Set(plan.flatMap(({ repositories }) => repositories.map(({ key }) => key)));
    expect(jobs.jobs.filter(({ group }) => !known.has(group)).length).toBeGreaterThan(300);
  });
});
