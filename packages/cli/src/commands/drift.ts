import { drift as ask } from '@oneleaf/workflows/drift/drift';
import { driftOfSources } from '@oneleaf/workflows/drift/source-drift';
import { SANDBOX_OPTIONS } from '../command-line/sandbox-options.js';
import { projectCommand } from '../command-line/project-command.js';

export const driftCommand = projectCommand({
  name: 'drift',
  help: `Compares the models with the schema that the migrations create, as makemigrations --check and alembic check do, on a throw-away database.
It says what removing each difference would cost: data, a constraint or an index. This runs the project's code.`,
  another: {
    name: 'sources',
    help: `  --sources            only read the source files: no database, and nothing of the project is run; needs any Python from 3.10 on
`,
    ask: driftOfSources,
    without: Object.keys(SANDBOX_OPTIONS).filter(name => name !== 'python'),
  },
  ask,
});
