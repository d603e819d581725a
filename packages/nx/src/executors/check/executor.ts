import { executor } from '../../tasks/executor.js';
import { checkTask } from '../../tasks/task.js';

export default executor(checkTask, process);
