import { parseRedisUrl } from './redis-url.js';

const plain = { tls: false, database: 0, group: '' };

it.each([
  ['redis://cache', { ...plain, kind: 'single', nodes: [{ host: 'cache', port: 6379 }] }],
  [
    'rediss://ashlar:p%40ss@[::1]:6380/2',
    {
      kind: 'single',
      nodes: [{ host: '::1', port: 6380 }],
      username: 'ashlar',
      password: 'p@ss',
      tls: true,
      database: 2,
      group: '',
    },
  ],
  [
    'redis+sentinel://:word@a,b:26380/main',
    {
      ...plain,
      kind: 'sentinel',
      nodes: [
        { host: 'a', port: 26379 },
        { host: 'b', port: 26380 },
      ],
      password: 'word',
      group: 'main',
    },
  ],
  [
    'redis+cluster://a:7000,b:7001',
    {
      ...plain,
      kind: 'cluster',
      nodes: [
        { host: 'a', port: 7000 },
        { host: 'b', port: 7001 },
      ],
    },
  ],
])('%s is understood', (url, target) => {
  expect(parseRedisUrl(url)).toEqual(target);
});

it.each([
  'http://cache',
  'redis://a,b',
  'redis://cache/main',
  'redis+sentinel://a,b',
  'redis+cluster://a:x',
  'redis://',
])('%s is refused without being repeated', (url) => {
  expect(() => parseRedisUrl(url)).toThrow(TypeError);
  expect(() => parseRedisUrl(url)).toThrow(/^(?!.*:\/\/)/);
});
