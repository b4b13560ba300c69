import { IsInt } from 'class-validator';
import { bindHandlers } from './define-job.js';
import { defineJob, handle, handleMany, JobHandlerError } from './index.js';

class Press {
  @IsInt()
  times!: number;
}

const declaration = { name: 'lamp.press', version: 1, payload: Press };
const press = defineJob(declaration);
const fix = defineJob({ ...declaration, name: 'lamp.fix' });
const nothing = () => Promise.resolve();

describe('a defined job', () => {
  it('has every option', () => {
    expect(defineJob({ ...declaration, options: { attempts: 2 } }).options).toEqual({
      attempts: 2,
      backoffMs: 1_000,
      timeoutMs: 60_000,
      priority: 0,
      concurrency: 1,
      ratePerTenant: 0,
      rateWindowMs: 1_000,
      batch: 0,
    });
  });

  it.each(['lamp', 'Lamp.press', 'lamp.', '.press', 'lamp.press.again', 'lamp press', 'lamp.press-'])(
    'refuses the name %j',
    (name) => {
      expect(() => defineJob({ ...declaration, name })).toThrow(/not a job name/);
    },
  );

  it.each([0, -1, 1.5, 40_000])('refuses the version %p', (version) => {
    expect(() => defineJob({ ...declaration, version })).toThrow(/version/);
  });

  it.each([{ attempts: 0 }, { backoffMs: -1 }, { timeoutMs: 0 }, { priority: 1.5 }])(
    'refuses %j',
    (options) => {
      expect(() => defineJob({ ...declaration, options })).toThrow(
        new RegExp(Object.keys(options)[0] ?? '-'),
      );
    },
  );
});

it('refuses a rate for jobs that are taken in batches', () => {
  const both = { ...declaration, options: { batch: 10, ratePerTenant: 1 } };
  expect(() => defineJob(both)).toThrow(/no rate/);
});

describe('binding handlers', () => {
  it('finds the handler of each job', () => {
    const handlers = [handle(fix, nothing), handle(press, nothing)];
    const bound = bindHandlers([press, fix], handlers);
    expect([...bound.entries()]).toEqual([
      ['lamp.press', handlers[1]],
      ['lamp.fix', handlers[0]],
    ]);
  });

  it('names every fault at once', () => {
    const stranger = defineJob({ ...declaration, name: 'door.open' });
    const handlers = [handle(press, nothing), handle(press, nothing), handle(stranger, nothing)];
    const bind = () => bindHandlers([press, fix], handlers);
    expect(bind).toThrow(JobHandlerError);
    expect(bind).toThrow(
      expect.objectContaining({
        faults: [
          'lamp.press has 2 handlers',
          'lamp.fix has no handler',
          'door.open has a handler but is not one of the jobs',
        ],
      }),
    );
  });

  it('refuses what takes a job one by one when it comes in batches, and the other way round', () => {
    const many = defineJob({ ...declaration, name: 'lamp.fix-all', options: { batch: 10 } });
    expect(() => bindHandlers([press, many], [handleMany(press, nothing), handle(many, nothing)])).toThrow(
      expect.objectContaining({ faults: ['lamp.press needs handle', 'lamp.fix-all needs handleMany'] }),
    );
  });

  it('refuses two jobs of one name', () => {
    const other = defineJob({ ...declaration, version: 2 });
    expect(() => bindHandlers([press, other], [handle(press, nothing), handle(other, nothing)])).toThrow(
      /lamp.press is defined twice/,
    );
  });
});
