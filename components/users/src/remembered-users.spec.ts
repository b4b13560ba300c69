import { type RememberedUser, rememberUsers } from './remembered-users.js';

let time = 0;
const now = (): number => time;

function remembered(subject: string, second = 1): RememberedUser {
  return {
    user: {
      id: subject,
      issuer: 'https://id.example.org',
      subject,
      username: subject,
      email: undefined,
      emailVerified: false,
      fullName: undefined,
      isAdministrator: false,
      saidAt: undefined,
      profile: { displayName: undefined, affiliation: undefined, about: undefined, website: undefined },
      status: 'active',
      disabledAt: undefined,
      suspendedAt: undefined,
      deletion: undefined,
      lastSeenAt: undefined,
      version: 1,
      createdAt: new Date(0),
      updatedAt: new Date(0),
    },
    issuedAt: new Date(second * 1_000),
  };
}

describe('remembered users', () => {
  beforeEach(() => void (time = 0));

  it('last for their time and no longer, however often they are confirmed', () => {
    const users = rememberUsers({ atMost: 10, forMs: 100, now });
    users.keep(remembered('alice', 1));
    time = 99;
    users.confirm(remembered('alice', 2));
    expect(users.find(remembered('alice').user)).toEqual(remembered('alice', 2));
    time = 100;
    expect(users.find(remembered('alice').user)).toBeUndefined();
    users.confirm(remembered('alice', 3));
    expect(users.size()).toBe(0);
  });

  it('are bounded: the one used longest ago goes first', () => {
    const users = rememberUsers({ atMost: 2, forMs: 100, now });
    users.keep(remembered('first'));
    users.keep(remembered('second'));
    users.find(remembered('first').user);
    users.keep(remembered('third'));
    expect(users.size()).toBe(2);
    expect(users.find(remembered('second').user)).toBeUndefined();
    expect(users.find(remembered('first').user)).toBeDefined();
  });

  it('are told apart by provider and id together', () => {
    const users = rememberUsers({ atMost: 2, forMs: 100, now });
    users.keep(remembered('alice'));
    expect(users.find({ issuer: 'https://other.example.org', subject: 'alice' })).toBeUndefined();
  });
});

it('forgets a user who was changed', () => {
  const users = rememberUsers({ atMost: 3, forMs: 10, now });
  for (const subject of ['ann', 'ben']) users.keep(remembered(subject));
  users.forget('ann');
  expect(users.find(remembered('ann').user)).toBeUndefined();
  expect(users.find(remembered('ben').user)?.user.id).toBe('ben');
});
