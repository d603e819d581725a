export const camelCase = name => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
export const pascalCase = name => camelCase(`-${name}`);
