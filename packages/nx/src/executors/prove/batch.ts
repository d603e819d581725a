import { batchExecutor } from '../../tasks/executor.js';
import { proveTask } from '../../tasks/task.js';

export default batchExecutor(proveTask, process);
