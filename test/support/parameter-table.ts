import {
  parameterNames,
  parameterTable,
} from '../../infra/deployment/parameters/parameter-table.ts'

/** The table of parameters in docs/deployment.md. */
export function parameterRows(): string {
  const rows = parameterNames.map((name) => {
    const { standard, otherwise, says } = parameterTable[name]
    return `| \`${name}\` | ${otherwise ?? (standard === '' ? '–' : `\`${standard}\``)} | ${says} |`
  })
  return ['| parameter | default | meaning |', '| --- | --- | --- |', ...rows].join('\n')
}
