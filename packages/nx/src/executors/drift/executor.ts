import { executor } from '../../tasks/executor.js';
import { driftTask } from '../../tasks/task.js';

export default executor(driftTask, process);
