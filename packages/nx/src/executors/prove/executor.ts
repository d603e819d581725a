import { executor } from '../../tasks/executor.js';
import { proveTask } from '../../tasks/task.js';

export default executor(proveTask, process);
