// Made by `swift run course stubs --write` from Solutions/13-LowRankAdapters.swift. Do not edit.

// swift-format-ignore-file

import Exchange
import Grading
import LinearAlgebra
import LowRankAdaptersSolutions

/// What a set of answers to the exercises of lesson 13 consists of: one closure for each.
public struct LowRankAdaptersAnswers: LessonAnswers {
  /// Exercise 13.1: The pass through an adapter.
  public var adaptedSums: @Sendable (_ inputs: Matrix<Double>, _ sums: Matrix<Double>, _ b: Matrix<Double>, _ a: Matrix<Double>, _ alpha: Double) throws -> Matrix<Double>

  /// Exercise 13.2: What A and B learn from.
  public var adapterGradients: @Sendable (_ outputGradient: Matrix<Double>, _ inputs: Matrix<Double>, _ b: Matrix<Double>, _ a: Matrix<Double>, _ alpha: Double) throws -> (b: Matrix<Double>, a: Matrix<Double>)

  /// Exercise 13.3: Merge, and undo it.
  public var swappedAdapter: @Sendable (_ weights: Matrix<Double>, _ oldB: Matrix<Double>, _ oldA: Matrix<Double>, _ newB: Matrix<Double>, _ newA: Matrix<Double>, _ alpha: Double) throws -> Matrix<Double>

  /// Exercise 13.4: Start from the principal part.
  public var principalStart: @Sendable (_ weights: Matrix<Double>, _ rank: Int) throws -> (rest: Matrix<Double>, b: Matrix<Double>, a: Matrix<Double>)

  /// Exercise 13.5: Start from what rounding lost.
  public var roundedStart: @Sendable (_ weights: Matrix<Double>, _ rank: Int, _ steps: Int, _ rounded: @escaping (Matrix<Double>) throws -> Matrix<Double>) throws -> (q: Matrix<Double>, b: Matrix<Double>, a: Matrix<Double>)

  /// Lesson 13 with its exercises.
  public static let lesson = LessonExercises<Self>(
    number: 13, name: "LowRankAdapters",
    exercises: [
      ("The pass through an adapter", 2, "adaptedSums", AdaptedSums.exercise),
      ("What A and B learn from", 3, "adapterGradients", AdapterGradients.exercise),
      ("Merge, and undo it", 2, "swappedAdapter", SwappedAdapter.exercise),
      ("Start from the principal part", 2, "principalStart", PrincipalStart.exercise),
      ("Start from what rounding lost", 3, "roundedStart", RoundedStart.exercise),
    ])

  /// The answers that the kit gives, from `Solutions/13-LowRankAdapters.swift`.
  public static let reference = Self(
    adaptedSums: { a0, a1, a2, a3, a4 in
      try LowRankAdaptersSolutions.adaptedSums(a0, sums: a1, b: a2, a: a3, alpha: a4)
    },
    adapterGradients: { a0, a1, a2, a3, a4 in
      try LowRankAdaptersSolutions.adapterGradients(a0, inputs: a1, b: a2, a: a3, alpha: a4)
    },
    swappedAdapter: { a0, a1, a2, a3, a4, a5 in
      try LowRankAdaptersSolutions.swappedAdapter(a0, oldB: a1, oldA: a2, newB: a3, newA: a4, alpha: a5)
    },
    principalStart: { a0, a1 in
      try LowRankAdaptersSolutions.principalStart(a0, rank: a1)
    },
    roundedStart: { a0, a1, a2, a3 in
      try LowRankAdaptersSolutions.roundedStart(a0, rank: a1, steps: a2, rounded: a3)
    })

  /// The answers that somebody else gives.
  public static func asking(_ other: any Answering) -> Self {
    Self(
    adaptedSums: { a0, a1, a2, a3, a4 in
      try other.ask("adaptedSums", { packet in packet.put(a0); packet.put(a1); packet.put(a2); packet.put(a3); packet.put(a4) }) { reader in
        try reader.take()
      }
    },
    adapterGradients: { a0, a1, a2, a3, a4 in
      try other.ask("adapterGradients", { packet in packet.put(a0); packet.put(a1); packet.put(a2); packet.put(a3); packet.put(a4) }) { reader in
        (b: try reader.take(), a: try reader.take())
      }
    },
    swappedAdapter: { a0, a1, a2, a3, a4, a5 in
      try other.ask("swappedAdapter", { packet in packet.put(a0); packet.put(a1); packet.put(a2); packet.put(a3); packet.put(a4); packet.put(a5) }) { reader in
        try reader.take()
      }
    },
    principalStart: { a0, a1 in
      try other.ask("principalStart", { packet in packet.put(a0); packet.put(a1) }) { reader in
        (rest: try reader.take(), b: try reader.take(), a: try reader.take())
      }
    },
    roundedStart: { a0, a1, a2, a3 in
      try other.ask("roundedStart", { packet in packet.put(a0); packet.put(a1); packet.put(a2) }, callbacks: [{ reader in var packet = Packet(); packet.put(try a3(try reader.take())); return packet }]) { reader in
        (q: try reader.take(), b: try reader.take(), a: try reader.take())
      }
    })
  }

