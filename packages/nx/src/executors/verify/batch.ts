import { batchExecutor } from '../../tasks/executor.js';
import { verifyTask } from '../../tasks/task.js';

export default batchExecutor(verifyTask, process);
