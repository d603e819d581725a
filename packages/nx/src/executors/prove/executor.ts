import { executor } from '../../executor.js';
import { proveQuestion } from '../../question.js';

export default executor(proveQuestion, process);
