import { randomBytes } from 'node:crypto';
import { adminOf, type Json } from './keycloak-client.js';
import type { Facts } from './server.types.js';

/** What the story is told of the realm. */
export interface StoryRealm {
  readonly adminPassword: string;
  readonly loginClient: string;
  readonly accountsClient: string;
  /** Secrets of confidential clients by their ids. */
  readonly secrets: Readonly<Record<string, string>>;
}

const secret = (): string => randomBytes(16).toString('hex');
const loginClient = 'ashlar-demo';
const accountsClient = 'ashlar-demo-accounts';
/** Services beside `notebooks`, which the shipped realm has as an example. */
const services = ['reporting', 'background-jobs'];

/**
 * Adds to the shipped realm what the story alone needs, as tools/demo/README.md says it, through the admin API: the
 * realm that is shipped takes no passwords and lets nobody make accounts.
 */
export async function addForStory(facts: Facts): Promise<StoryRealm> {
  const admin = await adminOf(facts);
  const [notebooks] = (await admin('GET', '/clients?clientId=notebooks')) as readonly Json[];
  // Audience and client id, as each service has them.
  const protocolMappers = (notebooks?.['protocolMappers'] as readonly Json[]).map(
    ({ id: _, ...mapper }) => mapper,
  );
  const audience = protocolMappers.filter(({ name }) => name === 'audience-ashlar');
  const idOf = async (clientId: string): Promise<string> => {
    const [client] = (await admin('GET', `/clients?clientId=${clientId}`)) as readonly Json[];
    return String(client?.['id']);
  };
  const accountOf = async (clientId: string): Promise<string> => {
    const account = (await admin('GET', `/clients/${await idOf(clientId)}/service-account-user`)) as Json;
    return String(account['id']);
  };

  await admin('POST', '/clients', {
    ...{ clientId: loginClient, publicClient: true, protocolMappers: audience },
    ...{ directAccessGrantsEnabled: true, standardFlowEnabled: false },
  });
  const made: Record<string, string> = { notebooks: facts['KEYCLOAK_NOTEBOOKS_SECRET'] ?? '' };
  for (const clientId of [accountsClient, ...services]) {
    made[clientId] = secret();
    await admin('POST', '/clients', {
      ...{ clientId, secret: made[clientId], publicClient: false, serviceAccountsEnabled: true },
      ...{ standardFlowEnabled: false, directAccessGrantsEnabled: false },
      ...(clientId !== accountsClient && { protocolMappers }),
    });
  }
  const isService = await admin('GET', '/roles/ashlar-service');
  for (const clientId of services)
    await admin('POST', `/users/${await accountOf(clientId)}/role-mappings/realm`, [isService]);
  const management = await idOf('realm-management');
  const rights = await Promise.all(
    ['manage-users', 'view-users'].map((role) => admin('GET', `/clients/${management}/roles/${role}`)),
  );
  await admin(
    'POST',
    `/users/${await accountOf(accountsClient)}/role-mappings/clients/${management}`,
    rights,
  );

  const adminPassword = secret();
  await admin('POST', '/users', {
    ...{ username: 'admin', email: 'admin@example.org', firstName: 'Ada', lastName: 'Administrator' },
    ...{ enabled: true, emailVerified: true },
    credentials: [{ type: 'password', value: adminPassword, temporary: false }],
  });
  const [person] = (await admin('GET', '/users?username=admin&exact=true')) as readonly Json[];
  await admin('POST', `/users/${String(person?.['id'])}/role-mappings/realm`, [
    await admin('GET', '/roles/ashlar-admin'),
  ]);
  return { adminPassword, loginClient, accountsClient, secrets: made };
}
