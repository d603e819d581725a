import { drift as ask } from '../commands/drift.js';
import { driftOfSources } from '../commands/drift-sources.js';
import { SANDBOX } from '../throwaway/options.js';
import { proving } from '../throwaway/proving.js';

export const drift = proving({
  name: 'drift',
  summary: 'whether models and migrations agree, asked of the framework on a throw-away database',
  help: `Compares the models with what the migrations make, as makemigrations --check and alembic check do, on a database that is made for it, and
says what each difference would cost: data, a guarantee, an index. Runs the project's own code.`,
  another: {
    name: 'sources',
    help: `  --sources            only what the sources say: no database, and nothing of the project is run; any Python from 3.10 on will do
`,
    ask: driftOfSources,
    without: Object.keys(SANDBOX).filter(name => name !== 'python'),
  },
  ask,
});
