import LinearAlgebra
import Testing

@testable import Networks

@Suite struct ActivationKernelTests {
  @Test func passesOverActivations() {
    // Beyond 100 000 elements, where the threads share the columns, and below.
    for (rows, columns) in [(3, 5), (400, 301)] {
      var x = Matrix<Float>(rows: rows, columns: columns) { i, j in Float((i + j) % 5) - 2 }
      let bias = Matrix<Float>(rows: 1, columns: columns) { _, j in Float(j % 3) - 1 }
      let shifted = Matrix<Float>(rows: rows, columns: columns) { i, j in
        Float((i + j) % 5 + j % 3) - 3
      }
      var plain = x
      plain.addBias(bias, rectifying: false)
      #expect(plain == shifted)
      x.addBias(bias, rectifying: true)
      #expect(x == shifted.map { max($0, 0) })
      var gradient = Matrix<Float>(rows: rows, columns: columns, repeating: 1)
      gradient.mask(whereZero: x)
      #expect(gradient == shifted.map { $0 > 0 ? 1 : 0 })
      var sums = Matrix<Float>(rows: 0, columns: 0)
      sums.setToColumnSums(of: shifted)
      let ones = Matrix<Float>(rows: 1, columns: rows, repeating: 1)
      #expect(sums == ones * shifted)
    }
  }
}
