import type { ExpectedVersion } from '@ashlar/database';
import { PreconditionFailed } from '@ashlar/errors';
import type { Dotfile, DotfileLimits, DotfileStep } from './dotfiles.types.js';
import { DotfilesTooLarge } from './group-config.errors.js';
import type { Usage } from './usage.repository.js';

export function assertVersion(found: Dotfile, expected: ExpectedVersion): void {
  if (expected !== 'any' && !expected.includes(found.version)) throw versionNow(found);
}

export function versionNow({ version }: Dotfile): Error {
  return new PreconditionFailed(`The dotfile is at version ${version} now`, { details: { version } });
}

export function assertFits(step: DotfileStep, { bytesPerFile }: DotfileLimits): void {
  if (!('content' in step) || (step.content?.length ?? 0) <= bytesPerFile) return;
  throw new DotfilesTooLarge(`A dotfile may have ${bytesPerFile} bytes`, {
    details: { bytes: step.content?.length, limit: bytesPerFile },
  });
}

/** Who has too much already, because a limit went down, may shrink but not grow. */
export function assertWithin(before: Usage, after: Usage, limits: DotfileLimits): void {
  for (const what of ['files', 'bytes'] as const) {
    if (after[what] > limits[what] && after[what] > before[what]) {
      throw new DotfilesTooLarge(`The owner may have ${limits[what]} ${what} and would have ${after[what]}`, {
        details: { [what]: after[what], limit: limits[what] },
      });
    }
  }
}
