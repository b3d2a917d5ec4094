// Made by `swift run course stubs --write` from Solutions/11-Quantization.swift. Do not edit.

// swift-format-ignore-file

import Exchange
import Grading
import LinearAlgebra
import QuantizationSolutions

/// What a set of answers to the exercises of lesson 11 consists of: one closure for each.
public struct QuantizationAnswers: LessonAnswers {
  /// Exercise 11.1: A step for each row.
  public var rowSteps: @Sendable (_ weights: Matrix<Double>, _ bits: Int) throws -> [Double]

  /// Exercise 11.2: Rounded to integers.
  public var quantizedIntegers: @Sendable (_ weights: Matrix<Double>, _ steps: [Double]) throws -> [Int]

  /// Exercise 11.3: Sums in 32 bits.
  public var integerDotProducts: @Sendable (_ x: [Int8], _ w: [Int8], _ depth: Int) throws -> [Int32]

  /// Exercise 11.4: Bits without gaps.
  public var packedBytes: @Sendable (_ integers: [Int], _ bits: Int) throws -> [Int]

  /// Exercise 11.5: Factors with √Σ each.
  public var evenFactors: @Sendable (_ svd: SVD<Double>, _ rank: Int) throws -> (u: Matrix<Double>, vTransposed: Matrix<Double>)

  /// Exercise 11.6: Integers back to weights.
  public var restoredWeights: @Sendable (_ integers: [Int], _ steps: [Double], _ weights: Matrix<Double>) throws -> (weights: Matrix<Double>, error: Double)

  /// Lesson 11 with its exercises.
  public static let lesson = LessonExercises<Self>(
    number: 11, name: "Quantization",
    exercises: [
      ("A step for each row", 1, "rowSteps", RowSteps.exercise),
      ("Rounded to integers", 2, "quantizedIntegers", QuantizedIntegers.exercise),
      ("Sums in 32 bits", 2, "integerDotProducts", IntegerDotProducts.exercise),
      ("Bits without gaps", 2, "packedBytes", PackedBytes.exercise),
      ("Factors with √Σ each", 2, "evenFactors", EvenFactors.exercise),
      ("Integers back to weights", 2, "restoredWeights", RestoredWeights.exercise),
    ])

  /// The answers that the kit gives, from `Solutions/11-Quantization.swift`.
  public static let reference = Self(
    rowSteps: { a0, a1 in
      try QuantizationSolutions.rowSteps(a0, bits: a1)
    },
    quantizedIntegers: { a0, a1 in
      try QuantizationSolutions.quantizedIntegers(a0, steps: a1)
    },
    integerDotProducts: { a0, a1, a2 in
      try QuantizationSolutions.integerDotProducts(a0, a1, depth: a2)
    },
    packedBytes: { a0, a1 in
      try QuantizationSolutions.packedBytes(a0, bits: a1)
    },
    evenFactors: { a0, a1 in
      try QuantizationSolutions.evenFactors(a0, rank: a1)
    },
    restoredWeights: { a0, a1, a2 in
      try QuantizationSolutions.restoredWeights(a0, steps: a1, of: a2)
    })

  /// The answers that somebody else gives.
  public static func asking(_ other: any Answering) -> Self {
    Self(
    rowSteps: { a0, a1 in
      try other.ask("rowSteps", { packet in packet.put(a0); packet.put(a1) }) { reader in
        try reader.take()
      }
    },
    quantizedIntegers: { a0, a1 in
      try other.ask("quantizedIntegers", { packet in packet.put(a0); packet.put(a1) }) { reader in
        try reader.take()
      }
    },
    integerDotProducts: { a0, a1, a2 in
      try other.ask("integerDotProducts", { packet in packet.put(a0); packet.put(a1); packet.put(a2) }) { reader in
        try reader.take()
      }
    },
    packedBytes: { a0, a1 in
      try other.ask("packedBytes", { packet in packet.put(a0); packet.put(a1) }) { reader in
        try reader.take()
      }
    },
    evenFactors: { a0, a1 in
      try other.ask("evenFactors", { packet in packet.put(a0); packet.put(a1) }) { reader in
        (u: try reader.take(), vTransposed: try reader.take())
      }
    },
    restoredWeights: { a0, a1, a2 in
      try other.ask("restoredWeights", { packet in packet.put(a0); packet.put(a1); packet.put(a2) }) { reader in
        (weights: try reader.take(), error: try reader.take())
      }
    })
  }

