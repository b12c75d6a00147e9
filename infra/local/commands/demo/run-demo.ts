import { type LambdaFunction, startFunction } from '../../lambda/function.ts'
import { buildSink } from '../build-sink.ts'
import type { OnEnd } from '../cleanup.ts'
import { openCommandDatabase } from '../open-database.ts'
import {
  connectionEnvironment,
  createScratchDatabase,
  type ScratchDatabase,
} from '../scratch-database.ts'
import type { Detail, Terminal } from '../terminal.ts'
import { changesSchema } from '../try/schema-statements.ts'
import { type Deployment, firstReader, sampleDeployments, secondReaders } from './deployment.ts'
import { ledgerFacts } from './ledger-facts.ts'
import { openPaymentsRegistry } from './payments-registry.ts'
import { printLedger, printPass, printRegistry, printTables, printVerdicts } from './print-demo.ts'
import { type Reader, runPass } from './run-pass.ts'
import { checkTable } from './table-check.ts'
import { type DemoFacts, judge, type Verdict } from './verdicts.ts'

const SEED = 20_260_105
const TIMEOUT_MS = 120_000

export interface DemoResult extends DemoFacts {
  readonly verdicts: readonly Verdict[]
}

interface Deployed {
  readonly deployment: Deployment
  readonly lambda: LambdaFunction
}

/** Delivers the sample topics twice and asks the database what came of them. */
export async function runDemo(
  terminal: Terminal,
  environment: NodeJS.ProcessEnv,
  onEnd: OnEnd,
): Promise<DemoResult> {
  const database = await openCommandDatabase(terminal, environment, onEnd)
  const scratch = await createScratchDatabase(database, 'sink_demo')
  onEnd(() => scratch.close())
  const modulePath = await terminal.step('Building the sink', () => buildSink(onEnd))
  const registry = await terminal.step('Starting a schema registry', async (detail) => {
    const opened = await openPaymentsRegistry(onEnd)
    detail(opened.url)
    return opened
  })
  const deployments = await terminal.step('Generating three topics', async () =>
    sampleDeployments(SEED, registry),
  )
  const deployed = deployments.map((deployment): Deployed => {
    const lambda = startFunction({
      functionName: deployment.sinkName,
      modulePath,
      environment: {
        ...connectionEnvironment(database, scratch.name),
        SINK_NAME: deployment.sinkName,
        ...deployment.environment,
      },
      timeoutMs: TIMEOUT_MS,
    })
    onEnd(() => lambda.close())
    return { deployment, lambda }
  })
  database.statements.clear()
  const first = await terminal.step('Delivering the topics', (detail) =>
    runPass(
      readers(deployed, (one) => [firstReader(one, SEED)]),
      counter(detail),
    ),
  )
  printPass('First delivery', first, terminal)
  const statements = database.statements.all.map(({ sql }) => sql).filter(changesSchema)
  await printTables(deployments, statements, scratch.connection, terminal)
  const second = await terminal.step('Delivering everything again, twice at once', (detail) =>
    runPass(
      readers(deployed, (one) => secondReaders(one, SEED + 1)),
      counter(detail),
    ),
  )
  printPass('Second delivery: other batch boundaries, overlapping', second, terminal)
  const found = await askDatabase(deployments, scratch, terminal)
  const containers = [first, second].reduce(
    (sum, pass) => sum + (pass.containers.get('payments') ?? 0),
    0,
  )
  const facts = {
    ...found,
    deployments,
    first,
    second,
    registry: { url: registry.url, schemas: registry.asked(), containers },
  }
  printRegistry(facts.registry, terminal)
  printLedger(facts.ledger, terminal)
  const verdicts = judge(facts)
  printVerdicts(verdicts, terminal)
  return { ...facts, verdicts }
}

function readers(
  deployed: readonly Deployed[],
  mappingsOf: (deployment: Deployment) => readonly Reader['mapping'][],
): readonly Reader[] {
  return deployed.flatMap(({ deployment, lambda }) =>
    mappingsOf(deployment).map((mapping) => ({ mapping, lambda })),
  )
}

function counter(detail: Detail): (records: number) => void {
  let delivered = 0
  return (records) => {
    delivered += records
    detail(`${delivered.toLocaleString('en')} records`)
  }
}

async function askDatabase(
  deployments: readonly Deployment[],
  { connection }: ScratchDatabase,
  terminal: Terminal,
): Promise<Pick<DemoFacts, 'tables' | 'ledger'>> {
  return await terminal.step('Comparing the tables with the topics', async () => {
    const tables = []
    for (const { sample } of deployments) tables.push(await checkTable(connection, sample))
    return { tables, ledger: await ledgerFacts(connection) }
  })
}
