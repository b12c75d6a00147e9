/**
 * What is used of avsc's types. Its own declarations do not tell: a tap, `_read` and what a record generates are private
 * there, so the version is pinned. This module alone takes half the time of the whole package to load.
 */
declare module 'avsc/lib/types.js' {
  namespace avsc {
    /** A place in a body. Reading past the end moves `pos` past it and makes a value up. */
    interface Tap {
      readonly buf: Buffer
      pos: number
      /** Rounded beyond 53 bits; NaN or infinite where the number does not end. */
      readLong(): number
      /** A copy; undefined past the end. */
      readFixed(length: number): Buffer | undefined
    }

    class Type {
      _read(tap: Tap): unknown
      /** Throws `truncated buffer` and `trailing data`. */
      fromBuffer(body: Buffer): unknown
    }

    namespace builtins {
      class FloatType extends Type {
        override _read(tap: Tap): number
      }

      class DoubleType extends Type {
        override _read(tap: Tap): number
      }

      class RecordType extends Type {
        constructor(schema: {
          readonly type: 'record'
          readonly fields: readonly { readonly name: string; readonly type: Type }[]
        })
        /** What the generated `_read` calls with `new` and the members in their order. */
        _createConstructor(): unknown
        _createSkipper(): unknown
        _createWriter(): unknown
        _createChecker(): unknown
      }
    }
  }

  export = avsc
}
