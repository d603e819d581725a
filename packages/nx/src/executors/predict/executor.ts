import { executor } from '../../executor.js';
import { predictTask } from '../../question.js';

export default executor(predictTask, process);
