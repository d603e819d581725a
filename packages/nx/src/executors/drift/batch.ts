import { batchExecutor } from '../../executor.js';
import { driftTask } from '../../question.js';

export default batchExecutor(driftTask, process);
