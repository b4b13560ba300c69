import { type Database, type OperationContext } from '@ashlar/database';
import { loadModel } from './model.js';
import { codeOf } from './tuple-terms.js';
import type { Difference, Verification, VerifiedTable } from './verify.types.js';
import { VerifyRepository } from './verify.repository.js';

const batch = 1_000;
const usual = 100;

export interface VerifyDeps {
  readonly database: Database;
  /** Those whose rows are compared; tuples of other types are passed over. */
  readonly tables: readonly VerifiedTable[];
}

/**
 * Compares rows with tuples, type by type and in the order of ids, a thousand at a time: for operators, and for nights.
 * What changes while it runs may be named although it is right: look again at what it names.
 * @param limit how many differences it names at most, 100 unless said.
 * @throws {TypeError} for a type that the model does not have.
 */
export async function verifyRelations(
  ctx: OperationContext,
  { database, tables }: VerifyDeps,
  { limit = usual }: { readonly limit?: number } = {},
): Promise<Verification> {
  const { model, codes } = loadModel();
  const repository = new VerifyRepository(database);
  const differences: Difference[] = [];
  const seen = { rows: 0, objects: 0 };
  for (const { type, idsAfter } of tables) {
    const code = codeOf(codes.types, type);
    const hasParent = model.definitions.get(type)?.relations.has('parent') ?? false;
    const rows = new Ids((after) => idsAfter(ctx, after, batch));
    const objects = new Ids((after) => repository.objectsAfter(ctx, code, after, batch));
    const subjects = new Ids((after) => repository.subjectsAfter(ctx, code, after, batch));
    const parented = new Ids(
      hasParent
        ? (after) => repository.objectsAfter(ctx, code, after, batch, codeOf(codes.names, 'parent'))
        : none,
    );
    // The four are in one order, so each is read once.
    for (;;) {
      const id = least([await rows.first(), await objects.first(), await subjects.first()]);
      if (id === undefined) break;
      const [isRow, isObject, isSubject] = [
        await rows.take(id),
        await objects.take(id),
        await subjects.take(id),
      ];
      const isParented = await parented.take(id);
      if (isRow) seen.rows += 1;
      if (isObject) seen.objects += 1;
      if (!isRow && isObject) differences.push({ kind: 'orphan', object: { type, id } });
      if (isRow && hasParent && !isParented) differences.push({ kind: 'homeless', object: { type, id } });
      if (!isRow && isSubject) {
        for (const object of await repository.naming(ctx, code, id, limit)) {
          differences.push({
            kind: 'dangling',
            object: { type: nameOf(codes.types, object.type), id: object.id },
            subject: { type, id },
          });
        }
      }
      if (differences.length > limit)
        return { differences: differences.slice(0, limit), complete: false, ...seen };
    }
  }
  return { differences, complete: true, ...seen };
}

const none = (): Promise<readonly string[]> => Promise.resolve([]);

/** Ids in ascending order, read in batches. */
class Ids {
  private waiting: string[] = [];
  private after: string | undefined;
  private ended = false;

  constructor(private readonly read: (after: string | undefined) => Promise<readonly string[]>) {}

  async first(): Promise<string | undefined> {
    if (this.waiting.length === 0 && !this.ended) {
      this.waiting = [...(await this.read(this.after))].reverse();
      this.ended = this.waiting.length === 0;
      this.after = this.waiting[0] ?? this.after;
    }
    return this.waiting.at(-1);
  }

  /** Whether this id comes next; then the one after it does. What is smaller is passed over. */
  async take(id: string): Promise<boolean> {
    let next = await this.first();
    while (next !== undefined && next < id) {
      this.waiting.pop();
      next = await this.first();
    }
    if (next !== id) return false;
    this.waiting.pop();
    return true;
  }
}

function least(ids: readonly (string | undefined)[]): string | undefined {
  return ids.filter((id) => id !== undefined).sort()[0];
}

function nameOf(codes: Readonly<Record<string, number>>, code: number): string {
  return Object.keys(codes).find((name) => codes[name] === code) ?? String(code);
}
