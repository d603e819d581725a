export type * from './finding.js';
export type * from './framework.js';
export type * from './model.js';
