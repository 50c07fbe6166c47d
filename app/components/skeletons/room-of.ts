/** Pages of the admin by the shape they have, with the addresses they stand at. The first that fits is it. */
const ROOMS = {
  home: /^\/app\/?$/,
  order: /^\/app\/members\/[^/]+\/orders\/[^/]+/,
  member: /^\/app\/members\/[^/]+/,
  members: /^\/app\/members\/?$/,
  program: /^\/app\/program/,
  reward: /^\/app\/rewards\/[^/]+/,
  rewards: /^\/app\/rewards\/?$/,
  codes: /^\/app\/codes/,
  events: /^\/app\/events/,
  settings: /^\/app\/settings/,
  other: /^/,
};
export type Room = keyof typeof ROOMS;

/** Which page an address leads to; `other` for one without a shape of its own. */
export const roomOf = (pathname: string): Room => (Object.keys(ROOMS) as Room[]).find((room) => ROOMS[room].test(pathname))!;
