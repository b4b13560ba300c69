import { createHmac } from 'node:crypto';

type Headers = Readonly<Record<string, string>>;

interface KeyDeps {
  readonly account: string;
  /** In Base64. */
  readonly key: string;
  readonly now: () => Date;
}

/** In this order; `Date` stays empty, since `x-ms-date` says it. */
const standardHeaders = [
  ...['content-encoding', 'content-language', 'content-length', 'content-md5', 'content-type', 'date'],
  ...['if-modified-since', 'if-match', 'if-none-match', 'if-unmodified-since', 'range'],
];

/** What the key of an account signs: scheme "Shared Key" of blobs, as of 2015-02-21 and later. */
export function stringToSign(account: string, method: string, url: string, headers: Headers): string {
  const { pathname, searchParams } = new URL(url);
  const own = Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value.trim()] as const)
    .filter(([name]) => name.startsWith('x-ms-'))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const names = [...new Set([...searchParams.keys()].map((name) => name.toLowerCase()))].sort();
  const valuesOf = (name: string): string =>
    [...searchParams]
      .flatMap(([one, value]) => (one.toLowerCase() === name ? [value] : []))
      .sort()
      .join(',');
  return [
    method,
    ...standardHeaders.map((name) => headers[name] ?? ''),
    ...own.map(([name, value]) => `${name}:${value}`),
    `/${account}${pathname}`,
    ...names.map((name) => `${name}:${valuesOf(name)}`),
  ].join('\n');
}

/** Adds the time and the signature to the headers of a request without a body. */
export function signedByKey({ account, key, now }: KeyDeps) {
  return (method: string, url: string, headers: Headers): Headers => {
    const dated = { ...headers, 'x-ms-date': now().toUTCString() };
    const signature = createHmac('sha256', Buffer.from(key, 'base64'))
      .update(stringToSign(account, method, url, dated), 'utf8')
      .digest('base64');
    return { ...dated, authorization: `SharedKey ${account}:${signature}` };
  };
}
