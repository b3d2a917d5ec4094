// Made by `swift run course stubs --write` from Solutions/05-NetworkCompression.swift. Do not edit.

// swift-format-ignore-file

import Exchange
import Grading
import LinearAlgebra
import NetworkCompressionSolutions

/// What a set of answers to the exercises of lesson 5 consists of: one closure for each.
public struct NetworkCompressionAnswers: LessonAnswers {
  /// Exercise 5.1: A network's parameters.
  public var compressedParameters: @Sendable (_ sizes: [Int], _ rank: Int) throws -> Int

  /// Exercise 5.2: Factors with S absorbed.
  public var absorbedFactors: @Sendable (_ svd: SVD<Double>, _ rank: Int) throws -> (u: Matrix<Double>, vTransposed: Matrix<Double>)

  /// Exercise 5.3: A factorised layer.
  public var lowRankForward: @Sendable (_ inputs: Matrix<Double>, _ u: Matrix<Double>, _ vTransposed: Matrix<Double>, _ bias: [Double]) throws -> Matrix<Double>

  /// Exercise 5.4: Truncation by the data.
  public var dataAwareTruncation: @Sendable (_ weights: Matrix<Double>, _ inputs: Matrix<Double>, _ rank: Int) throws -> Matrix<Double>

  /// Exercise 5.5: A dynamic step.
  public var dynamicStep: @Sendable (_ weights: Matrix<Double>, _ rank: Int, _ learningRate: Double, _ gradient: @escaping (Matrix<Double>) throws -> Matrix<Double>) throws -> Matrix<Double>

  /// Lesson 5 with its exercises.
  public static let lesson = LessonExercises<Self>(
    number: 5, name: "NetworkCompression",
    exercises: [
      ("A network's parameters", 1, "compressedParameters", CompressedParameters.exercise),
      ("Factors with S absorbed", 2, "absorbedFactors", AbsorbedFactors.exercise),
      ("A factorised layer", 2, "lowRankForward", LowRankForward.exercise),
      ("Truncation by the data", 2, "dataAwareTruncation", DataAwareTruncation.exercise),
      ("A dynamic step", 3, "dynamicStep", DynamicStep.exercise),
    ])

  /// The answers that the kit gives, from `Solutions/05-NetworkCompression.swift`.
  public static let reference = Self(
    compressedParameters: { a0, a1 in
      try NetworkCompressionSolutions.compressedParameters(sizes: a0, rank: a1)
    },
    absorbedFactors: { a0, a1 in
      try NetworkCompressionSolutions.absorbedFactors(a0, rank: a1)
    },
    lowRankForward: { a0, a1, a2, a3 in
      try NetworkCompressionSolutions.lowRankForward(a0, u: a1, vTransposed: a2, bias: a3)
    },
    dataAwareTruncation: { a0, a1, a2 in
      try NetworkCompressionSolutions.dataAwareTruncation(a0, inputs: a1, rank: a2)
    },
    dynamicStep: { a0, a1, a2, a3 in
      try NetworkCompressionSolutions.dynamicStep(a0, rank: a1, learningRate: a2, gradient: a3)
    })

  /// The answers that somebody else gives.
  public static func asking(_ other: any Answering) -> Self {
    Self(
    compressedParameters: { a0, a1 in
      try other.ask("compressedParameters", { packet in packet.put(a0); packet.put(a1) }) { reader in
        try reader.take()
      }
    },
    absorbedFactors: { a0, a1 in
      try other.ask("absorbedFactors", { packet in packet.put(a0); packet.put(a1) }) { reader in
        (u: try reader.take(), vTransposed: try reader.take())
      }
    },
    lowRankForward: { a0, a1, a2, a3 in
      try other.ask("lowRankForward", { packet in packet.put(a0); packet.put(a1); packet.put(a2); packet.put(a3) }) { reader in
        try reader.take()
      }
    },
    dataAwareTruncation: { a0, a1, a2 in
      try other.ask("dataAwareTruncation", { packet in packet.put(a0); packet.put(a1); packet.put(a2) }) { reader in
        try reader.take()
      }
    },
    dynamicStep: { a0, a1, a2, a3 in
      try other.ask("dynamicStep", { packet in packet.put(a0); packet.put(a1); packet.put(a2) }, callbacks: [{ reader in var packet = Packet(); packet.put(try a3(try reader.take())); return packet }]) { reader in
        try reader.take()
      }
    })
  }

