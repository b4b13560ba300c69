import type { BenchOptions } from './bench.types.js';

export interface CommandLine {
  /** Undefined: list the benches. */
  readonly name: string | undefined;
  readonly rounds: number | undefined;
  /** Undefined: tools/bench/results. */
  readonly out: string | undefined;
  /** Everything else, for the bench itself. */
  readonly options: BenchOptions;
}

/** `<name> [--rounds N] [--out DIR] [--any VALUE ...]` @throws Error for anything else. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const options: Record<string, string> = {};
  let name: string | undefined;
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? '';
    if (word.startsWith('--')) {
      const value = args[at + 1];
      if (value === undefined || value.startsWith('--')) throw new Error(`${word} needs a value`);
      options[word.slice(2)] = value;
      at += 1;
    } else if (name === undefined) name = word;
    else throw new Error(`One bench at a time: "${name}" or "${word}"`);
  }
  const { rounds, out, ...rest } = options;
  if (rounds !== undefined && !/^[1-9]\d{0,2}$/.test(rounds)) throw new Error('--rounds is 1 to 999');
  return { name, rounds: rounds === undefined ? undefined : Number(rounds), out, options: rest };
}
