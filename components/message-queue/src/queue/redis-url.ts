export interface RedisNode {
  readonly host: string;
  readonly port: number;
}

/** What a URL of Redis or Valkey says. */
export interface RedisTarget {
  readonly kind: 'single' | 'sentinel' | 'cluster';
  readonly nodes: readonly [RedisNode, ...RedisNode[]];
  readonly username?: string;
  readonly password?: string;
  readonly tls: boolean;
  /** Of a single server. */
  readonly database: number;
  /** The name that the sentinels know the servers by. */
  readonly group: string;
}

const kinds = {
  redis: 'single',
  rediss: 'single',
  'redis+sentinel': 'sentinel',
  'redis+cluster': 'cluster',
} as const;
const ports = { single: 6379, sentinel: 26379, cluster: 6379 } as const;

/** @throws {TypeError} that does not name the URL, which may hold a password. */
export function parseRedisUrl(url: string): RedisTarget {
  const match = /^(rediss?|redis\+sentinel|redis\+cluster):\/\/(?:([^@/]*)@)?([^/?]+)(?:\/([^?]*))?$/.exec(
    url,
  );
  const [, scheme, credentials = '', hosts, path = ''] = match ?? [];
  if (!isScheme(scheme) || hosts === undefined)
    throw new TypeError('ASHLAR_QUEUE_REDIS_URL is not a URL of Redis');
  const kind = kinds[scheme];
  const [first, ...others] = hosts.split(',').map((text) => nodeOf(text, ports[kind]));
  if (!first || (kind === 'single' && others.length > 0))
    throw new TypeError('ASHLAR_QUEUE_REDIS_URL: several hosts are for sentinels and clusters');
  if (kind === 'sentinel' && path === '')
    throw new TypeError('ASHLAR_QUEUE_REDIS_URL ends with the name of a group');
  if (kind === 'single' && !/^\d*$/.test(path))
    throw new TypeError('ASHLAR_QUEUE_REDIS_URL: a database is a number');
  const [username = '', ...password] = credentials.split(':');
  return {
    kind,
    nodes: [first, ...others],
    ...(username !== '' && { username: decodeURIComponent(username) }),
    ...(password.length > 0 && { password: decodeURIComponent(password.join(':')) }),
    tls: scheme === 'rediss',
    database: kind === 'single' ? Number(path) : 0,
    group: kind === 'sentinel' ? path : '',
  };
}

function isScheme(scheme: string | undefined): scheme is keyof typeof kinds {
  return scheme !== undefined && Object.hasOwn(kinds, scheme);
}

function nodeOf(text: string, standard: number): RedisNode {
  const [, host, port] = /^(\[[^\]]+\]|[^:]+)(?::(\d+))?$/.exec(text) ?? [];
  if (host === undefined) throw new TypeError('ASHLAR_QUEUE_REDIS_URL: a host is a name and perhaps a port');
  return { host: host.replaceAll(/[[\]]/g, ''), port: port === undefined ? standard : Number(port) };
}
