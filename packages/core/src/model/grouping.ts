/** Adds a value to the list under a key. The list grows in place, so that a hostile file with many equal keys costs no more than one with few. */
export function addToGroup<Key, Value>(groups: Map<Key, Value[]>, key: Key, value: Value): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}
