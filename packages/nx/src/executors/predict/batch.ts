import { batchExecutor } from '../../tasks/executor.js';
import { predictTask } from '../../tasks/task.js';

export default batchExecutor(predictTask, process);
