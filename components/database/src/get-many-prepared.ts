import { createHash } from 'node:crypto';
import {
  type EntityManager,
  type ObjectLiteral,
  QueryResult,
  type QueryRunner,
  type SelectQueryBuilder,
} from 'typeorm';
import type { RawClient } from './pool.js';

/**
 * `query.getMany()` by a statement that each connection prepares once: planning takes longer than running where
 * statements are long. For queries whose text comes in few variants; each stays in the memory of the server.
 */
export async function getManyPrepared<Row extends ObjectLiteral>(
  manager: EntityManager,
  query: SelectQueryBuilder<Row>,
): Promise<Row[]> {
  const running = manager.queryRunner;
  const runner = running ?? manager.dataSource.createQueryRunner();
  try {
    return await query.setQueryRunner(preparing(runner)).getMany();
  } finally {
    if (!running) await runner.release();
  }
}

/** The same runner, but what it runs has a name. */
function preparing(runner: QueryRunner): QueryRunner {
  const query = async (text: string, values: readonly unknown[] = []): Promise<QueryResult> => {
    const client = (await runner.connect()) as RawClient;
    const name = `page_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
    const { rows } = await client.query({ name, text, values });
    const result = new QueryResult<unknown>();
    result.raw = rows;
    result.records = [...rows];
    return result;
  };
  return Object.create(runner, { query: { value: query } }) as QueryRunner;
}
