import { ESLint } from 'eslint';
import { readFileSync } from 'node:fs';

// ESLint reads its configuration with import(), which jest's own module loader refuses: the spec runs this beside it.
const eslint = new ESLint();
const rules = [];
for (const { file, code } of JSON.parse(readFileSync(0, 'utf8'))) {
  const [result] = await eslint.lintText(code, { filePath: file });
  rules.push(result.messages.map(({ ruleId }) => ruleId));
}
process.stdout.write(JSON.stringify(rules));
