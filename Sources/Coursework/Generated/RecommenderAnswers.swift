// Made by `swift run course stubs --write` from Solutions/08-Recommender.swift. Do not edit.

// swift-format-ignore-file

import Exchange
import Grading
import LinearAlgebra
import RecommenderSolutions

/// What a set of answers to the exercises of lesson 8 consists of: one closure for each.
public struct RecommenderAnswers: LessonAnswers {
  /// Exercise 8.1: Held-out split.
  public var heldOutSplit: @Sendable (_ known: Matrix<Double>, _ share: Double, _ seed: UInt64) throws -> (training: Matrix<Double>, test: Matrix<Double>)

  /// Exercise 8.2: Error where known.
  public var knownError: @Sendable (_ predictions: Matrix<Double>, _ ratings: Matrix<Double>, _ known: Matrix<Double>) throws -> Double

  /// Exercise 8.3: Mean and biases.
  public var biases: @Sendable (_ ratings: Matrix<Double>, _ known: Matrix<Double>, _ penalty: Double, _ sweeps: Int) throws -> (mean: Double, rows: [Double], columns: [Double])

  /// Exercise 8.4: Soft-impute step.
  public var softImputeStep: @Sendable (_ estimate: Matrix<Double>, _ ratings: Matrix<Double>, _ known: Matrix<Double>, _ penalty: Double) throws -> Matrix<Double>

  /// Exercise 8.5: Least-squares rows.
  public var leastSquaresRows: @Sendable (_ ratings: Matrix<Double>, _ known: Matrix<Double>, _ v: Matrix<Double>, _ penalty: Double) throws -> Matrix<Double>

  /// Lesson 8 with its exercises.
  public static let lesson = LessonExercises<Self>(
    number: 8, name: "Recommender",
    exercises: [
      ("Held-out split", 2, "heldOutSplit", HeldOutSplit.exercise),
      ("Error where known", 1, "knownError", KnownError.exercise),
      ("Mean and biases", 3, "biases", Biases.exercise),
      ("Soft-impute step", 3, "softImputeStep", SoftImputeStep.exercise),
      ("Least-squares rows", 3, "leastSquaresRows", LeastSquaresRows.exercise),
    ])

  /// The answers that the kit gives, from `Solutions/08-Recommender.swift`.
  public static let reference = Self(
    heldOutSplit: { a0, a1, a2 in
      try RecommenderSolutions.heldOutSplit(known: a0, share: a1, seed: a2)
    },
    knownError: { a0, a1, a2 in
      try RecommenderSolutions.knownError(predictions: a0, ratings: a1, known: a2)
    },
    biases: { a0, a1, a2, a3 in
      try RecommenderSolutions.biases(ratings: a0, known: a1, penalty: a2, sweeps: a3)
    },
    softImputeStep: { a0, a1, a2, a3 in
      try RecommenderSolutions.softImputeStep(a0, ratings: a1, known: a2, penalty: a3)
    },
    leastSquaresRows: { a0, a1, a2, a3 in
      try RecommenderSolutions.leastSquaresRows(ratings: a0, known: a1, v: a2, penalty: a3)
    })

  /// The answers that somebody else gives.
  public static func asking(_ other: any Answering) -> Self {
    Self(
    heldOutSplit: { a0, a1, a2 in
      try other.ask("heldOutSplit", { packet in packet.put(a0); packet.put(a1); packet.put(a2) }) { reader in
        (training: try reader.take(), test: try reader.take())
      }
    },
    knownError: { a0, a1, a2 in
      try other.ask("knownError", { packet in packet.put(a0); packet.put(a1); packet.put(a2) }) { reader in
        try reader.take()
      }
    },
    biases: { a0, a1, a2, a3 in
      try other.ask("biases", { packet in packet.put(a0); packet.put(a1); packet.put(a2); packet.put(a3) }) { reader in
        (mean: try reader.take(), rows: try reader.take(), columns: try reader.take())
      }
    },
    softImputeStep: { a0, a1, a2, a3 in
      try other.ask("softImputeStep", { packet in packet.put(a0); packet.put(a1); packet.put(a2); packet.put(a3) }) { reader in
        try reader.take()
      }
    },
    leastSquaresRows: { a0, a1, a2, a3 in
      try other.ask("leastSquaresRows", { packet in packet.put(a0); packet.put(a1); packet.put(a2); packet.put(a3) }) { reader in
        try reader.take()
      }
    })
  }

