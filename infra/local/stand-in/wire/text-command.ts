/** First bytes of the commands that the stand-in tells apart. */
export const command = {
  quit: 0x01,
  useDatabase: 0x02,
  query: 0x03,
  ping: 0x0e,
  changeUser: 0x11,
  prepare: 0x16,
  resetConnection: 0x1f,
} as const

export function queryCommand(sql: string): Buffer {
  return Buffer.concat([Buffer.of(command.query), Buffer.from(sql)])
}
