import LinearAlgebra
import Testing

@testable import Networks

@Suite("Products of 8-bit integers") struct IntegerProductTests {
  private func plain(_ a: [Int8], _ b: [Int8], _ m: Int, _ n: Int, _ k: Int) -> [Int32] {
    var c: [Int32] = []
    for i in 0..<m {
      for j in 0..<n {
        var sum = 0
        for l in 0..<k { sum += Int(a[i * k + l]) * Int(b[j * k + l]) }
        c.append(Int32(sum))
      }
    }
    return c
  }

  static let shapes = [
    (1, 1, 1), (8, 32, 2), (9, 33, 3), (7, 31, 64), (3, 70, 1), (17, 5, 9), (2, 3, 0), (0, 4, 5),
    (4, 0, 5),
  ]

  @Test("equals a plain loop, exactly", arguments: shapes)
  func isExact(m: Int, n: Int, k: Int) {
    var generator = SeededGenerator(seed: 11)
    func draw(_ count: Int) -> [Int8] {
      (0..<count).map { _ in Int8.random(in: .min ... .max, using: &generator) }
    }
    let (a, b) = (draw(m * k), draw(n * k))
    var c: [Int32] = []
    integerProduct(a, b, rows: m, columns: n, depth: k, into: &c)
    #expect(c == plain(a, b, m, n, k))
  }

  @Test("the largest sums fit into 32 bits")
  func doesNotOverflow() {
    let k = largestIntegerDepth
    let (low, high) = ([Int8](repeating: -128, count: k), [Int8](repeating: 127, count: k))
    var c: [Int32] = []
    integerProduct(low + high, low, rows: 2, columns: 1, depth: k, into: &c)
    #expect(c == [Int32(k * 128 * 128), Int32(k * -127 * 128)])
  }

  @Test("parts of several threads make up the whole")
  func isSharedAmongThreads() {
    // Rows and columns that are multiples of a constant row: the product is known without a loop.
    let (m, n, k) = (70, 150, 256)
    let a = (0..<m).flatMap { i in [Int8](repeating: Int8(i - 35), count: k) }
    let b = (0..<n).flatMap { j in [Int8](repeating: Int8(j - 75), count: k) }
    var c: [Int32] = []
    integerProduct(a, b, rows: m, columns: n, depth: k, into: &c)
    let expected = (0..<m * n).map { Int32(($0 / n - 35) * ($0 % n - 75) * k) }
    #expect(c == expected)
  }
}
