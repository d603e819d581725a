import { batchExecutor } from '../../executor.js';
import { checkQuestion } from '../../question.js';

export default batchExecutor(checkQuestion, process);
