import { batchExecutor } from '../../executor.js';
import { proveQuestion } from '../../question.js';

export default batchExecutor(proveQuestion, process);
