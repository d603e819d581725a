import { batchExecutor } from '../../executor.js';
import { predictQuestion } from '../../question.js';

export default batchExecutor(predictQuestion, process);