  /// These answers with every number that they give changed.
  public func changingNumbers(_ change: @escaping @Sendable (Double) -> Double) -> Self {
    Self(
    compressedParameters: { a0, a1 in
      let result = try self.compressedParameters(a0, a1)
      return result.changingNumbers(change)
    },
    absorbedFactors: { a0, a1 in
      let result = try self.absorbedFactors(a0, a1)
      return (u: result.0.changingNumbers(change), vTransposed: result.1.changingNumbers(change))
    },
    lowRankForward: { a0, a1, a2, a3 in
      let result = try self.lowRankForward(a0, a1, a2, a3)
      return result.changingNumbers(change)
    },
    dataAwareTruncation: { a0, a1, a2 in
      let result = try self.dataAwareTruncation(a0, a1, a2)
      return result.changingNumbers(change)
    },
    dynamicStep: { a0, a1, a2, a3 in
      let result = try self.dynamicStep(a0, a1, a2, a3)
      return result.changingNumbers(change)
    })
  }

  /// A call of one of the functions as Swift source; nil where the bytes are not its arguments.
  public static func source(ofCall function: String, _ arguments: Packet) -> String? {
    var reader = PacketReader(arguments.bytes)
    switch function {
    case "compressedParameters":
      return try? "compressedParameters(sizes: \(reader.take([Int].self).literal), rank: \(reader.take(Int.self).literal))"
    case "absorbedFactors":
      return try? "absorbedFactors(\(reader.take(SVD<Double>.self).literal), rank: \(reader.take(Int.self).literal))"
    case "lowRankForward":
      return try? "lowRankForward(\(reader.take(Matrix<Double>.self).literal), u: \(reader.take(Matrix<Double>.self).literal), vTransposed: \(reader.take(Matrix<Double>.self).literal), bias: \(reader.take([Double].self).literal))"
    case "dataAwareTruncation":
      return try? "dataAwareTruncation(\(reader.take(Matrix<Double>.self).literal), inputs: \(reader.take(Matrix<Double>.self).literal), rank: \(reader.take(Int.self).literal))"
    case "dynamicStep":
      return try? "dynamicStep(\(reader.take(Matrix<Double>.self).literal), rank: \(reader.take(Int.self).literal), learningRate: \(reader.take(Double.self).literal), gradient: …)"
    default: return nil
    }
  }

  /// For each exercise, answers that give what no answer should.
  public static var absurdities: [(function: String, answers: [Self])] {
    [
    ("compressedParameters", absurdCombinations([Int.absurdities.count]).map { choice in
      let absurd = Int.absurdities[choice[0]]
      var answers = reference
      answers.compressedParameters = { _, _ in absurd }
      return answers
    }),
    ("absorbedFactors", absurdCombinations([Matrix<Double>.absurdities.count, Matrix<Double>.absurdities.count]).map { choice in
      let absurd = (u: Matrix<Double>.absurdities[choice[0]], vTransposed: Matrix<Double>.absurdities[choice[1]])
      var answers = reference
      answers.absorbedFactors = { _, _ in absurd }
      return answers
    }),
    ("lowRankForward", absurdCombinations([Matrix<Double>.absurdities.count]).map { choice in
      let absurd = Matrix<Double>.absurdities[choice[0]]
      var answers = reference
      answers.lowRankForward = { _, _, _, _ in absurd }
      return answers
    }),
    ("dataAwareTruncation", absurdCombinations([Matrix<Double>.absurdities.count]).map { choice in
      let absurd = Matrix<Double>.absurdities[choice[0]]
      var answers = reference
      answers.dataAwareTruncation = { _, _, _ in absurd }
      return answers
    }),
    ("dynamicStep", absurdCombinations([Matrix<Double>.absurdities.count]).map { choice in
      let absurd = Matrix<Double>.absurdities[choice[0]]
      var answers = reference
      answers.dynamicStep = { _, _, _, _ in absurd }
      return answers
    })
    ]
  }
}
