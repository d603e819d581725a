import { executor } from '../../tasks/executor.js';
import { verifyTask } from '../../tasks/task.js';

export default executor(verifyTask, process);