  /// These answers with every number that they give changed.
  public func changingNumbers(_ change: @escaping @Sendable (Double) -> Double) -> Self {
    Self(
    rowSteps: { a0, a1 in
      let result = try self.rowSteps(a0, a1)
      return result.changingNumbers(change)
    },
    quantizedIntegers: { a0, a1 in
      let result = try self.quantizedIntegers(a0, a1)
      return result.changingNumbers(change)
    },
    integerDotProducts: { a0, a1, a2 in
      let result = try self.integerDotProducts(a0, a1, a2)
      return result.changingNumbers(change)
    },
    packedBytes: { a0, a1 in
      let result = try self.packedBytes(a0, a1)
      return result.changingNumbers(change)
    },
    evenFactors: { a0, a1 in
      let result = try self.evenFactors(a0, a1)
      return (u: result.0.changingNumbers(change), vTransposed: result.1.changingNumbers(change))
    },
    restoredWeights: { a0, a1, a2 in
      let result = try self.restoredWeights(a0, a1, a2)
      return (weights: result.0.changingNumbers(change), error: result.1.changingNumbers(change))
    })
  }

  /// A call of one of the functions as Swift source; nil where the bytes are not its arguments.
  public static func source(ofCall function: String, _ arguments: Packet) -> String? {
    var reader = PacketReader(arguments.bytes)
    switch function {
    case "rowSteps":
      return try? "rowSteps(\(reader.take(Matrix<Double>.self).literal), bits: \(reader.take(Int.self).literal))"
    case "quantizedIntegers":
      return try? "quantizedIntegers(\(reader.take(Matrix<Double>.self).literal), steps: \(reader.take([Double].self).literal))"
    case "integerDotProducts":
      return try? "integerDotProducts(\(reader.take([Int8].self).literal), \(reader.take([Int8].self).literal), depth: \(reader.take(Int.self).literal))"
    case "packedBytes":
      return try? "packedBytes(\(reader.take([Int].self).literal), bits: \(reader.take(Int.self).literal))"
    case "evenFactors":
      return try? "evenFactors(\(reader.take(SVD<Double>.self).literal), rank: \(reader.take(Int.self).literal))"
    case "restoredWeights":
      return try? "restoredWeights(\(reader.take([Int].self).literal), steps: \(reader.take([Double].self).literal), of: \(reader.take(Matrix<Double>.self).literal))"
    default: return nil
    }
  }

  /// For each exercise, answers that give what no answer should.
  public static var absurdities: [(function: String, answers: [Self])] {
    [
    ("rowSteps", absurdCombinations([[Double].absurdities.count]).map { choice in
      let absurd = [Double].absurdities[choice[0]]
      var answers = reference
      answers.rowSteps = { _, _ in absurd }
      return answers
    }),
    ("quantizedIntegers", absurdCombinations([[Int].absurdities.count]).map { choice in
      let absurd = [Int].absurdities[choice[0]]
      var answers = reference
      answers.quantizedIntegers = { _, _ in absurd }
      return answers
    }),
    ("integerDotProducts", absurdCombinations([[Int32].absurdities.count]).map { choice in
      let absurd = [Int32].absurdities[choice[0]]
      var answers = reference
      answers.integerDotProducts = { _, _, _ in absurd }
      return answers
    }),
    ("packedBytes", absurdCombinations([[Int].absurdities.count]).map { choice in
      let absurd = [Int].absurdities[choice[0]]
      var answers = reference
      answers.packedBytes = { _, _ in absurd }
      return answers
    }),
    ("evenFactors", absurdCombinations([Matrix<Double>.absurdities.count, Matrix<Double>.absurdities.count]).map { choice in
      let absurd = (u: Matrix<Double>.absurdities[choice[0]], vTransposed: Matrix<Double>.absurdities[choice[1]])
      var answers = reference
      answers.evenFactors = { _, _ in absurd }
      return answers
    }),
    ("restoredWeights", absurdCombinations([Matrix<Double>.absurdities.count, Double.absurdities.count]).map { choice in
      let absurd = (weights: Matrix<Double>.absurdities[choice[0]], error: Double.absurdities[choice[1]])
      var answers = reference
      answers.restoredWeights = { _, _, _ in absurd }
      return answers
    })
    ]
  }
}
