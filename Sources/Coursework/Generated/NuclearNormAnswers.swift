// Made by `swift run course stubs --write` from Solutions/12-NuclearNorm.swift. Do not edit.

// swift-format-ignore-file

import Exchange
import Grading
import LinearAlgebra
import NuclearNormSolutions

/// What a set of answers to the exercises of lesson 12 consists of: one closure for each.
public struct NuclearNormAnswers: LessonAnswers {
  /// Exercise 12.1: The nuclear norm.
  public var nuclearNorm: @Sendable (_ a: Matrix<Double>) throws -> Double

  /// Exercise 12.2: Its subgradient.
  public var nuclearSubgradient: @Sendable (_ a: Matrix<Double>) throws -> Matrix<Double>

  /// Exercise 12.3: The proximal step.
  public var proximalStep: @Sendable (_ weights: Matrix<Double>, _ rate: Double, _ penalty: Double) throws -> Matrix<Double>

  /// Exercise 12.4: Count what is left.
  public var effectiveRank: @Sendable (_ a: Matrix<Double>, _ share: Double) throws -> Int

  /// Exercise 12.5: Balanced factors.
  public var balancedFactors: @Sendable (_ a: Matrix<Double>) throws -> (u: Matrix<Double>, v: Matrix<Double>)

  /// Exercise 12.6: One step of training.
  public var penalizedStep: @Sendable (_ weights: Matrix<Double>, _ rate: Double, _ penalty: Double, _ gradient: @escaping (Matrix<Double>) throws -> Matrix<Double>) throws -> Matrix<Double>

  /// Lesson 12 with its exercises.
  public static let lesson = LessonExercises<Self>(
    number: 12, name: "NuclearNorm",
    exercises: [
      ("The nuclear norm", 1, "nuclearNorm", NuclearNorm.exercise),
      ("Its subgradient", 2, "nuclearSubgradient", NuclearSubgradient.exercise),
      ("The proximal step", 2, "proximalStep", ProximalStep.exercise),
      ("Count what is left", 2, "effectiveRank", EffectiveRank.exercise),
      ("Balanced factors", 3, "balancedFactors", BalancedFactors.exercise),
      ("One step of training", 2, "penalizedStep", PenalizedStep.exercise),
    ])

  /// The answers that the kit gives, from `Solutions/12-NuclearNorm.swift`.
  public static let reference = Self(
    nuclearNorm: { a0 in
      try NuclearNormSolutions.nuclearNorm(of: a0)
    },
    nuclearSubgradient: { a0 in
      try NuclearNormSolutions.nuclearSubgradient(at: a0)
    },
    proximalStep: { a0, a1, a2 in
      try NuclearNormSolutions.proximalStep(a0, rate: a1, penalty: a2)
    },
    effectiveRank: { a0, a1 in
      try NuclearNormSolutions.effectiveRank(of: a0, share: a1)
    },
    balancedFactors: { a0 in
      try NuclearNormSolutions.balancedFactors(of: a0)
    },
    penalizedStep: { a0, a1, a2, a3 in
      try NuclearNormSolutions.penalizedStep(a0, rate: a1, penalty: a2, gradient: a3)
    })

  /// The answers that somebody else gives.
  public static func asking(_ other: any Answering) -> Self {
    Self(
    nuclearNorm: { a0 in
      try other.ask("nuclearNorm", { packet in packet.put(a0) }) { reader in
        try reader.take()
      }
    },
    nuclearSubgradient: { a0 in
      try other.ask("nuclearSubgradient", { packet in packet.put(a0) }) { reader in
        try reader.take()
      }
    },
    proximalStep: { a0, a1, a2 in
      try other.ask("proximalStep", { packet in packet.put(a0); packet.put(a1); packet.put(a2) }) { reader in
        try reader.take()
      }
    },
    effectiveRank: { a0, a1 in
      try other.ask("effectiveRank", { packet in packet.put(a0); packet.put(a1) }) { reader in
        try reader.take()
      }
    },
    balancedFactors: { a0 in
      try other.ask("balancedFactors", { packet in packet.put(a0) }) { reader in
        (u: try reader.take(), v: try reader.take())
      }
    },
    penalizedStep: { a0, a1, a2, a3 in
      try other.ask("penalizedStep", { packet in packet.put(a0); packet.put(a1); packet.put(a2) }, callbacks: [{ reader in var packet = Packet(); packet.put(try a3(try reader.take())); return packet }]) { reader in
        try reader.take()
      }
    })
  }

