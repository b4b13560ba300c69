import type { ClientSeed, UserSeed } from './identity.types.js';

/** Realm roles that every realm has from the start. */
export const demoRoles = {
  'ashlar-admin': 'Runs the platform',
  'ashlar-user': 'May sign in to the platform',
  'ashlar-service': 'A service of the platform',
};

export const demoUsers: readonly UserSeed[] = [
  {
    username: 'admin',
    email: 'admin@example.org',
    firstName: 'Ada',
    lastName: 'Administrator',
    realmRoles: ['ashlar-admin'],
  },
  {
    username: 'alice',
    email: 'alice@example.org',
    firstName: 'Alice',
    lastName: 'Archer',
    realmRoles: ['ashlar-user'],
    groups: ['/astro-lab'],
  },
  {
    username: 'bob',
    email: 'bob@example.org',
    firstName: 'Bob',
    lastName: 'Brewer',
    realmRoles: ['ashlar-user'],
    groups: ['/astro-lab'],
  },
  { username: 'outsider', email: 'outsider@example.org', firstName: 'Olga', lastName: 'Outside' },
];

export const demoClients: readonly ClientSeed[] = [
  { clientId: 'notebooks', serviceAccountRoles: ['ashlar-service'] },
  { clientId: 'reporting', serviceAccountRoles: ['ashlar-service'] },
  { clientId: 'background-jobs', serviceAccountRoles: ['ashlar-service'] },
  {
    clientId: 'ashlar-sync',
    serviceAccountRoles: [],
    serviceAccountClientRoles: { 'realm-management': ['view-users', 'manage-users', 'view-events'] },
  },
  {
    clientId: 'ashlar-cli',
    public: true,
    passwordGrant: true,
    redirectUris: ['http://127.0.0.1/callback', 'http://localhost/callback', 'http://[::1]/callback'],
  },
];
