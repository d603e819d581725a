import { batchExecutor } from '../../executor.js';
import { driftQuestion } from '../../question.js';

export default batchExecutor(driftQuestion, process);
