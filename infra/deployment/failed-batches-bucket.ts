import { attribute, ref, substitute, type Value } from './cloudformation.ts'
import { ids } from './names.ts'
import type { OnFailure } from './settings.ts'

type InBucket = Extract<OnFailure, { readonly kind: 's3' }>

/** The bucket that failed batches go to: the stack's, or one that was there. */
export function bucketArn({ bucketArn }: InBucket): Value {
  return bucketArn ?? attribute(ids.failedBatches, 'Arn')
}

export function bucketName({ bucketArn }: InBucket): Value {
  return bucketArn?.split(':::')[1] ?? ref(ids.failedBatches)
}

/** All objects of it. How Lambda names them is documented for streams, and for Kafka not. */
export function objectsArn({ bucketArn }: InBucket): Value {
  return bucketArn === null ? substitute(`\${${ids.failedBatches}.Arn}/*`) : `${bucketArn}/*`
}
