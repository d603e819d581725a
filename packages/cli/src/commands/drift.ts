import { drift as ask } from '@oneleaf/workflows/drift/drift';
import { driftOfSources } from '@oneleaf/workflows/drift/source-drift';
import { SANDBOX_OPTIONS } from '../command-line/sandbox-options.js';
import { projectCommand } from '../command-line/project-command.js';

export const driftCommand = projectCommand({
  name: 'drift',
  help: `Compares the models with what the migrations make, as makemigrations --check and alembic check do, on a database that is made for it, and
says what each difference would cost: data, a guarantee, an index. Runs the project's own code.`,
  another: {
    name: 'sources',
    help: `  --sources            only what the sources say: no database, and nothing of the project is run; any Python from 3.10 on will do
`,
    ask: driftOfSources,
    without: Object.keys(SANDBOX_OPTIONS).filter(name => name !== 'python'),
  },
  ask,
});
