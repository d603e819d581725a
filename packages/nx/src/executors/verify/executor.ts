import { executor } from '../../executor.js';
import { verifyTask } from '../../question.js';

export default executor(verifyTask, process);