  /// These answers with every number that they give changed.
  public func changingNumbers(_ change: @escaping @Sendable (Double) -> Double) -> Self {
    Self(
    nuclearNorm: { a0 in
      let result = try self.nuclearNorm(a0)
      return result.changingNumbers(change)
    },
    nuclearSubgradient: { a0 in
      let result = try self.nuclearSubgradient(a0)
      return result.changingNumbers(change)
    },
    proximalStep: { a0, a1, a2 in
      let result = try self.proximalStep(a0, a1, a2)
      return result.changingNumbers(change)
    },
    effectiveRank: { a0, a1 in
      let result = try self.effectiveRank(a0, a1)
      return result.changingNumbers(change)
    },
    balancedFactors: { a0 in
      let result = try self.balancedFactors(a0)
      return (u: result.0.changingNumbers(change), v: result.1.changingNumbers(change))
    },
    penalizedStep: { a0, a1, a2, a3 in
      let result = try self.penalizedStep(a0, a1, a2, a3)
      return result.changingNumbers(change)
    })
  }

  /// A call of one of the functions as Swift source; nil where the bytes are not its arguments.
  public static func source(ofCall function: String, _ arguments: Packet) -> String? {
    var reader = PacketReader(arguments.bytes)
    switch function {
    case "nuclearNorm":
      return try? "nuclearNorm(of: \(reader.take(Matrix<Double>.self).literal))"
    case "nuclearSubgradient":
      return try? "nuclearSubgradient(at: \(reader.take(Matrix<Double>.self).literal))"
    case "proximalStep":
      return try? "proximalStep(\(reader.take(Matrix<Double>.self).literal), rate: \(reader.take(Double.self).literal), penalty: \(reader.take(Double.self).literal))"
    case "effectiveRank":
      return try? "effectiveRank(of: \(reader.take(Matrix<Double>.self).literal), share: \(reader.take(Double.self).literal))"
    case "balancedFactors":
      return try? "balancedFactors(of: \(reader.take(Matrix<Double>.self).literal))"
    case "penalizedStep":
      return try? "penalizedStep(\(reader.take(Matrix<Double>.self).literal), rate: \(reader.take(Double.self).literal), penalty: \(reader.take(Double.self).literal), gradient: …)"
    default: return nil
    }
  }

  /// For each exercise, answers that give what no answer should.
  public static var absurdities: [(function: String, answers: [Self])] {
    [
    ("nuclearNorm", absurdCombinations([Double.absurdities.count]).map { choice in
      let absurd = Double.absurdities[choice[0]]
      var answers = reference
      answers.nuclearNorm = { _ in absurd }
      return answers
    }),
    ("nuclearSubgradient", absurdCombinations([Matrix<Double>.absurdities.count]).map { choice in
      let absurd = Matrix<Double>.absurdities[choice[0]]
      var answers = reference
      answers.nuclearSubgradient = { _ in absurd }
      return answers
    }),
    ("proximalStep", absurdCombinations([Matrix<Double>.absurdities.count]).map { choice in
      let absurd = Matrix<Double>.absurdities[choice[0]]
      var answers = reference
      answers.proximalStep = { _, _, _ in absurd }
      return answers
    }),
    ("effectiveRank", absurdCombinations([Int.absurdities.count]).map { choice in
      let absurd = Int.absurdities[choice[0]]
      var answers = reference
      answers.effectiveRank = { _, _ in absurd }
      return answers
    }),
    ("balancedFactors", absurdCombinations([Matrix<Double>.absurdities.count, Matrix<Double>.absurdities.count]).map { choice in
      let absurd = (u: Matrix<Double>.absurdities[choice[0]], v: Matrix<Double>.absurdities[choice[1]])
      var answers = reference
      answers.balancedFactors = { _ in absurd }
      return answers
    }),
    ("penalizedStep", absurdCombinations([Matrix<Double>.absurdities.count]).map { choice in
      let absurd = Matrix<Double>.absurdities[choice[0]]
      var answers = reference
      answers.penalizedStep = { _, _, _, _ in absurd }
      return answers
    })
    ]
  }
}
