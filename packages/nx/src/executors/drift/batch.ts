import { batchExecutor } from '../../tasks/executor.js';
import { driftTask } from '../../tasks/task.js';

export default batchExecutor(driftTask, process);
