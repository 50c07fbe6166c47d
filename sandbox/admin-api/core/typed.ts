const names = new WeakMap<object, string>();

/** Remembers which GraphQL type an object is, for fields that return an interface or a union. */
export function typed<T extends object>(typeName: string, value: T): T {
  names.set(value, typeName);
  return value;
}

export function typeNameOf(value: unknown): string | undefined {
  return typeof value === "object" && value !== null ? names.get(value) : undefined;
}
