import { isSensitiveKey } from './sensitive-keys.js';

export const mask = '***';

/** Text beyond this is dropped before anything looks at it. */
const longestInput = 64 * 1024;

const dropped = '…[truncated]';

/**
 * Masks what looks like a secret in free text: passwords in URLs, `Authorization` and `Cookie` headers, bearer
 * tokens, JWTs, private keys, AWS keys, tokens of well-known makers, `name=value` and `"name": "value"` under
 * a sensitive name; and the local part of e-mail addresses. The result is at most `longest` characters long.
 */
export function redactText(text: string, longest = 8 * 1024): string {
  if (text.length <= longest && !suspicious.test(text)) return text;
  const redacted = rules.reduce((rest, rule) => rule(rest), bounded(text));
  return redacted.length > longest ? redacted.slice(0, longest) + dropped : redacted;
}

// The last word goes too: half a secret may no longer look like one.
function bounded(text: string): string {
  if (text.length <= longestInput) return text;
  const kept = text.slice(0, longestInput);
  return (/\s/.test(kept) ? kept.replace(/\s\S*$/, '') : '') + dropped;
}

/** Every text that a rule can change has one of these; most ids, names and paths have none. */
const suspicious =
  /[@=:]|eyJ|AKIA|ASIA|PRIVATE KEY|bearer|dpop|basic|gh[opsur]_|github_pat_|glpat-|xox|hf_|npm_|sk-|AIza/i;

// Every pattern runs in linear time: it starts only at a boundary, or its parts are bounded.
const rules: readonly ((text: string) => string)[] = [
  replace(
    /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z ]{0,10}-----|$)/g,
    mask,
  ),
  // A colon without a port after it begins a password, which may hold a slash or an @ of its own.
  replace(
    /:\/\/([^\s:/?#@"'<>]{0,200}):(?!\d{1,5}(?:[/?#\s"',;)\]}]|$))[^\s"'<>]{0,1000}@/g,
    `://$1:${mask}@`,
  ),
  replace(/:\/\/[^\s:/?#@"'<>*]{1,1000}@/g, `://${mask}@`),
  replace(
    /((?<![a-z])(?:proxy-)?authorization|(?<![a-z])(?:set-)?cookie)(["']?[ \t]{0,8}:[ \t]{0,8})[^\r\n]+/gi,
    `$1$2${mask}`,
  ),
  replace(/(?<![a-z])(bearer|dpop)\s{1,8}[^\s"',;]+/gi, `$1 ${mask}`),
  replace(/(?<![a-z])(basic)\s{1,8}[a-z0-9+/_-]{8,}={0,2}/gi, `$1 ${mask}`),
  quotedNames,
  namedValues,
  replace(/eyJ[A-Za-z0-9_-]{10,}(?:\.[A-Za-z0-9_-]*){0,4}/g, mask),
  replace(/(?:AKIA|ASIA)[A-Z0-9]{16}(?:[\s:,;/"'|=]{1,8}[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+]))?/g, mask),
  replace(/(?:gh[opsur]_|github_pat_|glpat-|xox[abeprs]-|hf_|npm_|sk-|AIza)[A-Za-z0-9_-]{20,}/g, mask),
  replace(/(?<![\w.%+-])([\w%+-])[\w.%+-]*@((?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24})/gi, `$1${mask}@$2`),
];

function replace(pattern: RegExp, replacement: string): (text: string) => string {
  return (text) => text.replace(pattern, replacement);
}

/** JSON, also JSON inside JSON, and what `util.inspect` prints for names that need quotes. */
function quotedNames(text: string): string {
  return maskValues(
    text,
    /\\{0,7}["']([^"'\\\s]{1,100})\\{0,7}["']\s{0,8}:\s{0,8}/g,
    /\\{0,7}"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|[^\s,}\]]+/y,
    `"${mask}"`,
  );
}

/** Query strings, command lines, connection strings, form bodies, and `name: 'value'`. */
function namedValues(text: string): string {
  return maskValues(
    text,
    /(?<![\w.-])([\w.-]{1,100})(?:=|:\s{0,4}(?=["'`]))/g,
    /"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|`[^`]*`?|[^\s"'&,;)]+/y,
    mask,
  );
}

/** Only the value of a sensitive name is consumed: another value may hold names of its own. */
function maskValues(text: string, names: RegExp, value: RegExp, replacement: string): string {
  let redacted = '';
  let copied = 0;
  for (let name = names.exec(text); name !== null; name = names.exec(text)) {
    if (!isSensitiveKey(name[1] ?? '')) continue;
    value.lastIndex = names.lastIndex;
    if (!value.test(text)) continue;
    redacted += text.slice(copied, names.lastIndex) + replacement;
    copied = value.lastIndex;
    names.lastIndex = copied;
  }
  return redacted + text.slice(copied);
}
