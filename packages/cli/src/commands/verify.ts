import { verify as ask } from '@oneleaf/workflows/verify/verify';
import { projectCommand } from '../command-line/project-command.js';

export const verifyCommand = projectCommand({
  name: 'verify',
  help: `Runs the project's own migrations on databases that are made for it and are gone afterwards: from nothing to the leaves, twice; all of them down
and up again; each one up, down and up. Says which one fails, at which step and why, what undoing leaves behind, and which cannot be undone.`,
  ask,
});
