import { verify as ask } from '@oneleaf/workflows/verify/verify';
import { projectCommand } from '../command-line/project-command.js';

export const verifyCommand = projectCommand({
  name: 'verify',
  help: `Runs the project's migrations on throw-away databases: all of them on an empty database, twice; all of them down and up again; each one
up, down and up. It says which migration fails, at which step and why, what undoing leaves behind, and which ones cannot be undone.`,
  ask,
});
