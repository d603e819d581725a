import { executor } from '../../executor.js';
import { driftQuestion } from '../../question.js';

export default executor(driftQuestion, process);
