import { batchExecutor } from '../../executor.js';
import { verifyQuestion } from '../../question.js';

export default batchExecutor(verifyQuestion, process);
