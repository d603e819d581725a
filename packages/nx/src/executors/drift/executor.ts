import { executor } from '../../executor.js';
import { driftTask } from '../../question.js';

export default executor(driftTask, process);
