import { batchExecutor } from '../../executor.js';
import { predictTask } from '../../question.js';

export default batchExecutor(predictTask, process);
