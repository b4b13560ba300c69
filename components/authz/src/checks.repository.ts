import type { Database, OperationContext } from '@ashlar/database';
import { namedQuery } from '@ashlar/database/persistence';
import type { Permission, Statements, Subject } from './statements.js';

/** Answers of the compiled permissions. Every call is one statement, prepared once for each connection. */
export class CheckRepository {
  constructor(
    private readonly database: Database,
    private readonly statements: Statements,
  ) {}

  async check(ctx: OperationContext, subject: Subject, permission: Permission, id: string): Promise<boolean> {
    const statement = this.statements.check(subject, permission);
    const [row] = await namedQuery<{ readonly allowed: boolean }>(ctx, this.database, {
      ...statement,
      values: [id, subject.id],
    });
    return row?.allowed ?? false;
  }

  async allowedOf(
    ctx: OperationContext,
    subject: Subject,
    permission: Permission,
    ids: readonly string[],
  ): Promise<ReadonlySet<string>> {
    const statement = this.statements.bulkCheck(subject, permission);
    const rows = await namedQuery<{ readonly id: string }>(ctx, this.database, {
      ...statement,
      values: [ids, subject.id],
    });
    return new Set(rows.map(({ id }) => id));
  }

  /** Which of the subjects, all of one type and without roles, may. */
  async subjectsOf(
    ctx: OperationContext,
    type: string,
    permission: Permission,
    id: string,
    subjects: readonly string[],
  ): Promise<ReadonlySet<string>> {
    const statement = this.statements.checkSubjects({ type, id: '', roles: [] }, permission);
    const rows = await namedQuery<{ readonly id: string }>(ctx, this.database, {
      ...statement,
      values: [id, subjects],
    });
    return new Set(rows.map((row) => row.id));
  }
}
