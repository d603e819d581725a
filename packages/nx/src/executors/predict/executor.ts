import { executor } from '../../tasks/executor.js';
import { predictTask } from '../../tasks/task.js';

export default executor(predictTask, process);
