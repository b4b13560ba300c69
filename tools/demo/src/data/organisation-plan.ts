import type {
  OrgPlan,
  RepositoryPlan,
  Role,
  SourceOrg,
  SourceOrganisation,
  SourceTeam,
  TeamPlan,
} from './organisation.types.js';

const roleOf: Readonly<Record<string, Role>> = {
  admin: 'owner',
  maintain: 'editor',
  write: 'editor',
  triage: 'viewer',
  read: 'viewer',
};
export const rank: Readonly<Record<Role, number>> = { viewer: 1, editor: 2, owner: 3 };

/** What becomes of the source: groups, groups in them, projects, and who has which role. */
export function planOf({ orgs }: SourceOrganisation): readonly OrgPlan[] {
  return orgs.map(planOrg);
}

/** Everybody who occurs, once. */
export function peopleOf(plan: readonly OrgPlan[]): readonly string[] {
  const names = plan.flatMap(({ owners, viewers, teams }) => [
    ...owners,
    ...viewers,
    ...teams.flatMap((team) => [...team.owners, ...team.viewers]),
  ]);
  return [...new Set(names)];
}

function planOrg(org: SourceOrg): OrgPlan {
  const found = teamsBelow(org.teams);
  const keyOf = (name: string): string => `${org.name}/${name}`;
  const repositories = new Map<string, Map<string, Role>>();
  for (const { name, repos } of found) {
    for (const [repository, permission] of Object.entries(repos)) {
      const role = roleOf[permission];
      if (!role) throw new TypeError(`${keyOf(name)} has the permission ${permission}, which is unknown`);
      const roles = repositories.get(repository) ?? new Map<string, Role>();
      repositories.set(repository, roles.set(keyOf(name), role));
    }
  }
  // One set of names for both kinds: what lies in one group has different names. Repositories keep theirs.
  const slugs = new Set<string>();
  const planned = [...repositories].map(([name, teams]): RepositoryPlan => ({
    key: keyOf(name),
    name,
    teams,
    slug: slugFor(name, slugs, 'project'),
  }));
  return {
    name: org.name,
    slug: slugFor(org.name, new Set(), 'org'),
    owners: unique(org.admins),
    viewers: without(org.members, org.admins),
    teams: found.map(({ name, description, maintainers, members, teams }): TeamPlan => ({
      key: keyOf(name),
      name,
      slug: slugFor(name, slugs, 'team'),
      description: description?.trim() || undefined,
      owners: unique(maintainers),
      viewers: without(members, maintainers),
      children: teams.map((child) => keyOf(child.name)),
    })),
    repositories: planned,
  };
}

function teamsBelow(teams: readonly SourceTeam[]): readonly SourceTeam[] {
  return teams.flatMap((team) => [team, ...teamsBelow(team.teams)]);
}

/** A name as a slug that nothing else here has: as it is, else with what it is, else with a number. */
export function slugFor(name: string, taken: Set<string>, kind: string): string {
  const plain = name.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replaceAll(/[._-]*([._-])[._-]*/g, '$1');
  const base = plain.replaceAll(/^[._-]+|[._-]+$/g, '').slice(0, 80) || kind;
  const candidates = [base, `${base}-${kind}`];
  for (let number = 2; ; number += 1) {
    const slug = candidates.shift() ?? `${base}-${kind}-${number}`;
    if (taken.has(slug.toLowerCase())) continue;
    taken.add(slug.toLowerCase());
    return slug;
  }
}

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];

function without(names: readonly string[], others: readonly string[]): readonly string[] {
  const out = new Set(others);
  return unique(names).filter((name) => !out.has(name));
}
