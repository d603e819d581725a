/** Words that users read in the help of a command may name frameworks: the rest of the room may not. */
const HELP = new Set(['help', 'summary', 'examples']);

/** An ESLint rule: the names of frameworks, or of database engines, stand in their own rooms alone: in code, texts and comments. */
export const foreignNames = {
  meta: {
    type: 'problem',
    schema: {
      type: 'array',
      items: { type: 'object', properties: { names: { type: 'string' }, room: { type: 'string' } }, required: ['names', 'room'] },
    },
    messages: { foreign: '"{{name}}" belongs to {{room}}: ask the object for it.' },
  },
  create(context) {
    const { sourceCode } = context;
    const foreign = context.options.map(({ names, room }) => ({ pattern: new RegExp(names, 'giu'), room }));
    const helpTexts = [];
    const report = ({ range: [from, to] }) => {
      if (helpTexts.some(([start, end]) => from >= start && to <= end)) return;
      for (const { pattern, room } of foreign) {
        for (const { 0: name, index } of sourceCode.text.slice(from, to).matchAll(pattern)) {
          const [start, end] = [from + index, from + index + name.length].map(at => sourceCode.getLocFromIndex(at));
          context.report({ loc: { start, end }, messageId: 'foreign', data: { name, room } });
        }
      }
    };
    return {
      Property({ key, value }) {
        if (HELP.has(key.name ?? key.value)) helpTexts.push(value.range);
      },
      VariableDeclarator({ id, init }) {
        if (init && /_HELP$|^help$/i.test(id.name ?? '')) helpTexts.push(init.range);
      },
      'Program:exit'({ tokens, comments }) {
        for (const one of [...tokens, ...comments]) report(one);
      },
    };
  },
};
