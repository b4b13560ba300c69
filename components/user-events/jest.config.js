import { jestConfig } from '../../jest.preset.js';

export default jestConfig('user-events');
