import type { FlagSetting, TextSetting, UrlSetting } from './catalogue.types.js';

/** One line: what is written into files of lines stays on its own. */
export const oneLine = /^[ -~\u00a0-\u2027\u202a-\uffff]*$/;

/** No folder above, no folder of its own, no slash at the beginning. */
const relativePath = /^(?!\/)(?!(?:.*\/)?\.{1,2}(?:\/|$))[ -[\]-~\u00a0-\u2027\u202a-\uffff]*$/;

const hostName =
  /^(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(?:\.[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*\.?|\[[0-9A-Fa-f:.]{2,45}\])$/;

export function text(
  help: string,
  more: Partial<Omit<TextSetting, 'kind' | 'help'>> & { readonly maxLength?: number } = {},
): TextSetting {
  return { kind: 'text', help, maxLength: 255, pattern: oneLine, ...more };
}

export function below(help: string): TextSetting {
  return text(help, { rclone: null, maxLength: 512, pattern: relativePath, example: 'runs/2026' });
}

export function host(help: string): TextSetting {
  return text(help, {
    required: true,
    target: true,
    maxLength: 253,
    pattern: hostName,
    example: 'files.example.org',
  });
}

export function endpoint(help: string, more: Partial<Omit<UrlSetting, 'kind' | 'help'>> = {}): UrlSetting {
  return { kind: 'origin', help, target: true, ...more };
}

/** Bucket names as S3 has them: no address, no neighbouring dots. */
export const bucketName =
  /^(?!\d{1,3}(?:\.\d{1,3}){3}$)(?!xn--)(?!.*(?:\.\.|\.-|-\.))[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

export function verified(help = 'Whether the certificate of the server is checked.'): FlagSetting {
  return {
    kind: 'flag',
    help: `${help} Only administrators may switch it off.`,
    rclone: null,
    default: true,
    advanced: true,
    target: true,
    administrators: true,
  };
}

/** Reasons for what is refused, which are always the same few. */
export const refusals = {
  file: 'It names a file of the machine that mounts the storage.',
  command: 'It names a command that would be run on the machine that mounts the storage.',
  ambient: 'It lends the rights of the machine itself.',
  headers: 'Headers may carry credentials, which would be kept in clear.',
} as const;
