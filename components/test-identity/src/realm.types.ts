import type { JWK } from 'jose';

// What the realm keeps. Field names are Keycloak's where Keycloak has the field.

export interface RealmUser {
  readonly id: string;
  readonly createdTimestamp: number;
  username: string;
  email?: string;
  emailVerified: boolean;
  firstName?: string;
  lastName?: string;
  enabled: boolean;
  attributes: Record<string, string[]>;
  realmRoles: string[];
  clientRoles: Record<string, string[]>;
  groupIds: string[];
  password?: PasswordHash;
  /** The client whose service account this is. */
  readonly serviceAccountClientId?: string;
}

export interface PasswordHash {
  readonly salt: string;
  readonly hash: string;
}

export interface RealmGroup {
  readonly id: string;
  readonly parentId?: string;
  name: string;
  attributes: Record<string, string[]>;
}

export interface RealmRole {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

export interface RealmClient {
  readonly id: string;
  readonly clientId: string;
  readonly secret?: string;
  readonly redirectUris: readonly string[];
  readonly passwordGrant: boolean;
}

export interface StoredKey {
  readonly kid: string;
  readonly algorithm: string;
  readonly privateJwk: JWK;
}

export interface AdminEvent {
  readonly id: string;
  /** Milliseconds. */
  readonly time: number;
  readonly realmId: string;
  readonly realmName: string;
  readonly authDetails: {
    realmId: string;
    realmName: string;
    clientId: string;
    userId: string;
    ipAddress: string;
  };
  readonly operationType: 'CREATE' | 'UPDATE' | 'DELETE' | 'ACTION';
  readonly resourceType: 'USER' | 'GROUP' | 'GROUP_MEMBERSHIP' | 'REALM_ROLE_MAPPING';
  readonly resourcePath: string;
  readonly representation?: string;
}

export interface LoginEvent {
  readonly id: string;
  /** Milliseconds. */
  readonly time: number;
  readonly type: string;
  readonly realmId: string;
  readonly realmName: string;
  readonly clientId?: string;
  readonly userId?: string;
  readonly ipAddress?: string;
  readonly error?: string;
  readonly details: Record<string, string>;
}

/** The whole realm, as it is kept in the state folder. */
export interface RealmData {
  readonly id: string;
  readonly name: string;
  /** Newest first. */
  keys: StoredKey[];
  users: RealmUser[];
  groups: RealmGroup[];
  roles: RealmRole[];
  clients: RealmClient[];
  adminEvents: AdminEvent[];
  loginEvents: LoginEvent[];
  /** Generated for the seeds, by username; gone when changed through the admin endpoints. */
  passwords: Record<string, string>;
}
