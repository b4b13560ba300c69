import type { Route } from '@ashlar/http';
import type { Storages } from '@ashlar/storage';
import { storageRoutes } from '@ashlar/storage/http';
import type { Users } from '@ashlar/users';
import { userRoutes } from '@ashlar/users/http';

export interface DataApiUseCases {
  readonly users: Users;
  readonly storages: Storages;
}

/** Every operation of the data API, besides those that each service has. */
export function dataApiRoutes({ users, storages }: DataApiUseCases): readonly Route[] {
  return [...userRoutes({ users }), ...storageRoutes({ storages })];
}
