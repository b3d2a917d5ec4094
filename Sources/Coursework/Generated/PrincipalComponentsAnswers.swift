// Made by `swift run course stubs --write` from Solutions/03-PrincipalComponents.swift. Do not edit.

// swift-format-ignore-file

import Exchange
import Grading
import LinearAlgebra
import PrincipalComponentsSolutions

/// What a set of answers to the exercises of lesson 3 consists of: one closure for each.
public struct PrincipalComponentsAnswers: LessonAnswers {
  /// Exercise 3.1: Centred samples.
  public var centred: @Sendable (_ samples: Matrix<Double>) throws -> Matrix<Double>

  /// Exercise 3.2: Covariance matrix.
  public var covariance: @Sendable (_ samples: Matrix<Double>) throws -> Matrix<Double>

  /// Exercise 3.3: Principal components.
  public var principalComponents: @Sendable (_ samples: Matrix<Double>) throws -> (variances: [Double], components: Matrix<Double>)

  /// Exercise 3.4: Samples rebuilt.
  public var reconstruction: @Sendable (_ samples: Matrix<Double>, _ components: Matrix<Double>, _ count: Int) throws -> Matrix<Double>

  /// Exercise 3.5: Explained variance.
  public var explainedShares: @Sendable (_ singularValues: [Double]) throws -> [Double]

  /// Exercise 3.6: New samples.
  public var newScores: @Sendable (_ samples: Matrix<Double>, _ training: Matrix<Double>, _ components: Matrix<Double>, _ count: Int) throws -> Matrix<Double>

  /// Lesson 3 with its exercises.
  public static let lesson = LessonExercises<Self>(
    number: 3, name: "PrincipalComponents",
    exercises: [
      ("Centred samples", 1, "centred", Centred.exercise),
      ("Covariance matrix", 2, "covariance", Covariance.exercise),
      ("Principal components", 3, "principalComponents", PrincipalComponents.exercise),
      ("Samples rebuilt", 2, "reconstruction", Reconstruction.exercise),
      ("Explained variance", 2, "explainedShares", ExplainedShares.exercise),
      ("New samples", 2, "newScores", NewScores.exercise),
    ])

  /// The answers that the kit gives, from `Solutions/03-PrincipalComponents.swift`.
  public static let reference = Self(
    centred: { a0 in
      try PrincipalComponentsSolutions.centred(a0)
    },
    covariance: { a0 in
      try PrincipalComponentsSolutions.covariance(a0)
    },
    principalComponents: { a0 in
      try PrincipalComponentsSolutions.principalComponents(a0)
    },
    reconstruction: { a0, a1, a2 in
      try PrincipalComponentsSolutions.reconstruction(a0, components: a1, count: a2)
    },
    explainedShares: { a0 in
      try PrincipalComponentsSolutions.explainedShares(a0)
    },
    newScores: { a0, a1, a2, a3 in
      try PrincipalComponentsSolutions.newScores(a0, training: a1, components: a2, count: a3)
    })

  /// The answers that somebody else gives.
  public static func asking(_ other: any Answering) -> Self {
    Self(
    centred: { a0 in
      try other.ask("centred", { packet in packet.put(a0) }) { reader in
        try reader.take()
      }
    },
    covariance: { a0 in
      try other.ask("covariance", { packet in packet.put(a0) }) { reader in
        try reader.take()
      }
    },
    principalComponents: { a0 in
      try other.ask("principalComponents", { packet in packet.put(a0) }) { reader in
        (variances: try reader.take(), components: try reader.take())
      }
    },
    reconstruction: { a0, a1, a2 in
      try other.ask("reconstruction", { packet in packet.put(a0); packet.put(a1); packet.put(a2) }) { reader in
        try reader.take()
      }
    },
    explainedShares: { a0 in
      try other.ask("explainedShares", { packet in packet.put(a0) }) { reader in
        try reader.take()
      }
    },
    newScores: { a0, a1, a2, a3 in
      try other.ask("newScores", { packet in packet.put(a0); packet.put(a1); packet.put(a2); packet.put(a3) }) { reader in
        try reader.take()
      }
    })
  }

