export { runReset, runStart, runToken, type CommandOptions } from './commands.js';
export { layoutOf, type Layout } from './layout.js';
export { workerClient } from './services.js';
export { readStackFile, type StackFile } from './stack-file.js';
export { startStack, type RunningStack } from './stack.js';
export type { StackOptions } from './start.types.js';
