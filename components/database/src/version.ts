import type { WhereExpressionBuilder } from 'typeorm';
import type { ExpectedVersion } from './database.types.js';

/**
 * Makes an UPDATE or DELETE hit only a version that the caller accepts: the comparison and the change are one
 * statement, so nothing slips in between.
 */
export function whereVersion<Q extends WhereExpressionBuilder>(query: Q, expected: ExpectedVersion): Q {
  return expected === 'any'
    ? query
    : query.andWhere('version = any(:expectedVersions)', { expectedVersions: expected });
}
