import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** `undefined` when there is no such file, or not a whole one. */
export function findJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

/** For its owner only, and never half written: a reader sees the old file or the new one. */
export function writeJson(file: string, value: unknown): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}
