import { drift as ask } from '../commands/drift.js';
import { proving } from '../throwaway/proving.js';

export const drift = proving({
  name: 'drift',
  summary: 'whether models and migrations agree, asked of the framework on a throw-away database',
  help: `Compares the models with what the migrations make, as makemigrations --check and alembic check do, on a database that is made for it, and
says what each difference would cost: data, a guarantee, an index. Runs the project's own code.`,
  ask,
});