  /// These answers with every number that they give changed.
  public func changingNumbers(_ change: @escaping @Sendable (Double) -> Double) -> Self {
    Self(
    adaptedSums: { a0, a1, a2, a3, a4 in
      let result = try self.adaptedSums(a0, a1, a2, a3, a4)
      return result.changingNumbers(change)
    },
    adapterGradients: { a0, a1, a2, a3, a4 in
      let result = try self.adapterGradients(a0, a1, a2, a3, a4)
      return (b: result.0.changingNumbers(change), a: result.1.changingNumbers(change))
    },
    swappedAdapter: { a0, a1, a2, a3, a4, a5 in
      let result = try self.swappedAdapter(a0, a1, a2, a3, a4, a5)
      return result.changingNumbers(change)
    },
    principalStart: { a0, a1 in
      let result = try self.principalStart(a0, a1)
      return (rest: result.0.changingNumbers(change), b: result.1.changingNumbers(change), a: result.2.changingNumbers(change))
    },
    roundedStart: { a0, a1, a2, a3 in
      let result = try self.roundedStart(a0, a1, a2, a3)
      return (q: result.0.changingNumbers(change), b: result.1.changingNumbers(change), a: result.2.changingNumbers(change))
    })
  }

  /// A call of one of the functions as Swift source; nil where the bytes are not its arguments.
  public static func source(ofCall function: String, _ arguments: Packet) -> String? {
    var reader = PacketReader(arguments.bytes)
    switch function {
    case "adaptedSums":
      return try? "adaptedSums(\(reader.take(Matrix<Double>.self).literal), sums: \(reader.take(Matrix<Double>.self).literal), b: \(reader.take(Matrix<Double>.self).literal), a: \(reader.take(Matrix<Double>.self).literal), alpha: \(reader.take(Double.self).literal))"
    case "adapterGradients":
      return try? "adapterGradients(\(reader.take(Matrix<Double>.self).literal), inputs: \(reader.take(Matrix<Double>.self).literal), b: \(reader.take(Matrix<Double>.self).literal), a: \(reader.take(Matrix<Double>.self).literal), alpha: \(reader.take(Double.self).literal))"
    case "swappedAdapter":
      return try? "swappedAdapter(\(reader.take(Matrix<Double>.self).literal), oldB: \(reader.take(Matrix<Double>.self).literal), oldA: \(reader.take(Matrix<Double>.self).literal), newB: \(reader.take(Matrix<Double>.self).literal), newA: \(reader.take(Matrix<Double>.self).literal), alpha: \(reader.take(Double.self).literal))"
    case "principalStart":
      return try? "principalStart(\(reader.take(Matrix<Double>.self).literal), rank: \(reader.take(Int.self).literal))"
    case "roundedStart":
      return try? "roundedStart(\(reader.take(Matrix<Double>.self).literal), rank: \(reader.take(Int.self).literal), steps: \(reader.take(Int.self).literal), rounded: …)"
    default: return nil
    }
  }

  /// For each exercise, answers that give what no answer should.
  public static var absurdities: [(function: String, answers: [Self])] {
    [
    ("adaptedSums", absurdCombinations([Matrix<Double>.absurdities.count]).map { choice in
      let absurd = Matrix<Double>.absurdities[choice[0]]
      var answers = reference
      answers.adaptedSums = { _, _, _, _, _ in absurd }
      return answers
    }),
    ("adapterGradients", absurdCombinations([Matrix<Double>.absurdities.count, Matrix<Double>.absurdities.count]).map { choice in
      let absurd = (b: Matrix<Double>.absurdities[choice[0]], a: Matrix<Double>.absurdities[choice[1]])
      var answers = reference
      answers.adapterGradients = { _, _, _, _, _ in absurd }
      return answers
    }),
    ("swappedAdapter", absurdCombinations([Matrix<Double>.absurdities.count]).map { choice in
      let absurd = Matrix<Double>.absurdities[choice[0]]
      var answers = reference
      answers.swappedAdapter = { _, _, _, _, _, _ in absurd }
      return answers
    }),
    ("principalStart", absurdCombinations([Matrix<Double>.absurdities.count, Matrix<Double>.absurdities.count, Matrix<Double>.absurdities.count]).map { choice in
      let absurd = (rest: Matrix<Double>.absurdities[choice[0]], b: Matrix<Double>.absurdities[choice[1]], a: Matrix<Double>.absurdities[choice[2]])
      var answers = reference
      answers.principalStart = { _, _ in absurd }
      return answers
    }),
    ("roundedStart", absurdCombinations([Matrix<Double>.absurdities.count, Matrix<Double>.absurdities.count, Matrix<Double>.absurdities.count]).map { choice in
      let absurd = (q: Matrix<Double>.absurdities[choice[0]], b: Matrix<Double>.absurdities[choice[1]], a: Matrix<Double>.absurdities[choice[2]])
      var answers = reference
      answers.roundedStart = { _, _, _, _ in absurd }
      return answers
    })
    ]
  }
}
