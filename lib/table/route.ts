/**
 * The table a topic's records go to: as mapped, else the table named like the topic.
 * @param tableNames topic → table (`singlestore.tableName.TOPIC`)
 */
export function routeTopic(topic: string, tableNames: ReadonlyMap<string, string>): string {
  return tableNames.get(topic) ?? topic
}
