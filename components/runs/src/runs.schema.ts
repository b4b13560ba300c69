import type { SchemaNeed } from '@ashlar/database';

export const runsSchema: SchemaNeed = { brick: 'runs', migration: '0022-runs' };
