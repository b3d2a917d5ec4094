// Made by `swift run course stubs --write` from Solutions/01-Eigendecomposition.swift. Do not edit.

// swift-format-ignore-file

import EigendecompositionSolutions
import Exchange
import Grading
import LinearAlgebra

/// What a set of answers to the exercises of lesson 1 consists of: one closure for each.
public struct EigendecompositionAnswers: LessonAnswers {
  /// Exercise 1.1: The Gram matrix AᵀA.
  public var gram: @Sendable (_ a: Matrix<Double>) throws -> Matrix<Double>

  /// Exercise 1.2: One Jacobi rotation.
  public var jacobiRotation: @Sendable (_ app: Double, _ apq: Double, _ aqq: Double) throws -> (c: Double, s: Double)

  /// Exercise 1.3: Values and right vectors.
  public var rightSingularPairs: @Sendable (_ a: Matrix<Double>) throws -> (values: [Double], v: Matrix<Double>)

  /// Exercise 1.4: Left vectors, u = Av/σ.
  public var leftSingularVectors: @Sendable (_ a: Matrix<Double>, _ values: [Double], _ v: Matrix<Double>) throws -> Matrix<Double>

  /// Exercise 1.5: Digits lost in AᵀA.
  public var digitsKept: @Sendable (_ a: Matrix<Double>, _ values: [Double]) throws -> [Double]

  /// Lesson 1 with its exercises.
  public static let lesson = LessonExercises<Self>(
    number: 1, name: "Eigendecomposition",
    exercises: [
      ("The Gram matrix AᵀA", 1, "gram", Gram.exercise),
      ("One Jacobi rotation", 3, "jacobiRotation", JacobiRotation.exercise),
      ("Values and right vectors", 3, "rightSingularPairs", RightSingularPairs.exercise),
      ("Left vectors, u = Av/σ", 2, "leftSingularVectors", LeftSingularVectors.exercise),
      ("Digits lost in AᵀA", 2, "digitsKept", DigitsKept.exercise),
    ])

  /// The answers that the kit gives, from `Solutions/01-Eigendecomposition.swift`.
  public static let reference = Self(
    gram: { a0 in
      try EigendecompositionSolutions.gram(a0)
    },
    jacobiRotation: { a0, a1, a2 in
      try EigendecompositionSolutions.jacobiRotation(a0, a1, a2)
    },
    rightSingularPairs: { a0 in
      try EigendecompositionSolutions.rightSingularPairs(a0)
    },
    leftSingularVectors: { a0, a1, a2 in
      try EigendecompositionSolutions.leftSingularVectors(a0, values: a1, v: a2)
    },
    digitsKept: { a0, a1 in
      try EigendecompositionSolutions.digitsKept(a0, values: a1)
    })

  /// The answers that somebody else gives.
  public static func asking(_ other: any Answering) -> Self {
    Self(
    gram: { a0 in
      try other.ask("gram", { packet in packet.put(a0) }) { reader in
        try reader.take()
      }
    },
    jacobiRotation: { a0, a1, a2 in
      try other.ask("jacobiRotation", { packet in packet.put(a0); packet.put(a1); packet.put(a2) }) { reader in
        (c: try reader.take(), s: try reader.take())
      }
    },
    rightSingularPairs: { a0 in
      try other.ask("rightSingularPairs", { packet in packet.put(a0) }) { reader in
        (values: try reader.take(), v: try reader.take())
      }
    },
    leftSingularVectors: { a0, a1, a2 in
      try other.ask("leftSingularVectors", { packet in packet.put(a0); packet.put(a1); packet.put(a2) }) { reader in
        try reader.take()
      }
    },
    digitsKept: { a0, a1 in
      try other.ask("digitsKept", { packet in packet.put(a0); packet.put(a1) }) { reader in
        try reader.take()
      }
    })
  }

  /// These answers with every number that they give changed.
  public func changingNumbers(_ change: @escaping @Sendable (Double) -> Double) -> Self {
    Self(
    gram: { a0 in
      let result = try self.gram(a0)
      return result.changingNumbers(change)
    },
    jacobiRotation: { a0, a1, a2 in
      let result = try self.jacobiRotation(a0, a1, a2)
      return (c: result.0.changingNumbers(change), s: result.1.changingNumbers(change))
    },
    rightSingularPairs: { a0 in
      let result = try self.rightSingularPairs(a0)
      return (values: result.0.changingNumbers(change), v: result.1.changingNumbers(change))
    },
    leftSingularVectors: { a0, a1, a2 in
      let result = try self.leftSingularVectors(a0, a1, a2)
      return result.changingNumbers(change)
    },
    digitsKept: { a0, a1 in
      let result = try self.digitsKept(a0, a1)
      return result.changingNumbers(change)
    })
  }

  /// A call of one of the functions as Swift source; nil where the bytes are not its arguments.
  public static func source(ofCall function: String, _ arguments: Packet) -> String? {
    var reader = PacketReader(arguments.bytes)
    switch function {
    case "gram":
      return try? "gram(\(reader.take(Matrix<Double>.self).literal))"
    case "jacobiRotation":
      return try? "jacobiRotation(\(reader.take(Double.self).literal), \(reader.take(Double.self).literal), \(reader.take(Double.self).literal))"
    case "rightSingularPairs":
      return try? "rightSingularPairs(\(reader.take(Matrix<Double>.self).literal))"
    case "leftSingularVectors":
      return try? "leftSingularVectors(\(reader.take(Matrix<Double>.self).literal), values: \(reader.take([Double].self).literal), v: \(reader.take(Matrix<Double>.self).literal))"
    case "digitsKept":
      return try? "digitsKept(\(reader.take(Matrix<Double>.self).literal), values: \(reader.take([Double].self).literal))"
    default: return nil
    }
  }

  /// For each exercise, answers that give what no answer should.
  public static var absurdities: [(function: String, answers: [Self])] {
    [
    ("gram", absurdCombinations([Matrix<Double>.absurdities.count]).map { choice in
      let absurd = Matrix<Double>.absurdities[choice[0]]
      var answers = reference
      answers.gram = { _ in absurd }
      return answers
    }),
    ("jacobiRotation", absurdCombinations([Double.absurdities.count, Double.absurdities.count]).map { choice in
      let absurd = (c: Double.absurdities[choice[0]], s: Double.absurdities[choice[1]])
      var answers = reference
      answers.jacobiRotation = { _, _, _ in absurd }
      return answers
    }),
    ("rightSingularPairs", absurdCombinations([[Double].absurdities.count, Matrix<Double>.absurdities.count]).map { choice in
      let absurd = (values: [Double].absurdities[choice[0]], v: Matrix<Double>.absurdities[choice[1]])
      var answers = reference
      answers.rightSingularPairs = { _ in absurd }
      return answers
    }),
    ("leftSingularVectors", absurdCombinations([Matrix<Double>.absurdities.count]).map { choice in
      let absurd = Matrix<Double>.absurdities[choice[0]]
      var answers = reference
      answers.leftSingularVectors = { _, _, _ in absurd }
      return answers
    }),
    ("digitsKept", absurdCombinations([[Double].absurdities.count]).map { choice in
      let absurd = [Double].absurdities[choice[0]]
      var answers = reference
      answers.digitsKept = { _, _ in absurd }
      return answers
    })
    ]
  }
}