  /// These answers with every number that they give changed.
  public func changingNumbers(_ change: @escaping @Sendable (Double) -> Double) -> Self {
    Self(
    centred: { a0 in
      let result = try self.centred(a0)
      return result.changingNumbers(change)
    },
    covariance: { a0 in
      let result = try self.covariance(a0)
      return result.changingNumbers(change)
    },
    principalComponents: { a0 in
      let result = try self.principalComponents(a0)
      return (variances: result.0.changingNumbers(change), components: result.1.changingNumbers(change))
    },
    reconstruction: { a0, a1, a2 in
      let result = try self.reconstruction(a0, a1, a2)
      return result.changingNumbers(change)
    },
    explainedShares: { a0 in
      let result = try self.explainedShares(a0)
      return result.changingNumbers(change)
    },
    newScores: { a0, a1, a2, a3 in
      let result = try self.newScores(a0, a1, a2, a3)
      return result.changingNumbers(change)
    })
  }

  /// A call of one of the functions as Swift source; nil where the bytes are not its arguments.
  public static func source(ofCall function: String, _ arguments: Packet) -> String? {
    var reader = PacketReader(arguments.bytes)
    switch function {
    case "centred":
      return try? "centred(\(reader.take(Matrix<Double>.self).literal))"
    case "covariance":
      return try? "covariance(\(reader.take(Matrix<Double>.self).literal))"
    case "principalComponents":
      return try? "principalComponents(\(reader.take(Matrix<Double>.self).literal))"
    case "reconstruction":
      return try? "reconstruction(\(reader.take(Matrix<Double>.self).literal), components: \(reader.take(Matrix<Double>.self).literal), count: \(reader.take(Int.self).literal))"
    case "explainedShares":
      return try? "explainedShares(\(reader.take([Double].self).literal))"
    case "newScores":
      return try? "newScores(\(reader.take(Matrix<Double>.self).literal), training: \(reader.take(Matrix<Double>.self).literal), components: \(reader.take(Matrix<Double>.self).literal), count: \(reader.take(Int.self).literal))"
    default: return nil
    }
  }

  /// For each exercise, answers that give what no answer should.
  public static var absurdities: [(function: String, answers: [Self])] {
    [
    ("centred", absurdCombinations([Matrix<Double>.absurdities.count]).map { choice in
      let absurd = Matrix<Double>.absurdities[choice[0]]
      var answers = reference
      answers.centred = { _ in absurd }
      return answers
    }),
    ("covariance", absurdCombinations([Matrix<Double>.absurdities.count]).map { choice in
      let absurd = Matrix<Double>.absurdities[choice[0]]
      var answers = reference
      answers.covariance = { _ in absurd }
      return answers
    }),
    ("principalComponents", absurdCombinations([[Double].absurdities.count, Matrix<Double>.absurdities.count]).map { choice in
      let absurd = (variances: [Double].absurdities[choice[0]], components: Matrix<Double>.absurdities[choice[1]])
      var answers = reference
      answers.principalComponents = { _ in absurd }
      return answers
    }),
    ("reconstruction", absurdCombinations([Matrix<Double>.absurdities.count]).map { choice in
      let absurd = Matrix<Double>.absurdities[choice[0]]
      var answers = reference
      answers.reconstruction = { _, _, _ in absurd }
      return answers
    }),
    ("explainedShares", absurdCombinations([[Double].absurdities.count]).map { choice in
      let absurd = [Double].absurdities[choice[0]]
      var answers = reference
      answers.explainedShares = { _ in absurd }
      return answers
    }),
    ("newScores", absurdCombinations([Matrix<Double>.absurdities.count]).map { choice in
      let absurd = Matrix<Double>.absurdities[choice[0]]
      var answers = reference
      answers.newScores = { _, _, _, _ in absurd }
      return answers
    })
    ]
  }
}
