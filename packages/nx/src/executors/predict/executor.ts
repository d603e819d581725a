import { executor } from '../../executor.js';
import { predictQuestion } from '../../question.js';

export default executor(predictQuestion, process);
