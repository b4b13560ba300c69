import { createPace } from './pace.js';
import { createTurns } from './turns.js';

const thing = (tenant: string, number: number) => ({ tenant, number });

describe('turns', () => {
  it('go round among tenants, each in its own order', () => {
    const turns = createTurns<ReturnType<typeof thing>>();
    turns.add([thing('flood', 1), thing('flood', 2), thing('flood', 3)]);
    expect(turns.next()).toEqual(thing('flood', 1));
    turns.add([thing('quiet', 1), thing('flood', 4)]);
    const order = Array.from({ length: 5 }, () => turns.next());
    expect(order).toEqual([
      thing('flood', 2),
      thing('quiet', 1),
      thing('flood', 3),
      thing('flood', 4),
      undefined,
    ]);
    expect(turns.size()).toBe(0);
  });
});

describe('the pace', () => {
  it('is how many ended in this window or the one before', () => {
    let now = 0;
    const pace = createPace(() => now);
    for (let count = 0; count < 5; count += 1) pace.note();
    expect(pace.recently()).toBe(5);
    now = 25;
    pace.note();
    expect(pace.recently()).toBe(5);
    now = 45;
    expect(pace.recently()).toBe(1);
    now = 500;
    expect(pace.recently()).toBe(0);
  });
});
