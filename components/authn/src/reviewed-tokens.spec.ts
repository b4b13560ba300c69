import { Unauthenticated, Unavailable } from '@ashlar/errors';
import { UnsecuredJWT } from 'jose';
import { reviewSparingly } from './reviewed-tokens.js';

const tokenOf = (subject: string): string =>
  new UnsecuredJWT({}).setSubject(subject).setIssuedAt().setExpirationTime('10m').encode();
const limits = { rememberForMs: 60_000, rememberAtMost: 3, concurrent: 2 };
const refused = { code: 'UNAUTHENTICATED' };

function cluster() {
  const asked: string[] = [];
  const waiting: (() => void)[] = [];
  let outage = false;
  return {
    asked,
    fail: (now: boolean) => void (outage = now),
    release: () => waiting.splice(0).forEach((go) => go()),
    hold: false,
    async review(token: string): Promise<string> {
      asked.push(token);
      if (this.hold) await new Promise<void>((resolve) => void waiting.push(resolve));
      if (outage) throw new Unavailable('The cluster does not answer', { retryAfterSeconds: 1 });
      if (token === bad) throw new Unauthenticated('The service-account token is not valid');
      return 'somebody';
    },
  };
}

const [good, bad] = [tokenOf('good'), tokenOf('bad')];

describe('reviews of tokens', () => {
  it('ask once about a token, be it good or bad', async () => {
    const api = cluster();
    const check = reviewSparingly((token) => api.review(token), limits);
    for (let n = 0; n < 5; n += 1) {
      expect(await check(good)).toBe('somebody');
      await expect(check(bad)).rejects.toMatchObject(refused);
    }
    expect(api.asked).toEqual([good, bad]);
  });

  it('ask again when the verdict has grown old, and when there was none', async () => {
    const api = cluster();
    const check = reviewSparingly((token) => api.review(token), { ...limits, rememberForMs: 0 });
    await check(good);
    await check(good);
    await expect(check(bad)).rejects.toMatchObject(refused);
    await expect(check(bad)).rejects.toMatchObject(refused);
    expect(api.asked).toHaveLength(4);
    const remembering = reviewSparingly((token) => api.review(token), limits);
    api.fail(true);
    await expect(remembering(good)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    api.fail(false);
    expect(await remembering(good)).toBe('somebody');
  });

  it('remember no more than they may, and no bad token drives out a good one', async () => {
    const api = cluster();
    const check = reviewSparingly(async (token) => {
      if (token === good) return api.review(token);
      api.asked.push(token);
      throw new Unauthenticated('no');
    }, limits);
    await check(good);
    const others = Array.from({ length: 10 }, (_, n) => tokenOf(`bad ${n}`));
    for (const token of others) await expect(check(token)).rejects.toMatchObject(refused);
    await check(good);
    expect(api.asked).toHaveLength(11);
    await expect(check(others[0] ?? '')).rejects.toMatchObject(refused);
    expect(api.asked).toHaveLength(12);
  });

  it('share one under way, and are turned away beyond so many at once', async () => {
    const api = cluster();
    api.hold = true;
    const check = reviewSparingly((token) => api.review(token), limits);
    const held = [check(good), check(good), check(tokenOf('second'))];
    await expect(check(tokenOf('third'))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(api.asked).toHaveLength(2);
    api.release();
    expect(await Promise.all(held)).toEqual(['somebody', 'somebody', 'somebody']);
    api.hold = false;
    expect(await check(tokenOf('third'))).toBe('somebody');
  });
});
