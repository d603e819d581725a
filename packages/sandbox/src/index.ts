export { withPostgres } from './connection.js';
