import Foundation
import LinearAlgebra
import LowRank

/// A value that goes into an answer or comes out of one, as far as the grading handles it without
/// knowing what it means.
protocol AnswerValue {
  /// The value with every number changed.
  func changingNumbers(_ change: (Double) -> Double) -> Self

  /// The value as Swift source, so that a learner can try it alone.
  var literal: String { get }

  /// Values of the type that no exercise asks for: empty, of strange shapes, NaN, huge.
  static var absurdities: [Self] { get }
}

extension Double: AnswerValue {
  func changingNumbers(_ change: (Double) -> Double) -> Double { change(self) }
  var literal: String {
    isNaN ? ".nan" : isInfinite ? (self < 0 ? "-.infinity" : ".infinity") : "\(self)"
  }
  static var absurdities: [Double] {
    [
      .nan, .infinity, -.infinity, .greatestFiniteMagnitude, -1e300, .leastNonzeroMagnitude, -0.0,
      7.123,
    ]
  }
}

extension Int: AnswerValue {
  func changingNumbers(_ change: (Double) -> Double) -> Int { self }
  var literal: String { "\(self)" }
  static var absurdities: [Int] { [.max, .min, -1, 999_983] }
}

extension Int32: AnswerValue {
  func changingNumbers(_ change: (Double) -> Double) -> Int32 { self }
  var literal: String { "\(self)" }
  static var absurdities: [Int32] { [.max, .min, -1, 999_983] }
}

extension Int8: AnswerValue {
  func changingNumbers(_ change: (Double) -> Double) -> Int8 { self }
  var literal: String { "\(self)" }
  static var absurdities: [Int8] { [.max, .min, -1, 101] }
}

extension UInt64: AnswerValue {
  func changingNumbers(_ change: (Double) -> Double) -> UInt64 { self }
  var literal: String { "\(self)" }
  static var absurdities: [UInt64] { [.max] }
}

extension Bool: AnswerValue {
  func changingNumbers(_ change: (Double) -> Double) -> Bool { self }
  var literal: String { "\(self)" }
  static var absurdities: [Bool] { [] }
}

extension String: AnswerValue {
  func changingNumbers(_ change: (Double) -> Double) -> String { self }
  var literal: String { "\"\(self)\"" }
  static var absurdities: [String] { ["", "🧮\u{301}"] }
}

extension Array: AnswerValue where Element: AnswerValue {
  func changingNumbers(_ change: (Double) -> Double) -> [Element] {
    map { $0.changingNumbers(change) }
  }
  var literal: String { "[\(map(\.literal).joined(separator: ", "))]" }
  static var absurdities: [[Element]] {
    [[]]
      + Element.absurdities.flatMap { element in
        [1, 3, 6, 10_000].map { Array(repeating: element, count: $0) }
      }
  }
}

extension Vector: AnswerValue where Scalar == Double {
  func changingNumbers(_ change: (Double) -> Double) -> Vector { Vector(elements.map(change)) }
  var literal: String { "Vector(\(elements.literal))" }
  static var absurdities: [Vector] { [Double].absurdities.map { Vector($0) } }
}

extension Matrix: AnswerValue where Scalar == Double {
  func changingNumbers(_ change: (Double) -> Double) -> Matrix { map(change) }

  var literal: String {
    guard rows > 0, columns > 0 else { return "Matrix<Double>(rows: \(rows), columns: \(columns))" }
    let lists = (0..<rows).map { i in "[\(row(i).map(\.literal).joined(separator: ", "))]" }
    return "Matrix<Double>([\(lists.joined(separator: ", "))])"
  }

  static var absurdities: [Matrix] {
    [(0, 0), (0, 5), (5, 0), (1, 1), (3, 3), (4, 4), (5, 3), (6, 4), (500, 1)].flatMap { m, n in
      Double.absurdities.map { Matrix(rows: m, columns: n, repeating: $0) }
    } + [Matrix(rows: 1 << 40, columns: 0), Matrix(rows: 0, columns: 1 << 40)]
  }
}

extension SVD: AnswerValue where Scalar == Double {
  func changingNumbers(_ change: (Double) -> Double) -> SVD {
    SVD(
      u: u.changingNumbers(change), singularValues: singularValues.map(change),
      v: v.changingNumbers(change))
  }

  var literal: String {
    "SVD(u: \(u.literal), singularValues: \(singularValues.literal), v: \(v.literal))"
  }

  static var absurdities: [SVD] {
    let (matrices, lists) = (Matrix<Double>.absurdities, [Double].absurdities)
    return (0..<max(matrices.count, lists.count)).map { i in
      SVD(
        u: matrices[i % matrices.count], singularValues: lists[i % lists.count],
        v: matrices[i * 7 % matrices.count])
    }
  }
}

extension Tensor: AnswerValue where Scalar == Double {
  func changingNumbers(_ change: (Double) -> Double) -> Tensor {
    (try? Tensor(sizes: sizes, elements: elements.map(change))) ?? self
  }

  var literal: String { "try Tensor(sizes: \(sizes.literal), elements: \(elements.literal))" }

  static var absurdities: [Tensor] {
    [[], [0], [3, 3, 3], [2, 3, 4], [5, 3, 4], [1, 1, 1, 1], [27]].flatMap { sizes in
      Double.absurdities.map { number in Tensor(sizes: sizes) { _ in number } }
    }
  }
}

/// The places of absurd parts that are put together to absurd wholes: each part's choices beside the
/// others' in turn, not every combination.
func absurdCombinations(_ counts: [Int]) -> [[Int]] {
  let most = counts.max() ?? 0
  return (0..<most).map { i in
    counts.enumerated().map { part, count in (i * (2 * part + 1) + part) % max(count, 1) }
  }
}
