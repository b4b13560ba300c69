import { generateKeyPairSync, randomBytes } from 'node:crypto';

import fc from 'fast-check';

import { redactText } from './index.js';

const secret = randomBytes(15).toString('hex');
const base64url = (text: string) => Buffer.from(text).toString('base64url');
const jwt = `${base64url('{"alg":"RS256"}')}.${base64url('{"sub":"alice"}')}.${randomBytes(32).toString('base64url')}`;
const { privateKey } = generateKeyPairSync('ed25519', {
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const awsId = `AKIA${randomBytes(10).toString('hex').toUpperCase().slice(0, 16)}`;
const awsSecret = randomBytes(30).toString('base64').replaceAll('=', 'A');

describe('secrets in text', () => {
  it.each<[string, string]>([
    ['a bearer token', `sent Bearer ${secret} upstream`],
    ['a header', `Authorization: Basic ${secret}`],
    ['a custom scheme', `authorization: Whatever ${secret}, more ${secret}`],
    ['a cookie', `> Cookie: sid=${secret}; other=${secret}\n< 200`],
    ['a set-cookie', `Set-Cookie: sid=${secret}; HttpOnly`],
    ['a header as JSON', JSON.stringify({ headers: { authorization: `Whatever ${secret}` } })],
    ['a database URL', `connect to postgres://ashlar:${secret}@db:5432/ashlar failed`],
    ['a password with an @', `postgres://ashlar:a@${secret}@db/ashlar`],
    ['a password with a slash', `postgres://ashlar:a/${secret}@db/ashlar`],
    ['a redis URL without a user', `redis://:${secret}@cache:6379`],
    ['a token as the user', `https://${secret}@github.example/repo`],
    ['two URLs', `a://u:${secret}@h b://u:${secret}@h`],
    ['a query string', `GET /x?page=1&access_token=${secret}&y=2`],
    ['a form', `grant_type=password&client_secret=${secret}`],
    ['a connection string', `host=db password=${secret} user=ashlar`],
    ['a quoted connection string', `host=db password='${secret} ${secret}' user=ashlar`],
    ['JSON', JSON.stringify({ user: 'x', clientSecret: secret })],
    ['JSON in JSON', JSON.stringify({ body: JSON.stringify({ clientSecret: secret }) })],
    ['a query inside a value', `url=https://h/x?page=1&token=${secret}`],
    ['inspected', `{ apiKey: '${secret}', 'x-api-key': '${secret}' }`],
    ['environment', `ASHLAR_SECRET_KEY=${secret}`],
  ])('%s', (_what, text) => {
    expect(redactText(text)).not.toContain(secret);
    expect(redactText(text)).toContain('***');
  });

  it('a JSON web token, also a part of it', () => {
    expect(redactText(`token ${jwt}!`)).toBe('token ***!');
    expect(redactText(jwt.slice(0, 40))).toBe('***');
  });

  it('a private key, also without its end', () => {
    const body = privateKey.split('\n')[1] ?? '';
    expect(redactText(`key: ${privateKey} loaded`)).toBe('key: ***\n loaded');
    expect(redactText(privateKey.slice(0, -30))).not.toContain(body.slice(0, 10));
    expect(redactText(JSON.stringify({ key: privateKey }))).not.toContain(body);
  });

  it('an AWS key with its secret', () => {
    expect(redactText(`${awsId}:${awsSecret}`)).toBe('***');
    expect(redactText(`id ${awsId}, ok`)).toBe('id ***, ok');
  });

  it.each(['ghp_', 'github_pat_', 'glpat-', 'xoxb-', 'hf_'])('a token that begins with %s', (prefix) => {
    expect(redactText(`uses ${prefix}${secret}`)).toBe('uses ***');
  });

  it('the local part of an e-mail address', () => {
    expect(redactText('mail to alice.b+x@mail.example.org failed')).toBe(
      'mail to a***@mail.example.org failed',
    );
    expect(redactText('<bob@example.org>,carol@example.org')).toBe('<b***@example.org>,c***@example.org');
  });

  it('stays hidden when long text is cut', () => {
    const padding = 'x '.repeat(32 * 1024 - 20);
    expect(redactText(`${padding}postgres://ashlar:${secret}@db`, Infinity)).not.toContain(
      secret.slice(0, 6),
    );
    expect(redactText(`Bearer ${'y'.repeat(70_000)}`).length).toBeLessThan(100);
  });
});

describe('ordinary text', () => {
  it.each([
    'GET /api/data/storages/018f3f2e-0000-7000-8000-000000000000 200',
    'listening on http://127.0.0.1:8080/api?x=1#y',
    'see https://medium.example/@author and http://h:8080/a@b',
    'node_modules/pkg@1.2.3/index.js:10:5',
    'page=2 per_page=20 token_count=7',
    'Key (slug)=(main) already exists',
    'at Object.<anonymous> (file:///srv/app/main.js:3:9)',
  ])('is left alone: %s', (text) => {
    expect(redactText(text)).toBe(text);
  });

  it('keeps what surrounds a secret', () => {
    expect(redactText(`postgres://ashlar:${secret}@db:5432/ashlar`)).toBe(
      'postgres://ashlar:***@db:5432/ashlar',
    );
    expect(redactText(`GET /x?access_token=${secret}&y=2`)).toBe('GET /x?access_token=***&y=2');
  });

  it('is cut at the given length', () => {
    expect(redactText('word '.repeat(100), 20)).toBe(`${'word '.repeat(4)}…[truncated]`);
  });
});

describe('any text', () => {
  it('is redacted without a throw and within its length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (text) => {
        expect(redactText(text, 100).length).toBeLessThan(120);
      }),
    );
  });

  it.each([
    'a',
    '"',
    "'",
    '\\',
    ':',
    '=',
    '://',
    '@',
    'a@',
    'eyJ',
    'a="',
    '\\"',
    ' ',
    'a.',
    'cookie',
    '://a:',
  ])('of many %j does not take forever', (unit) => {
    const text = unit.repeat(Math.floor((60 * 1024) / unit.length));
    expect(typeof redactText(text)).toBe('string');
  });
});
