import { type Definition, type Expression, type Model, ModelError, type SubjectKind } from './model.types.js';
import { type Token, tokensOf } from './zed-tokens.js';
import { validate } from './zed-validate.js';

const nameRule = /^[a-z][a-z0-9_]{1,62}[a-z0-9]$/;
const unsupported: Readonly<Record<string, string>> = {
  caveat: 'caveats are not supported',
  with: 'caveats and expiry are not supported',
  use: 'feature flags (expiry, self) are not supported',
  self: '"self" is not supported',
  import: 'imports are not supported',
  partial: 'partials are not supported',
};

/**
 * Reads a SpiceDB schema: relations, permissions, `+ & - ->`, wildcards and usersets. `+` binds tightest, then `&`, then
 * `-`, as SpiceDB has it: `a - b + c` is `a - (b + c)`.
 * @throws {ModelError} for anything else of the language, and for names that lead nowhere.
 */
export function parseModel(text: string): Model {
  const model = new Parser(tokensOf(text)).model();
  validate(model);
  return model;
}

class Parser {
  private position = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  model(): Model {
    const definitions = new Map<string, Definition>();
    while (this.peek() !== undefined) {
      this.expect('definition');
      const definition = this.definition();
      if (definitions.has(definition.name)) throw this.error(`"${definition.name}" is defined twice`);
      definitions.set(definition.name, definition);
    }
    return { definitions };
  }

  private definition(): Definition {
    const name = this.name();
    const relations = new Map<string, readonly SubjectKind[]>();
    const permissions = new Map<string, Expression>();
    this.expect('{');
    while (!this.take('}')) {
      const kind = this.next();
      if (kind !== 'relation' && kind !== 'permission') throw this.error(this.strange(kind));
      const member = this.name();
      if (relations.has(member) || permissions.has(member)) {
        throw this.error(`"${name}" has "${member}" twice`);
      }
      this.expect(kind === 'relation' ? ':' : '=');
      if (kind === 'relation') relations.set(member, this.subjectKinds());
      else permissions.set(member, this.exclusion());
    }
    return { name, relations, permissions };
  }

  private subjectKinds(): readonly SubjectKind[] {
    const kinds = [this.subjectKind()];
    while (this.take('|')) kinds.push(this.subjectKind());
    return kinds;
  }

  private subjectKind(): SubjectKind {
    const type = this.name();
    const kind = this.take(':')
      ? { type, wildcard: this.expect('*') }
      : { type, wildcard: false, ...(this.take('#') && { relation: this.name() }) };
    if (this.peek() === 'with') throw this.error(this.strange('with'));
    return kind;
  }

  private exclusion(): Expression {
    return this.leftToRight('-', 'exclusion', () =>
      this.leftToRight('&', 'intersection', () => this.leftToRight('+', 'union', () => this.operand())),
    );
  }

  private leftToRight(
    sign: string,
    kind: 'union' | 'intersection' | 'exclusion',
    operand: () => Expression,
  ): Expression {
    let left = operand();
    while (this.take(sign)) left = { kind, left, right: operand() };
    return left;
  }

  private operand(): Expression {
    if (this.take('(')) {
      const inner = this.exclusion();
      this.expect(')');
      return inner;
    }
    if (this.take('nil')) return { kind: 'nil' };
    const name = this.name();
    if (this.peek() === '.') throw this.error('".all" and ".any" are not supported');
    return this.take('->') ? { kind: 'arrow', relation: name, target: this.name() } : { kind: 'name', name };
  }

  private name(): string {
    const name = this.next();
    if (Object.hasOwn(unsupported, name)) throw this.error(this.strange(name));
    if (!nameRule.test(name)) throw this.error(`"${name}" is not a name (3 to 64 of a-z, 0-9 and _)`);
    return name;
  }

  private peek(): string | undefined {
    return this.tokens[this.position]?.text;
  }

  private next(): string {
    const token = this.tokens[this.position];
    if (!token) throw this.error('the text ends too early');
    this.position += 1;
    return token.text;
  }

  private take(text: string): boolean {
    if (this.peek() !== text) return false;
    this.position += 1;
    return true;
  }

  private expect(text: string): true {
    const found = this.next();
    if (found !== text)
      throw this.error(
        Object.hasOwn(unsupported, found) ? this.strange(found) : `"${found}" where "${text}" belongs`,
      );
    return true;
  }

  private strange(found: string): string {
    return unsupported[found] ?? `"${found}" does not belong here`;
  }

  private error(message: string): ModelError {
    const line = this.tokens[Math.max(0, this.position - 1)]?.line ?? 1;
    return new ModelError(`Line ${line}: ${message}`);
  }
}
