import { executor } from '../../executor.js';
import { checkQuestion } from '../../question.js';

export default executor(checkQuestion, process);
