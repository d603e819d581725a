import type { MentionRulesByFramework } from '@oneleaf/core';
import { isLabelVariable } from './topics.js';

/** The strings that a module, class or function binds to names. */
export class StringScope {
  private readonly bound = new Map<string, Set<string>>();
  private readonly labels = new Set<string>();

  constructor(
    private readonly rules: MentionRulesByFramework,
    readonly parent?: StringScope,
  ) {}

  bind(name: string, text: string): void {
    this.bound.set(name, (this.bound.get(name) ?? new Set()).add(text));
    if (isLabelVariable(name, this.rules)) this.labels.add(text);
  }

  /** What a name is worth here; undefined when nothing or several things are bound to it. */
  resolve(name: string): string | undefined {
    const texts = this.bound.get(name);
    return texts ? only(texts) : this.parent?.resolve(name);
  }

  /** The label of the history that this or an outer scope is about. */
  label(): string | undefined {
    return this.labels.size > 0 ? only(this.labels) : this.parent?.label();
  }
}

function only(texts: ReadonlySet<string>): string | undefined {
  const [first] = texts;
  return texts.size === 1 ? first : undefined;
}
