import { withoutEngineVariables } from '../../engines/engine-variables.js';
import type { ProcessEnvironment } from '../../environment.js';

const fixedVariables = {
  // Nothing may be written beside the sources.
  PYTHONDONTWRITEBYTECODE: '1',
  // Unbuffered, so that the output of a hung migration is complete when it is ended.
  PYTHONUNBUFFERED: '1',
  // The runner imports its own modules from beside it.
  PYTHONSAFEPATH: '',
  PYTHONIOENCODING: 'utf-8:backslashreplace',
  NO_COLOR: '1',
};

/** The environment of every Python child: the user's, with variables of the project and of the runner on top. */
export function childEnvironment(env: ProcessEnvironment, variables: ProcessEnvironment = {}): ProcessEnvironment {
  return { ...withoutEngineVariables(env), ...variables, ...fixedVariables };
}
