import type { Terminal } from '../local/commands/terminal.ts'
import { type Figure, verdictOf } from './figure.ts'
import type { Machine } from './machine.ts'

/** Prints the figures by group, each with its budget and whether it holds. */
export function printReport(
  machine: Machine,
  figures: readonly Figure[],
  terminal: Pick<Terminal, 'heading' | 'note' | 'table'>,
): void {
  const { cpu, cores, memoryGb, system, node, database } = machine
  terminal.note(
    `${cores} × ${cpu}, ${memoryGb} GB, ${system}, Node ${node}, ${database}. Medians of one run; ` +
      'best ¼: its fastest quarter, nearer to a machine that does nothing else',
  )
  for (const [group, members] of Map.groupBy(figures, (figure) => figure.group)) {
    terminal.heading(group)
    terminal.table(['figure', 'measured', 'budget', 'verdict', 'from'], members.map(figureRow))
  }
}

function figureRow(figure: Figure): readonly string[] {
  const { name, value, budget, unit, detail } = figure
  return [
    name,
    quantity(value, unit),
    budget === null ? '' : `≤ ${quantity(budget, unit)}`,
    verdictOf(figure),
    detail,
  ]
}

function quantity(value: number, unit: Figure['unit']): string {
  switch (unit) {
    case 'ratio':
      return value.toFixed(2)
    case 'count':
      return String(value)
    default:
      return `${value.toFixed(0)} ${unit}`
  }
}

/** What `--json` prints. */
export function reportJson(machine: Machine, figures: readonly Figure[]): unknown {
  return {
    machine,
    figures: figures.map((figure) => ({ ...figure, verdict: verdictOf(figure) })),
  }
}
