import { platformId } from '@ashlar/authz';
import { newId } from '@ashlar/database';
import { type Caller, type Fixture, openFixture, system } from './groups.fixture.js';
import { createPlatform, defaultDomainId, type Platform } from './index.js';
import { createRelations } from '@ashlar/authz';

let fixture: Fixture;
let platform: Platform;
let ann: Caller;
let ben: Caller;
const everyone = { who: 'everyone', userIds: [] } as const;
const admins = { who: 'admins', userIds: [] } as const;
const facts = () => fixture.facts({ type: 'platform', id: platformId });

beforeAll(async () => {
  fixture = await openFixture();
  const { database } = fixture;
  platform = createPlatform({ database, relations: createRelations({ database }) });
  [ann, ben] = [await fixture.user('ann'), await fixture.user('ben')];
}, 60_000);
afterAll(() => fixture.close());

const makes = ({ ctx }: Caller): Promise<string> =>
  fixture.groups.create(ctx, { parentId: defaultDomainId, slug: `g-${newId()}`, name: 'x' }).then(
    () => 'made',
    (error: { code: string }) => error.code,
  );

describe('who may make groups and projects', () => {
  it('is for administrators to say, and from then on so', async () => {
    const { version } = await platform.getAuthorizationConfig(system);
    const closed = await platform.replaceAuthorizationConfig(system, [version], {
      ...{ groupCreators: admins, projectCreators: admins },
    });
    expect(closed).toMatchObject({ groupCreators: admins, projectCreators: admins, version: version + 1 });
    expect(await facts()).toEqual([]);
    expect([await makes(ann), await makes(ben)]).toEqual(['FORBIDDEN', 'FORBIDDEN']);

    const named = { who: 'named', userIds: [ann.id] } as const;
    const opened = await platform.replaceAuthorizationConfig(system, [version + 1], {
      ...{ groupCreators: named, projectCreators: everyone },
    });
    expect(opened).toMatchObject({ groupCreators: named, projectCreators: everyone });
    expect([await makes(ann), await makes(ben)]).toEqual(['made', 'FORBIDDEN']);
    expect(await facts()).toEqual([
      `platform:${platformId}#group_creator@user:${ann.id}`,
      `platform:${platformId}#project_creator@user:*`,
    ]);
  });

  it('is changed as a whole or not at all', async () => {
    await platform.replaceAuthorizationConfig(system, 'any', {
      ...{ groupCreators: everyone, projectCreators: admins },
    });
    const before = [await platform.getAuthorizationConfig(system), await facts()];
    const stranger = { who: 'named', userIds: [ann.id, newId()] } as const;
    const contradiction = { who: 'everyone', userIds: [ann.id] } as const;
    for (const projectCreators of [stranger, contradiction]) {
      const attempt = platform.replaceAuthorizationConfig(system, 'any', {
        ...{ groupCreators: admins, projectCreators },
      });
      await expect(attempt).rejects.toMatchObject({ code: 'CREATOR_REFUSED' });
    }
    expect([await platform.getAuthorizationConfig(system), await facts()]).toEqual(before);
  });

  it('is what one of those said who said it at the same time, and the others are told', async () => {
    const { version } = await platform.getAuthorizationConfig(system);
    const wishes = [everyone, admins, { who: 'named', userIds: [ben.id] } as const];
    const answers = await Promise.allSettled(
      wishes.map((wish) =>
        platform.replaceAuthorizationConfig(system, [version], {
          groupCreators: wish,
          projectCreators: wish,
        }),
      ),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const codes = answers.flatMap((answer) =>
      answer.status === 'rejected' ? [(answer.reason as { code: string }).code] : [],
    );
    expect(codes).toEqual(['PRECONDITION_FAILED', 'PRECONDITION_FAILED']);
    const { groupCreators, projectCreators } = await platform.getAuthorizationConfig(system);
    expect(projectCreators).toEqual(groupCreators);
    const subject = { everyone: ['*'], admins: [], named: [ben.id] }[groupCreators.who];
    expect(await facts()).toEqual(
      ['group_creator', 'project_creator'].flatMap((relation) =>
        subject.map((id) => `platform:${platformId}#${relation}@user:${id}`),
      ),
    );
  });
});
