import { batchExecutor } from '../../executor.js';
import { verifyTask } from '../../question.js';

export default batchExecutor(verifyTask, process);
