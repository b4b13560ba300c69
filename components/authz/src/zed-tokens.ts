import { ModelError } from './model.types.js';

export interface Token {
  readonly text: string;
  readonly line: number;
}

const pattern = /(?<skip>\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)|->|[{}()|:#*=+&.,-]|[a-z][a-z0-9_]*/gy;

export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let position = 0;
  while (position < text.length) {
    pattern.lastIndex = position;
    const match = pattern.exec(text);
    if (!match) throw new ModelError(`Line ${line}: cannot read "${text.slice(position, position + 20)}"`);
    if (match.groups?.['skip'] === undefined) tokens.push({ text: match[0], line });
    line += match[0].split('\n').length - 1;
    position = pattern.lastIndex;
  }
  return tokens;
}
