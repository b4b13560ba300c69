import { combine, type Database, type OperationContext } from '@ashlar/database';
import { namedQuery } from '@ashlar/database/persistence';
import type { Permission, Statements, Subject } from './statements.js';

interface Pair {
  /** Outside a transaction: those are asked about together. */
  readonly ctx: OperationContext;
  readonly objectId: string;
  readonly subjectId: string;
}

/** Under load, those who come while so many statements are under way share the next. */
const shared = { lanes: 4, atMost: 32, undone: () => false };

/**
 * Answers of the compiled permissions, by statements that each connection prepares once. Checks outside transactions
 * that come at the same time, and differ in object and subject alone, share a statement.
 */
export class CheckRepository {
  private readonly shared = new Map<string, (pair: Pair) => Promise<boolean>>();

  constructor(
    private readonly database: Database,
    private readonly statements: Statements,
  ) {}

  async check(ctx: OperationContext, subject: Subject, permission: Permission, id: string): Promise<boolean> {
    if (ctx.transaction) return this.checkOne(ctx, subject, permission, id);
    const { name } = this.statements.check(subject, permission);
    const ask =
      this.shared.get(name) ??
      combine<Pair, boolean>((pairs) => this.checkPairs(subject, permission, pairs), shared);
    this.shared.set(name, ask);
    return ask({ ctx, objectId: id, subjectId: subject.id });
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

  private async checkOne(
    ctx: OperationContext,
    subject: Subject,
    permission: Permission,
    id: string,
  ): Promise<boolean> {
    const statement = this.statements.check(subject, permission);
    const [row] = await namedQuery<{ readonly allowed: boolean }>(ctx, this.database, {
      ...statement,
      values: [id, subject.id],
    });
    return row?.allowed ?? false;
  }

  /** The subjects are of one type and have the same roles: only their ids differ. */
  private async checkPairs(
    subject: Subject,
    permission: Permission,
    pairs: readonly Pair[],
  ): Promise<readonly boolean[]> {
    const [first, ...others] = pairs;
    if (!first) return [];
    const { ctx, objectId, subjectId } = first;
    if (others.length === 0) {
      return [await this.checkOne(ctx, { ...subject, id: subjectId }, permission, objectId)];
    }
    const statement = this.statements.checkPairs(subject, permission);
    const rows = await namedQuery<{ readonly n: number }>(ctx, this.database, {
      ...statement,
      values: [pairs.map((pair) => pair.objectId), pairs.map((pair) => pair.subjectId)],
    });
    const allowed = new Set(rows.map(({ n }) => n));
    return pairs.map((_, index) => allowed.has(index + 1));
  }
}
