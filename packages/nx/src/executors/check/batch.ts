import { batchExecutor } from '../../tasks/executor.js';
import { checkTask } from '../../tasks/task.js';

export default batchExecutor(checkTask, process);
