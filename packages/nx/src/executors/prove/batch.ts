import { batchExecutor } from '../../executor.js';
import { proveTask } from '../../question.js';

export default batchExecutor(proveTask, process);
