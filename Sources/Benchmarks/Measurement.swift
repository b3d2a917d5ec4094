import LinearAlgebra

/// Something to measure: its name, how it is prepared, and the work.
struct Measurement: Sendable {
  /// The name, with the size: `svd-400`. The peers' script knows the same work by the same name.
  let name: String

  /// The number of floating-point operations, where it is that of the definition: for a product.
  var operations: Double?

  /// Whether the numbers are `Float`, not `Double`; for the peak beside the operations.
  var isSingle = false

  /// The bytes of the input, where peak memory is to be reported as a multiple of them.
  var inputBytes: Double?

  /// Makes the input, seeded, and gives the work on it.
  let prepare: @Sendable () throws -> () throws -> Void
}

extension Measurement {
  /// The product of two n×n matrices.
  static func product<Scalar: RealScalar>(
    _ name: String, _ n: Int, _: Scalar.Type
  ) -> Measurement {
    let operations = 2 * Double(n * n * n)
    return Measurement(name: name, operations: operations, isSingle: Scalar.self == Float.self) {
      var generator = SeededGenerator(seed: 1)
      let a = Matrix<Scalar>.normal(rows: n, columns: n, using: &generator)
      let b = Matrix<Scalar>.normal(rows: n, columns: n, using: &generator)
      return { keep(a * b) }
    }
  }

  /// The thin decomposition of an n×n matrix.
  static func svd<Scalar: RealScalar>(
    _ name: String, _ n: Int, _: Scalar.Type, reportingMemory: Bool = false
  ) -> Measurement {
    let bytes = Double(n * n * MemoryLayout<Scalar>.stride)
    return Measurement(name: name, inputBytes: reportingMemory ? bytes : nil) {
      var generator = SeededGenerator(seed: 2)
      let a = Matrix<Scalar>.normal(rows: n, columns: n, using: &generator)
      return { keep(try LinearAlgebra.svd(a)) }
    }
  }

  /// The eigenvalues and eigenvectors of a symmetric n×n matrix.
  static func eigh(_ name: String, _ n: Int) -> Measurement {
    Measurement(name: name) {
      var generator = SeededGenerator(seed: 3)
      let a = Matrix<Double>.normal(rows: n, columns: n, using: &generator)
      let symmetric = a + a.transposed
      return { keep(try symmetricEigen(symmetric)) }
    }
  }

  /// The covariance of the columns of a matrix, and all eigenvalues and eigenvectors of it.
  static func pca(_ name: String, rows: Int, columns: Int) -> Measurement {
    Measurement(name: name) {
      var generator = SeededGenerator(seed: 4)
      let x = Matrix<Double>.normal(rows: rows, columns: columns, using: &generator)
      return { keep(try symmetricEigen(covariance(ofRows: x))) }
    }
  }
}

extension Measurement {
  /// The `rank` leading singular triplets of an n×n matrix, with as many products as the peer takes (niter = 4).
  static func truncated<Scalar: RealScalar>(
    _ name: String, _ n: Int, rank: Int, _: Scalar.Type
  ) -> Measurement {
    Measurement(name: name) {
      var generator = SeededGenerator(seed: 5)
      let a = Matrix<Scalar>.normal(rows: n, columns: n, using: &generator)
      return { keep(try truncatedSVD(a, rank: rank, iterations: 4)) }
    }
  }
}

/// Takes a result that nobody reads, so that the compiler cannot leave the work out.
@inline(never)
func keep<Value>(_ value: Value) {}