  /// These answers with every number that they give changed.
  public func changingNumbers(_ change: @escaping @Sendable (Double) -> Double) -> Self {
    Self(
    heldOutSplit: { a0, a1, a2 in
      let result = try self.heldOutSplit(a0, a1, a2)
      return (training: result.0.changingNumbers(change), test: result.1.changingNumbers(change))
    },
    knownError: { a0, a1, a2 in
      let result = try self.knownError(a0, a1, a2)
      return result.changingNumbers(change)
    },
    biases: { a0, a1, a2, a3 in
      let result = try self.biases(a0, a1, a2, a3)
      return (mean: result.0.changingNumbers(change), rows: result.1.changingNumbers(change), columns: result.2.changingNumbers(change))
    },
    softImputeStep: { a0, a1, a2, a3 in
      let result = try self.softImputeStep(a0, a1, a2, a3)
      return result.changingNumbers(change)
    },
    leastSquaresRows: { a0, a1, a2, a3 in
      let result = try self.leastSquaresRows(a0, a1, a2, a3)
      return result.changingNumbers(change)
    })
  }

  /// A call of one of the functions as Swift source; nil where the bytes are not its arguments.
  public static func source(ofCall function: String, _ arguments: Packet) -> String? {
    var reader = PacketReader(arguments.bytes)
    switch function {
    case "heldOutSplit":
      return try? "heldOutSplit(known: \(reader.take(Matrix<Double>.self).literal), share: \(reader.take(Double.self).literal), seed: \(reader.take(UInt64.self).literal))"
    case "knownError":
      return try? "knownError(predictions: \(reader.take(Matrix<Double>.self).literal), ratings: \(reader.take(Matrix<Double>.self).literal), known: \(reader.take(Matrix<Double>.self).literal))"
    case "biases":
      return try? "biases(ratings: \(reader.take(Matrix<Double>.self).literal), known: \(reader.take(Matrix<Double>.self).literal), penalty: \(reader.take(Double.self).literal), sweeps: \(reader.take(Int.self).literal))"
    case "softImputeStep":
      return try? "softImputeStep(\(reader.take(Matrix<Double>.self).literal), ratings: \(reader.take(Matrix<Double>.self).literal), known: \(reader.take(Matrix<Double>.self).literal), penalty: \(reader.take(Double.self).literal))"
    case "leastSquaresRows":
      return try? "leastSquaresRows(ratings: \(reader.take(Matrix<Double>.self).literal), known: \(reader.take(Matrix<Double>.self).literal), v: \(reader.take(Matrix<Double>.self).literal), penalty: \(reader.take(Double.self).literal))"
    default: return nil
    }
  }

  /// For each exercise, answers that give what no answer should.
  public static var absurdities: [(function: String, answers: [Self])] {
    [
    ("heldOutSplit", absurdCombinations([Matrix<Double>.absurdities.count, Matrix<Double>.absurdities.count]).map { choice in
      let absurd = (training: Matrix<Double>.absurdities[choice[0]], test: Matrix<Double>.absurdities[choice[1]])
      var answers = reference
      answers.heldOutSplit = { _, _, _ in absurd }
      return answers
    }),
    ("knownError", absurdCombinations([Double.absurdities.count]).map { choice in
      let absurd = Double.absurdities[choice[0]]
      var answers = reference
      answers.knownError = { _, _, _ in absurd }
      return answers
    }),
    ("biases", absurdCombinations([Double.absurdities.count, [Double].absurdities.count, [Double].absurdities.count]).map { choice in
      let absurd = (mean: Double.absurdities[choice[0]], rows: [Double].absurdities[choice[1]], columns: [Double].absurdities[choice[2]])
      var answers = reference
      answers.biases = { _, _, _, _ in absurd }
      return answers
    }),
    ("softImputeStep", absurdCombinations([Matrix<Double>.absurdities.count]).map { choice in
      let absurd = Matrix<Double>.absurdities[choice[0]]
      var answers = reference
      answers.softImputeStep = { _, _, _, _ in absurd }
      return answers
    }),
    ("leastSquaresRows", absurdCombinations([Matrix<Double>.absurdities.count]).map { choice in
      let absurd = Matrix<Double>.absurdities[choice[0]]
      var answers = reference
      answers.leastSquaresRows = { _, _, _, _ in absurd }
      return answers
    })
    ]
  }
}
