'use strict'

/** How Lambda's pollers can sign in at the brokers, in Lambda's words; the first one is meant where none is given. */
const authentications = {
  msk: ['IAM', 'SASL_SCRAM_512_AUTH', 'CLIENT_CERTIFICATE_TLS_AUTH', 'NONE'],
  'self-managed': [
    'BASIC_AUTH',
    'SASL_SCRAM_256_AUTH',
    'SASL_SCRAM_512_AUTH',
    'CLIENT_CERTIFICATE_TLS_AUTH',
    'NONE',
  ],
}

/** The sign-in that `broker-auth` means, or undefined for a source or a sign-in that does not exist. */
function brokerAuthentication(source, given) {
  const possible = authentications[source] ?? []
  return given === '' ? possible[0] : possible.find((name) => name === given)
}

function needsSecret(authentication) {
  return authentication !== 'IAM' && authentication !== 'NONE'
}

module.exports = { authentications, brokerAuthentication, needsSecret }
