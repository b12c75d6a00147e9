import { expect, test } from 'vitest'
import { missingPackages } from '../../../infra/local/stand-in/mariadb/missing-packages.ts'

const depends = `server
  Depends: library
 |Depends: systemd
  Depends: elogind
  PreDepends: base
library
  Depends: <virtual>
    provider
  Depends: deeper
deeper
elogind
  Depends: library
systemd
base
`

test('a package brings what it depends on, however deep', () => {
  const missing = missingPackages(['server'], depends, new Set(['systemd', 'base']))
  expect(missing).toEqual(['server', 'library', 'deeper'])
})

test('of alternatives the installed one is enough, else the first is taken', () => {
  expect(missingPackages(['server'], depends, new Set(['elogind']))).not.toContain('systemd')
  const none = missingPackages(['server'], depends, new Set())
  expect(none).toContain('systemd')
  expect(none).not.toContain('elogind')
})

test('an installed package brings nothing', () => {
  expect(missingPackages(['server'], depends, new Set(['server']))).toEqual([])
})
