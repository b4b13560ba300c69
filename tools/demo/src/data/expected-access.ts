import { rank } from './organisation-plan.js';
import type { OrgPlan, Role, TeamPlan } from './organisation.types.js';

/** Who may do what, worked out from the source alone. */
export interface ExpectedAccess {
  /** Keys of the organisations, teams and repositories that a person sees. */
  readonly groups: ReadonlySet<string>;
  /** The role in each repository, by key. */
  readonly repositories: ReadonlyMap<string, Role>;
}

const nobody: ExpectedAccess = { groups: new Set(), repositories: new Map() };

/** For everybody who may anything. */
export function expectedAccess(plan: readonly OrgPlan[]): (username: string) => ExpectedAccess {
  const found = new Map<string, { groups: Set<string>; repositories: Map<string, Role> }>();
  const of = (username: string) => {
    const known = found.get(username) ?? { groups: new Set<string>(), repositories: new Map<string, Role>() };
    found.set(username, known);
    return known;
  };
  for (const org of plan) {
    const teams = new Map(org.teams.map((team) => [team.key, team]));
    const give = (username: string, repository: string, role: Role): void => {
      const { repositories } = of(username);
      const before = repositories.get(repository);
      if (!before || rank[before] < rank[role]) repositories.set(repository, role);
    };
    for (const [people, role] of [
      [org.owners, 'owner'],
      [org.viewers, 'viewer'],
    ] as const) {
      for (const username of people) {
        of(username).groups.add(org.name);
        for (const { key } of org.teams) of(username).groups.add(key);
        for (const { key } of org.repositories) give(username, key, role);
      }
    }
    for (const team of org.teams)
      for (const username of everybodyIn(team, teams)) of(username).groups.add(team.key);
    for (const { key, teams: roles } of org.repositories) {
      for (const [teamKey, role] of roles) {
        const team = teams.get(teamKey);
        if (team) for (const username of everybodyIn(team, teams)) give(username, key, role);
      }
    }
  }
  return (username) => found.get(username) ?? nobody;
}

/** Members and maintainers of a team and of all below it. */
export function everybodyIn(team: TeamPlan, teams: ReadonlyMap<string, TeamPlan>): ReadonlySet<string> {
  const people = new Set([...team.owners, ...team.viewers]);
  for (const key of team.children) {
    const child = teams.get(key);
    if (child) for (const username of everybodyIn(child, teams)) people.add(username);
  }
  return people;
}
