// Made by `swift run course stubs --write` from Solutions/07-Distillation.swift. Do not edit.

// swift-format-ignore-file

import DistillationSolutions
import Exchange
import Grading
import LinearAlgebra

/// What a set of answers to the exercises of lesson 7 consists of: one closure for each.
public struct DistillationAnswers: LessonAnswers {
  /// Exercise 7.1: The error beforehand.
  public var truncationError: @Sendable (_ singularValues: [Double], _ rank: Int) throws -> Double

  /// Exercise 7.2: What truncation drops.
  public var truncationResidual: @Sendable (_ a: Matrix<Double>, _ rank: Int) throws -> Matrix<Double>

  /// Exercise 7.3: A held-out block.
  public var predictedBlock: @Sendable (_ b: Matrix<Double>, _ c: Matrix<Double>, _ d: Matrix<Double>, _ rank: Int) throws -> Matrix<Double>

  /// Exercise 7.4: Soft targets.
  public var softened: @Sendable (_ logits: Matrix<Double>, _ temperature: Double) throws -> Matrix<Double>

  /// Exercise 7.5: Learning from a teacher.
  public var distillationGradient: @Sendable (_ student: Matrix<Double>, _ teacher: Matrix<Double>, _ labels: [Int], _ temperature: Double, _ share: Double) throws -> Matrix<Double>

  /// Lesson 7 with its exercises.
  public static let lesson = LessonExercises<Self>(
    number: 7, name: "Distillation",
    exercises: [
      ("The error beforehand", 1, "truncationError", TruncationError.exercise),
      ("What truncation drops", 2, "truncationResidual", TruncationResidual.exercise),
      ("A held-out block", 3, "predictedBlock", PredictedBlock.exercise),
      ("Soft targets", 2, "softened", Softened.exercise),
      ("Learning from a teacher", 3, "distillationGradient", DistillationGradient.exercise),
    ])

  /// The answers that the kit gives, from `Solutions/07-Distillation.swift`.
  public static let reference = Self(
    truncationError: { a0, a1 in
      try DistillationSolutions.truncationError(singularValues: a0, rank: a1)
    },
    truncationResidual: { a0, a1 in
      try DistillationSolutions.truncationResidual(a0, rank: a1)
    },
    predictedBlock: { a0, a1, a2, a3 in
      try DistillationSolutions.predictedBlock(b: a0, c: a1, d: a2, rank: a3)
    },
    softened: { a0, a1 in
      try DistillationSolutions.softened(a0, temperature: a1)
    },
    distillationGradient: { a0, a1, a2, a3, a4 in
      try DistillationSolutions.distillationGradient(student: a0, teacher: a1, labels: a2, temperature: a3, share: a4)
    })

  /// The answers that somebody else gives.
  public static func asking(_ other: any Answering) -> Self {
    Self(
    truncationError: { a0, a1 in
      try other.ask("truncationError", { packet in packet.put(a0); packet.put(a1) }) { reader in
        try reader.take()
      }
    },
    truncationResidual: { a0, a1 in
      try other.ask("truncationResidual", { packet in packet.put(a0); packet.put(a1) }) { reader in
        try reader.take()
      }
    },
    predictedBlock: { a0, a1, a2, a3 in
      try other.ask("predictedBlock", { packet in packet.put(a0); packet.put(a1); packet.put(a2); packet.put(a3) }) { reader in
        try reader.take()
      }
    },
    softened: { a0, a1 in
      try other.ask("softened", { packet in packet.put(a0); packet.put(a1) }) { reader in
        try reader.take()
      }
    },
    distillationGradient: { a0, a1, a2, a3, a4 in
      try other.ask("distillationGradient", { packet in packet.put(a0); packet.put(a1); packet.put(a2); packet.put(a3); packet.put(a4) }) { reader in
        try reader.take()
      }
    })
  }

  /// These answers with every number that they give changed.
  public func changingNumbers(_ change: @escaping @Sendable (Double) -> Double) -> Self {
    Self(
    truncationError: { a0, a1 in
      let result = try self.truncationError(a0, a1)
      return result.changingNumbers(change)
    },
    truncationResidual: { a0, a1 in
      let result = try self.truncationResidual(a0, a1)
      return result.changingNumbers(change)
    },
    predictedBlock: { a0, a1, a2, a3 in
      let result = try self.predictedBlock(a0, a1, a2, a3)
      return result.changingNumbers(change)
    },
    softened: { a0, a1 in
      let result = try self.softened(a0, a1)
      return result.changingNumbers(change)
    },
    distillationGradient: { a0, a1, a2, a3, a4 in
      let result = try self.distillationGradient(a0, a1, a2, a3, a4)
      return result.changingNumbers(change)
    })
  }

  /// A call of one of the functions as Swift source; nil where the bytes are not its arguments.
  public static func source(ofCall function: String, _ arguments: Packet) -> String? {
    var reader = PacketReader(arguments.bytes)
    switch function {
    case "truncationError":
      return try? "truncationError(singularValues: \(reader.take([Double].self).literal), rank: \(reader.take(Int.self).literal))"
    case "truncationResidual":
      return try? "truncationResidual(\(reader.take(Matrix<Double>.self).literal), rank: \(reader.take(Int.self).literal))"
    case "predictedBlock":
      return try? "predictedBlock(b: \(reader.take(Matrix<Double>.self).literal), c: \(reader.take(Matrix<Double>.self).literal), d: \(reader.take(Matrix<Double>.self).literal), rank: \(reader.take(Int.self).literal))"
    case "softened":
      return try? "softened(\(reader.take(Matrix<Double>.self).literal), temperature: \(reader.take(Double.self).literal))"
    case "distillationGradient":
      return try? "distillationGradient(student: \(reader.take(Matrix<Double>.self).literal), teacher: \(reader.take(Matrix<Double>.self).literal), labels: \(reader.take([Int].self).literal), temperature: \(reader.take(Double.self).literal), share: \(reader.take(Double.self).literal))"
    default: return nil
    }
  }

  /// For each exercise, answers that give what no answer should.
  public static var absurdities: [(function: String, answers: [Self])] {
    [
    ("truncationError", absurdCombinations([Double.absurdities.count]).map { choice in
      let absurd = Double.absurdities[choice[0]]
      var answers = reference
      answers.truncationError = { _, _ in absurd }
      return answers
    }),
    ("truncationResidual", absurdCombinations([Matrix<Double>.absurdities.count]).map { choice in
      let absurd = Matrix<Double>.absurdities[choice[0]]
      var answers = reference
      answers.truncationResidual = { _, _ in absurd }
      return answers
    }),
    ("predictedBlock", absurdCombinations([Matrix<Double>.absurdities.count]).map { choice in
      let absurd = Matrix<Double>.absurdities[choice[0]]
      var answers = reference
      answers.predictedBlock = { _, _, _, _ in absurd }
      return answers
    }),
    ("softened", absurdCombinations([Matrix<Double>.absurdities.count]).map { choice in
      let absurd = Matrix<Double>.absurdities[choice[0]]
      var answers = reference
      answers.softened = { _, _ in absurd }
      return answers
    }),
    ("distillationGradient", absurdCombinations([Matrix<Double>.absurdities.count]).map { choice in
      let absurd = Matrix<Double>.absurdities[choice[0]]
      var answers = reference
      answers.distillationGradient = { _, _, _, _, _ in absurd }
      return answers
    })
    ]
  }
}
