const appNamePattern = /^(?:django_?)?app(?:lication)?(?:_?(?:label|name))?$/i;

/** Whether what goes by this name is an app's label: `app`, `APP_LABEL`, `app_name`, `django_application`. */
export function isAppName(name: string): boolean {
  return appNamePattern.test(name);
}

/** The strings that a module, class or function binds to names. */
export class StringScope {
  private readonly bound = new Map<string, Set<string>>();
  private readonly apps = new Set<string>();

  constructor(readonly parent?: StringScope) {}

  bind(name: string, text: string): void {
    this.bound.set(name, (this.bound.get(name) ?? new Set()).add(text));
    if (isAppName(name)) this.apps.add(text);
  }

  /** What a name is worth here; undefined when nothing or several things are bound to it. */
  resolve(name: string): string | undefined {
    const texts = this.bound.get(name);
    return texts ? only(texts) : this.parent?.resolve(name);
  }

  /** The app that this or an outer scope is about. */
  app(): string | undefined {
    return this.apps.size > 0 ? only(this.apps) : this.parent?.app();
  }
}

function only(texts: ReadonlySet<string>): string | undefined {
  const [first] = texts;
  return texts.size === 1 ? first : undefined;
}
