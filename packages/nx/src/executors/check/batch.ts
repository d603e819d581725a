import { batchExecutor } from '../../executor.js';
import { checkTask } from '../../question.js';

export default batchExecutor(checkTask, process);
