import { COST_FORMATS } from './cost-format.ts'

export const usage = `Usage: npm run cost -- --records-per-second N --bytes B [options]
       npm run cost -- --measure

Prints what this deployment costs in a month, line by line, what SingleStore's
connector costs on MSK Connect, and what would make it cheaper.

  --records-per-second N   of all topics together
  --bytes B                of a record's value
  --format F               ${COST_FORMATS.join(', ')};
                           connect-json by default
  --topics T               1          --partitions P          of each topic, 6
  --batch-size N           10000      --window-seconds S      1
  --memory-mb M            1769       --timeout-seconds S     300
  --polling MODE           provisioned or on-demand; provisioned
  --minimum-pollers N      1          --maximum-pollers N     10
  --source S               msk or self-managed (brokers over the internet, of
                           which no poller group is made); msk
  --separate-pollers       topics share no poller group (poller-group=none)
  --nat-gateways N         the database is reached through so many; 0
  --hours-per-month H      730

  --database-ms M          of the database for an event, not the measured time
  --invocation-ms M        what Lambda bills for an event, whatever it holds
  --from-log FILE          what it billed by your own log: REPORT lines and the
                           sink's, as "aws logs tail --format short" prints them
  --connect-records-per-second N
                           that one unit of MSK Connect takes
  --prices FILE            JSON of another region's: {"region": …, names of
                           docs/cost.md: US dollars}
  --json                   one line of JSON on standard output
  --measure                measures the times again, on this machine, and writes
                           infra/local/commands/cost/measured-times.ts

Exit code: 0, or 1 where the deployment cannot keep up, 2 for misuse.`
