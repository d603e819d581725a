import { buildStory } from './story.mjs';

const [name, folder] = process.argv.slice(2);
if (name === undefined || folder === undefined) {
  console.error('node tools/demo/build.mjs korrigo|dreamseed FOLDER');
  process.exit(2);
}
console.log((await buildStory(name, folder)).clone);
