import { eventually } from './index.js';

describe('eventually', () => {
  it('asks until there is an answer, through failures', async () => {
    let asked = 0;
    const ask = (): string | undefined => {
      asked += 1;
      if (asked === 1) throw new Error('not yet');
      return asked === 3 ? 'here' : undefined;
    };
    expect(await eventually(ask, { everyMs: 1 })).toBe('here');
    expect(asked).toBe(3);
  });

  it('gives up with the last failure, or says how long it waited', async () => {
    const failing = (): never => {
      throw new Error('closed');
    };
    await expect(eventually(failing, { timeoutMs: 5, everyMs: 1 })).rejects.toThrow('closed');
    await expect(eventually(() => false, { timeoutMs: 5, everyMs: 1 })).rejects.toThrow('Nothing after 5 ms');
  });
});
