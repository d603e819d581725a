import { executor } from '../../executor.js';
import { proveTask } from '../../question.js';

export default executor(proveTask, process);
