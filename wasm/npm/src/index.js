export * from './core.js';
export { app } from './standard.js';
