import { expect, test } from 'vitest'
import { demandUpperCase } from '../../../../infra/local/commands/option-names.ts'
import { UsageError } from '../../../../infra/local/commands/usage-error.ts'

test('a name that equals an option but for letter case is misuse, with the right spelling', () => {
  expect(() => demandUpperCase(['PATH', 'Sink_Upsert'])).toThrow(UsageError)
  expect(() => demandUpperCase(['sink_properties_file'])).toThrow(
    'The variable sink_properties_file means nothing to the sink: the option is called SINK_PROPERTIES_FILE.',
  )
})

test('other names are none of it', () => {
  expect(() => demandUpperCase(['SINK_UPSERT', 'npm_config_sink', 'sink_upserts'])).not.toThrow()
})
