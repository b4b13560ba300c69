import { CONFIGURATION_EXIT_CODE, ConfigurationError, ProcessUnavailableError, runMain } from './index.js';

describe('runMain', () => {
  let printed = '';
  const print = (text: string) => void (printed += text);
  let before: typeof process.exitCode;

  beforeEach(() => {
    before = process.exitCode;
    printed = '';
  });
  afterEach(() => {
    process.exitCode = before;
  });

  it('leaves a success alone', async () => {
    await runMain(() => Promise.resolve(), print);
    expect([process.exitCode, printed]).toEqual([before, '']);
  });

  it('prints every fault and exits with 78', async () => {
    const error = new ConfigurationError([
      { variable: 'A', message: 'is required' },
      { variable: 'B', message: 'must be a URL' },
    ]);
    await runMain(() => Promise.reject(error), print);
    expect(process.exitCode).toBe(CONFIGURATION_EXIT_CODE);
    expect(CONFIGURATION_EXIT_CODE).toBe(78);
    expect(printed).toBe('The configuration is not valid:\n  A: is required\n  B: must be a URL\n');
  });

  it('prints the message alone and exits with 69 when what it needs is away', async () => {
    await runMain(() => Promise.reject(new ProcessUnavailableError('The database is away')), print);
    expect(process.exitCode).toBe(69);
    expect(printed).toBe('The database is away\n');
  });

  it.each([[new Error('broken')], ['broken']])(
    'prints anything else and exits with 1',
    async (thrown: unknown) => {
      await runMain(async () => {
        await Promise.resolve();
        throw thrown;
      }, print);
      expect(process.exitCode).toBe(1);
      expect(printed).toContain('broken');
    },
  );
});
