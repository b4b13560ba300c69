import type {
  SourceJob,
  SourceJobs,
  SourceOrg,
  SourceOrganisation,
  SourceTeam,
} from './organisation.types.js';

/** How large the organisation is. */
export interface Size {
  readonly people: number;
  readonly teams: number;
  readonly repositories: number;
  readonly jobs: number;
}

/** As large as the organisation that this one takes after. */
export const wholeSize: Size = { people: 1_509, teams: 766, repositories: 328, jobs: 1_335 };
export const smallSize: Size = { people: 30, teams: 16, repositories: 9, jobs: 14 };

export interface Generated {
  readonly organisation: SourceOrganisation;
  readonly jobs: SourceJobs;
}

/** Shares of people, teams and repositories by organisation: two large ones, some small ones, two with nobody but admins. */
const shares = [
  { name: 'kubera', people: 0.84, teams: 0.31, repositories: 0.24 },
  { name: 'kubera-sigs', people: 0.75, teams: 0.52, repositories: 0.61 },
  { name: 'kubera-csi', people: 0.06, teams: 0.06, repositories: 0.07 },
  { name: 'store-io', people: 0.03, teams: 0.04, repositories: 0.04 },
  { name: 'kubera-client', people: 0.03, teams: 0.05, repositories: 0.04 },
  { name: 'kubera-nightly', people: 0.01, teams: 0.02, repositories: 0 },
  { name: 'kubera-incubator', people: 0, teams: 0, repositories: 0 },
  { name: 'kubera-retired', people: 0, teams: 0, repositories: 0 },
] as const;

/** Of a hundred permissions, as counted at the original: most write or administer. */
const permissions = [
  ...Array<string>(53).fill('admin'),
  ...Array<string>(40).fill('write'),
  ...Array<string>(2).fill('maintain'),
  ...Array<string>(4).fill('triage'),
  'read',
];
const intervals = [
  '12h',
  '12h',
  '12h',
  '24h',
  '24h',
  '6h',
  '4h',
  '1h',
  '2h',
  '3h',
  '168h',
  '30m',
  '48h',
  '4h30m',
];

/** An organisation of the shape and skew of a large real one; the same seed gives the same one. */
export function generate(seed: number, size: Size): Generated {
  const random = mulberry32(seed);
  const below = (count: number): number => Math.floor(random() * count);
  /** A few occur again and again, most once or twice. */
  const skewed = (count: number): number => Math.floor(random() ** 2.5 * count);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const several = (items: readonly string[], count: number): string[] => {
    const chosen = new Set<string>();
    for (let tries = 0; chosen.size < Math.min(count, items.length) && tries < count * 20; tries += 1)
      chosen.add(items[skewed(items.length)] as string);
    return [...chosen];
  };

  const people = Array.from(
    { length: size.people },
    (_, index) => `u${seed.toString(36)}${index.toString(36).padStart(4, '0')}`,
  );
  const admins = people.slice(0, Math.min(10, Math.ceil(size.people / 10)));
  const assigned = new Set<string>(admins);

  const orgOf = ({ name, ...share }: (typeof shares)[number], index: number): SourceOrg => {
    const others = people.slice(admins.length);
    const members = share.people === 0 ? [] : others.filter(() => random() < share.people);
    // Nobody is nowhere.
    if (index === 0) members.push(...others.filter((one) => !members.includes(one) && random() < 0.5));
    for (const member of members) assigned.add(member);
    const inside = [...admins, ...members];
    const teamCount = Math.round(share.teams * size.teams);
    const repositories = Array.from(
      { length: Math.round(share.repositories * size.repositories) },
      (_, number) => `repo-${number}`,
    );
    const teams: (SourceTeam & { teams: SourceTeam[] })[] = [];
    let made = 0;
    const make = (prefix: string): SourceTeam & { teams: SourceTeam[] } => {
      made += 1;
      const hasMaintainer = random() < 0.1;
      // Some have nobody at all, one has very many.
      const count =
        random() < 0.01 ? 0 : made === 3 ? Math.min(127, Math.ceil(inside.length / 3)) : 1 + skewed(12);
      const members = several(inside, count);
      const repos: Record<string, string> = {};
      if (repositories.length > 0 && random() < 0.75) repos[pick(repositories)] = pick(permissions);
      return {
        name: `${prefix}-${made}`,
        description: `Those of ${prefix}`,
        maintainers: hasMaintainer ? members.slice(0, 1) : [],
        members: hasMaintainer ? members.slice(1) : members,
        repos,
        teams: [],
      };
    };
    while (made < teamCount) {
      const top = make(random() < 0.02 ? 'other/sig' : 'sig');
      teams.push(top);
      // One in fourteen has a team below it, and one in nine of those again.
      if (made < teamCount && teams.length % 14 === 2) {
        const child = make('leads');
        top.teams.push(child);
        if (made < teamCount && teams.length % 126 === 2) child.teams.push(make('reviewers'));
      }
    }
    // Every repository has a team; one has the name of a team, as happens.
    for (const repository of repositories) {
      const team = teams[below(teams.length)];
      if (team && !teams.some(({ repos }) => repository in repos))
        Object.assign(team.repos, { [repository]: pick(permissions) });
    }
    const [namesake] = teams;
    if (namesake) Object.assign(namesake.repos, { [namesake.name]: 'admin' });
    return { name, admins, members, teams };
  };

  const orgs = shares.map(orgOf);
  const [first] = orgs;
  const left = people.filter((one) => !assigned.has(one));
  if (first) orgs[0] = { ...first, members: [...first.members, ...left] };
  const known = orgs.flatMap(({ name, teams }) =>
    teams.flatMap(({ repos }) => Object.keys(repos).map((repo) => `${name}/${repo}`)),
  );
  const jobs = Array.from({ length: size.jobs }, (_, index): SourceJob => {
    // A third belongs to what the organisation does not know; some groups have very many.
    const group = random() < 0.4 ? `sig-${skewed(30)}` : (known[skewed(known.length)] ?? 'elsewhere');
    const timeout = pick(['90m', '1h', '3h', '1h30m0s']);
    const name = `ci-${index}-${group.replaceAll('/', '-')}`;
    const kind = random();
    if (kind < 0.3)
      return { name, group, timeout, cron: `${below(60)} ${below(8)}-23/${pick([3, 4, 8, 12, 24])} * * *` };
    if (kind < 0.32) return { name, group, timeout, cron: `0 ${below(24)} * * ${pick(['MON', '1-5', '0'])}` };
    if (kind < 0.34) return { name, group, timeout, minimum_interval: pick(['72h', '48h', '24h']) };
    return { name, group, timeout, interval: pick(intervals) };
  });
  const source = `made here with seed ${seed}`;
  return { organisation: { source, orgs }, jobs: { source, jobs } };
}

/** Small and good enough; the same everywhere. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
