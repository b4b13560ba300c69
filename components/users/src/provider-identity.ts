import type { ProviderIdentity, User } from './users.types.js';

/** A provider may say anything; what cannot be stored is cut off rather than locking the person out. */
export function storableIdentity({ username, email, fullName, ...who }: ProviderIdentity): ProviderIdentity {
  const storable = (text: string, length: number): string =>
    text.replaceAll('\0', '').slice(0, length).toWellFormed();
  return {
    ...who,
    username: storable(username, 255) || who.subject,
    email: email === undefined ? undefined : storable(email, 320) || undefined,
    fullName: fullName === undefined ? undefined : storable(fullName, 500) || undefined,
  };
}

export function saysTheSame(
  user: User,
  { username, email, emailVerified, fullName, isAdministrator = user.isAdministrator }: ProviderIdentity,
): boolean {
  return (
    user.username === username &&
    user.email === email &&
    user.emailVerified === (emailVerified ?? false) &&
    user.fullName === fullName &&
    user.isAdministrator === isAdministrator
  );
}
