import { executor } from '../../executor.js';
import { checkTask } from '../../question.js';

export default executor(checkTask, process);
