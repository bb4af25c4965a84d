export * from './amount.js';
export * from './document.js';
export * from './fact.js';
export * from './grid.js';
export * from './message.js';
export * from './page.js';
export * from './place.js';
export * from './table.js';
