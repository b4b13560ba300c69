export { actorFor, type CallerIdentity } from './actors.js';
export { userEntities } from './users.entity.js';
export { UserNotFound } from './users.errors.js';
export { createUsers, type Users, usersSchema } from './users.service.js';
export type { ProviderIdentity, User } from './users.types.js';
