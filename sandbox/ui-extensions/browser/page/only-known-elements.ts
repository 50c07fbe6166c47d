import { MUTATION_TYPE_INSERT_CHILD, MUTATION_TYPE_UPDATE_PROPERTY, type RemoteConnection, type RemoteMutationRecord, type RemoteNodeSerialization, UPDATE_PROPERTY_TYPE_EVENT_LISTENER } from "@remote-dom/core";

type Listener = (...args: unknown[]) => unknown;

/** Makes only elements a target takes; anything else stands as an empty place, so that what an extension names never becomes an element of this page. */
export function onlyKnownElements(connection: RemoteConnection, allowed: Set<string>, failed: (error: unknown) => void): RemoteConnection {
  const unknown = new Set<string>();
  const guarded = (listener: unknown) => (typeof listener === "function" ? (...args: unknown[]) => Promise.resolve((listener as Listener)(...args)).catch(failed) : listener);

  function known(node: RemoteNodeSerialization): RemoteNodeSerialization {
    if (!("element" in node)) return node;
    const children = node.children.map(known) as typeof node.children;
    if (allowed.has(node.element)) {
      const eventListeners = Object.fromEntries(Object.entries(node.eventListeners ?? {}).map(([name, listener]) => [name, guarded(listener) as Listener]));
      return { ...node, children, eventListeners };
    }
    unknown.add(node.id);
    return { ...node, element: "unknown-element", children, properties: {}, attributes: {}, eventListeners: {} };
  }

  function checked(record: RemoteMutationRecord): RemoteMutationRecord[] {
    if (record[0] === MUTATION_TYPE_INSERT_CHILD) return [[record[0], record[1], known(record[2] as RemoteNodeSerialization), record[3]] as RemoteMutationRecord];
    if (record[0] !== MUTATION_TYPE_UPDATE_PROPERTY) return [record];
    if (unknown.has(record[1])) return [];
    return [record[4] === UPDATE_PROPERTY_TYPE_EVENT_LISTENER ? [record[0], record[1], record[2], guarded(record[3]), record[4]] as RemoteMutationRecord : record];
  }

  return { call: (...call) => connection.call(...call), mutate: (records) => connection.mutate(records.flatMap(checked)) };
}
