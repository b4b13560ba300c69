import { assertNotInspected, ignoreDebuggerSignal } from './inspection.js';

it.each([
  ['--inspect', {}],
  ['--inspect-brk=0.0.0.0:9229', {}],
  ['--heapsnapshot-signal=SIGUSR2', {}],
  ['--report-on-signal', {}],
  ['--enable-source-maps', { NODE_OPTIONS: '--max-old-space-size=300 --inspect=1' }],
  ['--enable-source-maps', { NODE_OPTIONS: '"--heapsnapshot-near-heap-limit=1"' }],
])('does not run with %s and %j', (option, env) => {
  expect(() => assertNotInspected(env, [option])).toThrow('This service holds keys');
});

it('runs with what shows nothing', () => {
  const env = { NODE_OPTIONS: '--max-old-space-size=300 --enable-source-maps' };
  expect(() => assertNotInspected(env, ['--enable-source-maps'])).not.toThrow();
  expect(() => assertNotInspected({}, [])).not.toThrow();
});

it('the signal that opens a debugger is taken', () => {
  const before = new Set(process.listeners('SIGUSR1'));
  const lines: string[] = [];
  ignoreDebuggerSignal((line) => lines.push(line));
  const [added] = process.listeners('SIGUSR1').filter((listener) => !before.has(listener));
  added?.('SIGUSR1');
  expect(lines).toHaveLength(1);
  if (added) process.removeListener('SIGUSR1', added);
});
