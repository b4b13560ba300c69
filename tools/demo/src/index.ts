export { expectedAccess, type ExpectedAccess } from './data/expected-access.js';
export { generate, type Generated, type Size, smallSize, wholeSize } from './data/generate.js';
export { planOf } from './data/organisation-plan.js';
export { countedSlots, lastWeek, secondsOf } from './data/schedules.js';
export { tellStory } from './tell-story.js';
