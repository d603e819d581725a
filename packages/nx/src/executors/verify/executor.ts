import { executor } from '../../executor.js';
import { verifyQuestion } from '../../question.js';

export default executor(verifyQuestion, process);
